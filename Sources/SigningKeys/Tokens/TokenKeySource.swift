import HelperProtocol
public import KioskDevices
import KioskDomain

/// Keys on tokens behind vendors' modules, by kiosk-token.
public struct TokenKeySource: KeySource {
    private let socketPath: String
    private let summary: CardKeySource.Summaries

    /// - Parameters:
    ///   - socketPath: where kiosk-token listens.
    ///   - summary: reads a certificate.
    public init(socketPath: String, summary: @escaping CardKeySource.Summaries) {
        self.socketPath = socketPath
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
                for token in module.tokens { listing.keys += await keys(token, module) }
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
        let client = TokenClient(socketPath: socketPath)
        let tokens = try await client.list(module: reference.module).flatMap(\.tokens)
        guard let token = tokens.first(where: { $0.reference == reference }) else {
            await client.disconnect()
            throw Failure(.tokenMissing)
        }
        guard token.userPIN.condition != .locked else {
            await client.disconnect()
            throw Failure(.pinBlocked)
        }
        let lock = KeyLock(
            kind: token.hasPINPad ? .pinPad : .pin, tries: PINTries(token.userPIN), length: token.pinLength)
        return TokenKeySession(
            client: client, token: reference, key: keyReference, asksEachTime: always, lock: lock)
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

extension PINTries {
    init(_ state: TokenPINState) { self = state.remaining.map { .remaining($0) } ?? .unknown }
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
