public import HelperProtocol
public import KioskDevices
import KioskDomain
public import SmartCard

/// Keys on tokens behind vendors' modules, by kiosk-token.
public struct TokenKeySource: KeySource {
    let socketPath: String
    private let acceptsVirtual: Bool
    private let tried: @Sendable (_ token: String, _ medium: String, PINResult) async -> Void
    let summary: CardKeySource.Summaries

    /// - Parameters:
    ///   - socketPath: where kiosk-token listens.
    ///   - acceptsVirtual: true in the demonstration only (R1); elsewhere a virtual token is a finding and never opened.
    ///   - tried: told how each PIN entry ended, for the ledger; by ``TokenReference/fingerprint``.
    ///   - summary: reads a certificate.
    public init(
        socketPath: String, acceptsVirtual: Bool,
        tried: @escaping @Sendable (_ token: String, _ medium: String, PINResult) async -> Void = { _, _, _ in },
        summary: @escaping CardKeySource.Summaries
    ) {
        self.socketPath = socketPath
        self.acceptsVirtual = acceptsVirtual
        self.tried = tried
        self.summary = summary
    }

    /// One list of all modules; a module that hangs is a finding, its neighbours are listed.
    public func keys() async -> KeyListing {
        let client = TokenClient(socketPath: socketPath)
        var listing = KeyListing()
        do {
            for module in try await client.list() {
                if let code = module.status.code, module.status.health == .fault {
                    listing.findings.append(Failure(code, module.status.finding))
                }
                for token in accepted(module, &listing.findings) { listing.keys += await keys(token, module) }
            }
        } catch {
            listing.findings.append(error)
        }
        await client.disconnect()
        return listing
    }

    /// A session of its own with the token; nothing is logged in yet.
    public func open(_ key: FoundKey) async throws(Failure) -> any KeySession {
        guard case .token(let reference, let keyReference, let always) = key.place else {
            throw Failure(.internalError)
        }
        let (client, lock, tried) = try await connect(reference)
        return TokenKeySession(
            client: client, token: reference, key: keyReference, asksEachTime: always, lock: lock, tried: tried)
    }

    /// The tokens on which a key of that kind can be made.
    public func places(making algorithm: TokenKeyAlgorithm) async -> PlaceListing {
        await places { token in
            token.isInitialised && !token.isWriteProtected && token.generates.contains(algorithm) ? .some(nil) : nil
        }
    }

    /// The tokens that hold the key of a certificate.
    ///
    /// - Parameter publicKeyHash: ``CertificateSummary/publicKeyHash`` of the certificate.
    public func places(holding publicKeyHash: String) async -> PlaceListing {
        await places { token in
            token.keys.first { !publicKeyHash.isEmpty && $0.publicKeyHash == publicKeyHash }.map { .some($0.reference) }
        }
    }

    /// A session of its own with the token, for writing; nothing is logged in yet.
    public func open(_ place: TokenPlace) async throws(Failure) -> TokenPlaceSession {
        let (client, lock, tried) = try await connect(place.token)
        return TokenPlaceSession(client: client, place: place, lock: lock, tried: tried)
    }

    /// A session of its own with the token, for its PIN alone: also while that is blocked (E9).
    public func open(_ token: SeenToken) async throws(Failure) -> TokenPlaceSession {
        let place = TokenPlace(token: token.report.reference, key: nil, name: token.name, storage: "")
        let (client, lock, tried) = try await connect(place.token, evenBlocked: true)
        return TokenPlaceSession(client: client, place: place, lock: lock, tried: tried)
    }

    /// - Parameter fits: nil for a token that does not; else its key that is meant.
    private func places(_ fits: (TokenReport) -> TokenKeyReference??) async -> PlaceListing {
        let client = TokenClient(socketPath: socketPath)
        var listing = PlaceListing()
        do {
            for module in try await client.list() {
                if let code = module.status.code, module.status.health == .fault {
                    listing.findings.append(Failure(code, module.status.finding))
                }
                for token in accepted(module, &listing.findings) {
                    guard let key = fits(token) else { continue }
                    listing.places.append(
                        TokenPlace(
                            token: token.reference, key: key, name: token.label.isEmpty ? token.product : token.label,
                            storage: module.storage))
                }
            }
        } catch {
            listing.findings.append(error)
        }
        await client.disconnect()
        return listing
    }

    /// R1: the tokens of a module that may be used here.
    func accepted(_ module: TokenModuleReport, _ findings: inout [Failure]) -> [TokenReport] {
        module.tokens.filter { token in
            guard !acceptsVirtual, module.isVirtual(token) else { return true }
            let refusal = Failure(.virtualPartRefused, "\(module.name) shows a virtual token")
            if !findings.contains(refusal) { findings.append(refusal) }
            return false
        }
    }

    private func connect(
        _ reference: TokenReference, evenBlocked: Bool = false
    ) async throws(Failure) -> (TokenClient, KeyLock, @Sendable (TokenPINResult) async -> Void) {
        let client = TokenClient(socketPath: socketPath)
        do {
            var findings: [Failure] = []
            let modules = try await client.list(module: reference.module)
            let tokens = modules.flatMap { accepted($0, &findings) }
            guard let token = tokens.first(where: { $0.reference == reference }) else {
                throw findings.first ?? Failure(.tokenMissing)
            }
            guard evenBlocked || token.userPIN.condition != .locked else { throw Failure(.pinBlocked) }
            let lock = KeyLock(
                kind: token.hasPINPad ? .pinPad : .pin, tries: PINTries(token.userPIN), length: token.pinLength)
            let medium = modules.first?.medium.rawValue ?? "token"
            return (
                client, lock,
                { [tried] in if let result = PINResult($0) { await tried(reference.fingerprint, medium, result) } }
            )
        } catch {
            await client.disconnect()
            throw Failure(coding: error)
        }
    }

    /// A certificate without its key pair is an authority's; a key pair without certificate cannot sign documents.
    private func keys(_ token: TokenReport, _ module: TokenModuleReport) async -> [FoundKey] {
        var keys: [FoundKey] = []
        for certificate in token.certificates {
            guard let summary = try? await summary(certificate.der), !summary.isAuthority else { continue }
            let pair = token.keys.first { $0.reference.id == certificate.id }
            let reference = pair?.reference ?? TokenKeyReference(id: certificate.id)
            keys.append(
                FoundKey(
                    place: .token(
                        token.reference, reference, alwaysAuthenticate: pair?.alwaysAuthenticate ?? false),
                    medium: token.label.isEmpty ? token.product : token.label, kind: module.medium,
                    storage: module.storage,
                    certificate: summary, purposes: FoundKey.Purpose.all(of: summary)))
        }
        return keys
    }
}

extension PINResult {
    /// Nil when nothing was tried.
    fileprivate init?(_ result: TokenPINResult) {
        switch result {
        case .accepted, .mustBeChanged: self = .accepted
        case .wrong(let state): self = .wrong(remaining: state.remaining)
        case .locked: self = .blocked
        case .notInitialised, .lastTryUnconfirmed: return nil
        }
    }
}

extension PINTries {
    /// Before an entry: the last one has a flag of its own.
    init(_ state: TokenPINState) { self = state.remaining.map { .remaining($0) } ?? .several }

    /// After a wrong entry: a token that shows no flag of it tells none.
    init(afterWrong state: TokenPINState) { self = state.condition == .untouched ? .unknown : PINTries(state) }
}

extension FoundKey.Purpose {
    /// By the extended key usage, never by the key usage alone: one certificate may serve both.
    static func all(of certificate: CertificateSummary) -> Set<FoundKey.Purpose> {
        guard let usages = certificate.extendedKeyUsage else { return [.signature, .authentication] }
        var purposes: Set<FoundKey.Purpose> = []
        // emailProtection, clientAuth (RFC 5280, 4.2.1.12).
        if usages.contains("1.3.6.1.5.5.7.3.4") { purposes.insert(.signature) }
        if usages.contains("1.3.6.1.5.5.7.3.2") { purposes.insert(.authentication) }
        return purposes
    }
}
