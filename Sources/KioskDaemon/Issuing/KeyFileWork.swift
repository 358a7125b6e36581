import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTime

/// The EDS in a file on the person's stick: its bytes go from kiosk-stick to kiosk-sign, which opens them with the password;
/// its key is in that helper alone, until it has signed or the person has gone.
actor KeyFileWork {
    private let sign: SigningClient
    private let sticks: (any StickDrive)?
    private let watch: StickWatch
    private let clock: TrustedClock
    private let zone: CentreZone
    private let check: CertificateCheck

    private var typed: SecretBytes?
    /// Changes whenever everything is forgotten.
    private var round = 0
    private var open: Opened?

    init(
        sign: SigningClient, sticks: (any StickDrive)?, watch: StickWatch, clock: TrustedClock, zone: CentreZone,
        check: CertificateCheck
    ) {
        self.check = check
        self.sign = sign
        self.sticks = sticks
        self.watch = watch
        self.clock = clock
        self.zone = zone
    }

    /// What kiosk-sign holds open.
    private struct Opened {
        var contents: KeyFileContents
        /// Name of the file.
        var name: String
    }

    /// - Returns: why it is not taken; nil when it is.
    func hold(_ secret: consuming SecretBytes) -> FailureCode? {
        guard secret.count > 0 else { return .keyFilePassword }
        typed = consume secret
        return nil
    }

    func forgetPassword() { typed = nil }

    /// Whoever comes here has put in a stick, or said that the one there is theirs.
    func list() async -> SessionEvent {
        await watch.accept()
        guard let sticks else { return .card(.failed(.stickFault)) }
        do throws(Failure) {
            return .card(.keyFiles(try await sticks.keyFiles()))
        } catch {
            return .card(.failed(error.code))
        }
    }

    /// The password is used once; a wrong one is typed again by the person, never tried again by the program.
    func open(_ file: StickKeyFile, stick: String) async -> SessionEvent {
        guard let sticks, let secret = typed.take() else { return .card(.failed(.sessionExpired)) }
        let started = round
        await release()
        do {
            let bytes = try await sticks.read(file.path, on: stick)
            guard case .opened(let contents) = try await sign.openKeyFile(bytes, password: secret) else {
                return .card(.failed(.keyFilePassword))
            }
            guard started == round else {
                await sign.release([contents.file])
                return .card(.failed(.sessionExpired))
            }
            open = Opened(contents: contents, name: file.shownName)
            let now = clock.now()
            let held = await check.checked(
                contents.held.map { (der: $0.der.bytes, held: $0.held(now: now, day: zone.day)) })
            return .card(.keyFileOpened(OpenedKeyFile(file: file, certificates: held)))
        } catch {
            return .card(.failed((error as? any CodedError)?.code ?? .internalError))
        }
    }

    /// The key for signatures of a person that is valid now; nil when no file is open, or it has none.
    func signer() -> FileStatement? {
        guard let open else { return nil }
        let now = clock.now()
        return open.contents.keys.lazy.compactMap { [sign] key -> FileStatement? in
            guard let certificate = key.certificates.first, certificate.uses.contains(.signature),
                certificate.organisation == nil, certificate.notBefore <= now, now <= certificate.notAfter
            else { return nil }
            return FileStatement(
                key: FileKey(key, of: open.contents, client: sign), certificate: certificate, file: open.name)
        }.first
    }

    /// The key is used once; then the helper forgets it.
    func release() async {
        guard let file = open?.contents.file else { return }
        open = nil
        await sign.release([file])
    }

    /// Password and key.
    func forget() async {
        round += 1
        typed = nil
        await release()
    }
}

extension KeyFileContents {
    /// The certificates whose keys are in the file.
    fileprivate var held: [CertificateSummary] { keys.compactMap { $0.certificates.first } }
}

extension CertificateSummary {
    /// What the key is for: by emailProtection and clientAuth (RFC 5280, 4.2.1.12); both where nothing is said.
    fileprivate var uses: [EDSKey] {
        guard let usages = extendedKeyUsage else { return EDSKey.allCases }
        return EDSKey.allCases.filter {
            usages.contains($0 == .signature ? "1.3.6.1.5.5.7.3.4" : "1.3.6.1.5.5.7.3.2")
        }
    }

    func held(now: UnixTime, day: (UnixTime) -> CivilDate) -> HeldCertificate {
        var held = HeldCertificate(
            uses: uses, notBefore: notBefore, notAfter: notAfter, now: now, isPersonal: organisation == nil, day: day)
        held.template = CertificateTemplate(extendedKeyUsages: extendedKeyUsage ?? [])
        return held
    }
}
