import HelperProtocol
import KioskDevices
import KioskDomain
import SigningKeys

/// Whether the certificates that a person is shown were revoked, by OCSP or lists as everything that is judged here (`signing`
/// in kioskd.yaml). The person waits for it: what is not learnt soon is said to be unknown.
struct CertificateCheck: Sendable {
    /// Nil where it cannot be learnt.
    let isRevoked: @Sendable (_ der: [UInt8]) async throws -> Bool?
    var limit = Duration.seconds(4)
    /// False where `signing.trust-file` names nobody: no answer could be judged, and the person is told so.
    var asks = true

    /// - Parameter certificates: as they are by their dates.
    func checked(_ certificates: [(der: [UInt8], held: HeldCertificate)]) async -> [HeldCertificate] {
        let end = ContinuousClock.now + limit
        var checked: [HeldCertificate] = []
        for (der, held) in certificates {
            var held = held
            if held.isValid { held.take(isRevoked: await answer(about: der, within: end - .now), isAsked: asks) }
            checked.append(held)
        }
        return checked
    }

    /// False, too, where it cannot be learnt: the portal judges again.
    func isKnownRevoked(_ der: some Sequence<UInt8>) async -> Bool {
        await answer(about: Array(der), within: limit) == true
    }

    private func answer(about der: [UInt8], within time: Duration) async -> Bool? {
        guard asks, time > .zero else { return nil }
        return try? await withDeadline(time, "revocation") { try await isRevoked(der) }
    }
}

extension CertificateCheck {
    init(_ configuration: DaemonConfiguration, _ fetcher: TrustFetcher, now: @escaping @Sendable () -> UnixTime) {
        let settings = configuration.signingSettings
        let client = SigningClient(
            socketPath: configuration.signing.socket, fetchLimit: .seconds(3), fetch: { try await fetcher.fetch($0) })
        let isRevoked: @Sendable ([UInt8]) async throws -> Bool? = { der in
            do {
                switch try await client.judge([der], trust: settings.trust(now())).revocation.status {
                case .good: return false
                case .revoked: return true
                case .unknown, .notAsked: return nil
                }
            } catch {
                // An answer that nobody waits for any more must not be taken for the next one's.
                await client.disconnect()
                throw error
            }
        }
        self.init(isRevoked: isRevoked, asks: !settings.anchors.isEmpty)
    }
}
