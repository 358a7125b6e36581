import HelperProtocol
import KioskDevices
import KioskDomain
import KioskJournal
import KioskTime
import PKIX
import PortalClient
import PortalContract
import SwiftASN1

/// Makes an EDS in a PKCS#12 file and saves it on the person's stick (E1). Keys and password are in kiosk-sign and in
/// memory here until the file is saved or the person has gone; nothing of them reaches this machine's disk.
actor FileWork: MediumWriter {
    let sign: SigningClient
    private let sticks: (any StickDrive)?
    private let watch: StickWatch
    let journal: Journal
    let order: CertificateOrder
    let clock: TrustedClock
    private let zone: CentreZone

    private var first: SecretBytes?
    private var password: SecretBytes?
    /// Changes whenever everything is forgotten.
    private var round = 0
    /// Keys in kiosk-sign that wait for their certificates, by its name for them.
    private var made: Int?
    private var file: FinishedFile?

    init(
        sign: SigningClient, sticks: (any StickDrive)?, watch: StickWatch, journal: Journal, portal: PortalClient,
        clock: TrustedClock, zone: CentreZone
    ) {
        self.sign = sign
        self.sticks = sticks
        self.watch = watch
        self.journal = journal
        order = CertificateOrder(journal: journal, portal: portal, clock: clock)
        self.clock = clock
        self.zone = zone
    }

    /// The whole file, encrypted, and what became of it.
    private struct FinishedFile {
        var bytes: WipedBytes
        /// What the file is to be called; the same one at midnight.
        var wish: String
        var serials: [String]
        /// Its name, once it stands on the stick.
        var name: String?
    }

    /// The password, and once more.
    /// - Returns: why it is not taken; nil when it is.
    func hold(_ secret: consuming SecretBytes) -> FailureCode? {
        guard let typed = first.take() else {
            guard KeyFilePasswordRules().refusal(of: secret) == nil else { return .keyFilePasswordRules }
            first = consume secret
            return nil
        }
        guard typed.isEqual(to: secret) else { return .keyFilePasswordMismatch }
        password = consume secret
        return nil
    }

    func awaitStick(_ before: StickSight?) async -> SessionEvent? {
        await watch.next(after: before).map { .card(.stick($0)) }
    }

    /// Two key pairs, their requests signed and kept.
    func writeKeys(_ application: Application) async -> SessionEvent {
        // Whoever comes here has put in a stick, or said that the one there is theirs.
        await watch.accept()
        guard let secret = passwordCopy() else { return .card(.failed(.sessionExpired)) }
        let type = String(describing: ASN1ObjectIdentifier.NameAttributes.serialNumber)
        let subject = [SubjectAttribute(type: type, value: "IIN\(application.iin.digits)")]
        do {
            let started = round
            let (handle, requests) = try await sign.makeKeys(
                ["Authentication", "Signature"].map {
                    MakeKeysOrder.Key(algorithm: .rsa2048, name: $0, subject: subject)
                }, password: secret)
            guard started == round else {
                await sign.release([handle])
                return .card(.failed(.sessionExpired))
            }
            // Kept before anything can fail, so that it is released in any case.
            made = handle
            try await journal.keepRequests(
                application: application.number, KeySet(authentication: requests[0], signature: requests[1]),
                at: clock.now())
            return .card(.keysReady)
        } catch {
            return .card(.failed((error as? any CodedError)?.code ?? .internalError))
        }
    }

    /// The file is complete, and was opened with its password, before a stick is touched.
    func requestCertificates(_ application: Application) async -> SessionEvent {
        guard let made else { return .portal(.refused(.sessionExpired)) }
        do {
            let (issued, issuer) = try await order.certificates(for: application)
            let chains = try issued.certificates.map { [$0.der, issuer].filter { !$0.isEmpty } }
            let bytes = try await sign.finishKeyFile(made, certificates: chains)
            let serials = try issued.serials
            guard try await opens(bytes, with: serials) else { throw Failure(.signHelperFault) }
            file = FinishedFile(
                bytes: WipedBytes(bytes), wish: "EDS-\(zone.day(clock.now()))", serials: serials)
            return .portal(.certificatesIssued)
        } catch {
            return .notIssued(error)
        }
    }

    /// The person is told once the stick may be taken and the journal knows it. Asked again, it goes on where it was.
    func storeCertificates(_ application: Application) async -> SessionEvent {
        let ended = await store(application)
        // Only now, so that the next wait begins with a look of its own.
        await watch.stop()
        return ended
    }

    private func store(_ application: Application) async -> SessionEvent {
        guard let sticks, var file else { return .card(.failed(.sessionExpired)) }
        do {
            try await journal.advance(application: application.number, to: .writing, at: clock.now())
            if file.name == nil {
                let bytes = file.bytes.withBytes { Array($0) }
                let saved = try await sticks.save(bytes, as: file.wish)
                // These bytes were opened with the password when they were made.
                guard saved.bytes == bytes else { throw Failure(.stickFault, "what was read back differs") }
                file.name = saved.name
                self.file = file
            }
            try await journal.advance(
                application: application.number, to: .written, serials: file.serials, at: clock.now())
            return .card(.fileSaved(name: file.name ?? "", serials: file.serials))
        } catch {
            return .card(.failed((error as? any CodedError)?.code ?? .internalError))
        }
    }

    /// Whether the password opens these bytes, with both keys and their certificates in them.
    private func opens(_ bytes: [UInt8], with serials: [String]) async throws -> Bool {
        guard let secret = passwordCopy() else { throw Failure(.sessionExpired) }
        guard case .opened(let contents) = try await sign.openKeyFile(bytes, password: secret) else { return false }
        await sign.release([contents.file])
        let found = try contents.keys.compactMap { key in
            try key.certificates.first.map { try Certificate(der: $0.der.bytes) }
        }
        return found.map { Hex.encode($0.serialNumber.bytes.drop { $0 == 0 }) } == serials
    }

    private func passwordCopy() -> SecretBytes? {
        guard let held = password.take() else { return nil }
        let copy = held.duplicate()
        password = consume held
        return copy
    }

    /// Keys, password and file. The stick stays the person's: what signed an application is released before its keys are made.
    func release() async {
        round += 1
        first = nil
        password = nil
        file = nil
        let handle = made
        made = nil
        await watch.stop()
        if let handle { await sign.release([handle]) }
    }

    /// The same, and the next person's stick is another one.
    func forget() async {
        await release()
        await watch.forget()
    }
}
