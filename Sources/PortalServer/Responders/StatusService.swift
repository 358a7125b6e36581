import CMS
import KioskDomain
import LocalAuthority
import Logging
import PKIX
import SQLAccess

/// Answers about certificates being revoked (OCSP, RFC 6960), from the portal's own records.
struct StatusService: Sendable {
    let store: PortalStore
    let authorities: Authorities
    let clock: PortalClock

    /// Every fault is an answer too; those of the portal are logged.
    func answer(_ request: [UInt8], _ log: Logger) async -> [UInt8] {
        guard let parsed = try? OCSPRequest(der: request), let first = parsed.certificates.first else {
            return Self.refusing(.malformedRequest)
        }
        do {
            let hierarchy = try await authorities.all().first { first.isIssued(by: $0.issuing.certificate) }
            guard let hierarchy else { return Self.refusing(.unauthorized) }
            let states = try await states(of: parsed.certificates, hierarchy)
            let responder = OCSPResponder(certificate: hierarchy.responder.certificate)
            return responder.answer(
                request, at: clock.now(),
                status: { states[$0] ?? .unknown(.outOfScope) }, sign: hierarchy.responder.sign)
        } catch {
            log.error("status not told: \(ProblemMiddleware.described(error))")
            return Self.refusing(.tryLater)
        }
    }

    private static func refusing(_ status: OCSPResponse.Status) -> [UInt8] {
        DEREncoding.sequence(DEREncoding.enumerated(status.rawValue))
    }

    private func states(
        of certificates: [OCSPCertificateID], _ hierarchy: Hierarchy
    ) async throws -> [OCSPCertificateID: RevocationStatus] {
        let own = [hierarchy.timeStamps, hierarchy.responder].map(\.certificate.serialNumber)
        return try await store.read { database in
            var states: [OCSPCertificateID: RevocationStatus] = [:]
            for certificate in certificates where certificate.isIssued(by: hierarchy.issuing.certificate) {
                states[certificate] =
                    own.contains(certificate.serialNumber)
                    ? .good : try Self.state(database, certificate.serialNumber, hierarchy.family)
            }
            return states
        }
    }

    private static func state(
        _ database: any SQLTransaction, _ serial: SerialNumber, _ family: KeyFamily
    ) throws -> RevocationStatus {
        let text = CertificateRow.text(serial)
        guard let certificate = try CertificateRow.find(database, serial: text),
            certificate.family == family.rawValue
        else { return .neverIssued }
        guard let revocation = try RevocationRow.find(database, serial: text) else { return .good }
        return .revoked(at: revocation.at, reason: revocation.reason)
    }
}
