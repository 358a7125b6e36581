import FoundationEssentials
import KioskDevices
import KioskDomain
import PortalClient
import PortalContract

/// The test authority of a demonstration's portal, for cards that are to hold an EDS from the start.
public struct DemonstrationEDS: Sendable {
    private let portal: String
    private let authority: String

    /// - Parameters:
    ///   - portal: such as `https://127.0.0.1:8443`.
    ///   - authority: PEM of the only authority that the portal's certificates may come from.
    public init(portal: String, authority: String) {
        self.portal = portal
        self.authority = authority
    }

    /// A certificate for signatures of a demonstration person, DER.
    ///
    /// - Parameter request: PKCS#10 (RFC 2986) in DER.
    /// - Throws: ``PortalError``; `portal.bad-answer` for an answer without one.
    public func certificate(of iin: String, for request: [UInt8]) async throws -> [UInt8] {
        let client = try PortalClient(PortalConfiguration(address: portal, trustedAuthorities: authority))
        let result: Result<DemonstrationCertificates, any Error>
        do {
            result = .success(
                try await client.demonstrationCertificates(
                    DemonstrationCertificatesRequest(
                        iin: iin, requests: [.init(use: .signature, request: Data(request))])))
        } catch {
            result = .failure(error)
        }
        await client.shutdown()
        guard let issued = try result.get().certificates.first else { throw Failure(.portalAnswer, "no certificate") }
        return Array(issued.certificate.certificate)
    }
}
