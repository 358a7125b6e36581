internal import CardReaderPCSC
internal import FoundationEssentials
public import HelperProtocol
public import KioskDevices
internal import KioskDomain
public import SigningKeys

/// What `kioskctl sign` does.
public struct SignCommand: Sendable {
    /// Where the key is.
    public enum Place: Sendable {
        /// A PKCS#12 file.
        case file(String)
        /// A card in a reader whose name holds this; empty for any.
        case card(reader: String)
    }

    /// Where the key is.
    public var place: Place
    /// What is made.
    public var profile: SigningProfile
    /// Whom to believe; without anchors the signer's chain is not judged.
    public var settings: SigningSettings
    /// What is asked of the signer.
    public var rules: SignerRules
    /// What the key must be for.
    public var purpose: FoundKey.Purpose
    /// Path of kiosk-sign.
    public var helper: String

    /// Every field as given.
    public init(
        place: Place, profile: SigningProfile, settings: SigningSettings, rules: SignerRules = SignerRules(),
        purpose: FoundKey.Purpose = .signature, helper: String
    ) {
        self.place = place
        self.profile = profile
        self.settings = settings
        self.rules = rules
        self.purpose = purpose
        self.helper = helper
    }

    /// Signs all documents with one PIN.
    ///
    /// - Parameters:
    ///   - ask: for the PIN or password; gets a prompt that names medium, holder and tries.
    ///   - confirm: asks for an explicit yes before the last try (E9).
    ///   - progress: how many are done.
    /// - Throws: a `CodedError`; nothing is signed then.
    public func run(
        _ documents: [[UInt8]], ask: @escaping @Sendable (String) -> SecretBytes,
        confirm: @escaping @Sendable (String) -> Bool, progress: @escaping @Sendable (Int) -> Void
    ) async throws -> [[UInt8]] {
        try await SignHelper.with(program: helper, settings: settings) { client in
            let (key, session) = try await unlocked(client, ask, confirm)
            do {
                let signed = try await sign(documents, key, session, client, progress)
                await session.end()
                return signed
            } catch {
                await session.end()
                throw error
            }
        }
    }

    private func sign(
        _ documents: [[UInt8]], _ key: FoundKey, _ session: any KeySession, _ client: SigningClient,
        _ progress: @escaping @Sendable (Int) -> Void
    ) async throws -> [[UInt8]] {
        var trust = settings.trust(SignHelper.now())
        if settings.anchors.isEmpty { trust.chain = .none }
        let outcome = try await client.sign(
            documents.map { SigningDocument($0) }, profile,
            with: SessionKey(certificates: key.certificates, session: session), rules: rules, trust: trust,
            progress: { done, _ in progress(done) })
        switch outcome {
        case .signed(let results): return results
        case .signerRefused(let verdict):
            throw Failure(verdict.findings.first?.code ?? .certificateStatusUnknown, "the signer's certificate")
        }
    }

    private func unlocked(
        _ client: SigningClient, _ ask: @Sendable (String) -> SecretBytes, _ confirm: @Sendable (String) -> Bool
    ) async throws -> (FoundKey, any KeySession) {
        switch place {
        case .file(let path): try await fromFile(path, client, ask)
        case .card(let reader): try await fromCard(reader, client, ask, confirm)
        }
    }

    private func fromFile(
        _ path: String, _ client: SigningClient, _ ask: @Sendable (String) -> SecretBytes
    ) async throws -> (FoundKey, any KeySession) {
        let name = path.split(separator: "/").last.map(String.init) ?? path
        let folder = path.contains("/") ? String(path[..<(path.lastIndex(of: "/") ?? path.startIndex)]) : "."
        let file = KeyFile(name, in: KeyFileStore(folder: folder.isEmpty ? "/" : folder), client: client)
        switch try await file.open(ask("Password of \(name)")) {
        case .passwordWrong: throw Failure(.keyFilePassword)
        case .opened(let keys):
            guard let first = keys.first(where: { $0.key.purposes.contains(purpose) }) else {
                throw Failure(.signKeyMissing, "\(name) has no key for this purpose")
            }
            return first
        }
    }

    private func fromCard(
        _ reader: String, _ client: SigningClient, _ ask: @Sendable (String) -> SecretBytes,
        _ confirm: @Sendable (String) -> Bool
    ) async throws -> (FoundKey, any KeySession) {
        let readers = try await TechnicianKeys.readers().filter { reader.isEmpty || $0.name.contains(reader) }
        let source = TechnicianKeys.cards(readers, client: client)
        let listing = await source.keys()
        let now = SignHelper.now()
        let fitting = listing.keys.filter { $0.purposes.contains(purpose) }
        let valid = fitting.first { $0.certificate.notBefore <= now && now <= $0.certificate.notAfter }
        guard let key = valid ?? (rules.allowExpired ? fitting.first : nil) else {
            throw listing.findings.first ?? Failure(fitting.isEmpty ? .signKeyMissing : .certificateExpired)
        }
        let session = try await source.open(key)
        do {
            try await unlock(session, key, ask, confirm)
            return (key, session)
        } catch {
            await session.end()
            throw error
        }
    }

    private func unlock(
        _ session: any KeySession, _ key: FoundKey, _ ask: @Sendable (String) -> SecretBytes,
        _ confirm: @Sendable (String) -> Bool
    ) async throws {
        let tries =
            switch session.lock.tries {
            case .remaining(let count): "\(count) tries left"
            case .several, .unknown, .wrongHere: "tries left unknown"
            }
        let question =
            session.lock.tries == .remaining(1)
            ? "This is the last try; a wrong PIN blocks the card. Use it?"
            : "The card does not tell its tries; a wrong PIN may block it. Go on?"
        let yes = !session.lock.needsYes || confirm(question)
        guard yes else { throw Failure(.signCancelled) }
        let result =
            session.lock.kind == .pinPad
            ? try await session.unlockOnPad(.english, confirmedLastTry: true)
            : try await session.unlock(
                ask("PIN of \(key.certificate.masked().subjectName) in \(key.medium), \(tries)"),
                confirmedLastTry: true)
        switch result {
        case .accepted: return
        case .wrong: throw Failure(.pinWrong)
        case .blocked: throw Failure(.pinBlocked)
        case .notTried(let code): throw Failure(code)
        }
    }
}

private struct SessionKey: SigningKey {
    let certificates: [[UInt8]]
    let session: any KeySession

    func sign(_ digests: [DigestToSign], progress: SigningClient.Progress?) async throws -> [[UInt8]] {
        try await session.sign(digests) { progress?($0, digests.count) }
    }
}
