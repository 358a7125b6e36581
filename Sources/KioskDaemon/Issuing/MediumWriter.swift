import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskJournal
import KioskTime
import PKIX
import PortalClient
import PortalContract

/// Makes an EDS on one kind of medium: keys there, certificates from the portal beside them (E0, E2).
protocol MediumWriter: Sendable {
    var order: CertificateOrder { get }
    func writeKeys(_ application: Application) async -> SessionEvent
    func requestCertificates(_ application: Application) async -> SessionEvent
    func storeCertificates(_ application: Application) async -> SessionEvent
}

extension MediumWriter {
    func requestCertificates(_ application: Application) async -> SessionEvent {
        do {
            _ = try await order.certificates(for: application)
            return .portal(.certificatesIssued)
        } catch {
            return .notIssued(error)
        }
    }
}

/// The certificates for the requests that an application has in the journal.
struct CertificateOrder: Sendable {
    let journal: Journal
    let portal: PortalClient
    let clock: TrustedClock

    /// Kept in the journal before it answers. The portal gives the same for the same requests, however often it is asked.
    ///
    /// - Throws: `certificate.mismatch` for a certificate of another key.
    func certificates(for application: Application) async throws -> (set: KeySet, issuer: [UInt8]) {
        guard let requests = try await journal.certificateRequest(application: application.number)?.requests else {
            throw Failure(.internalError, "no requests")
        }
        let answer = try await portal.issueCertificates(
            application.number,
            CertificatesRequest(
                authentication: Data(requests.authentication ?? []), signature: Data(requests.signature)))
        let issued = KeySet(
            authentication: Array(answer.authentication.certificate), signature: Array(answer.signature.certificate))
        let keys = try issued.certificates.map(\.subjectPublicKeyInfo.der)
        guard try keys == requests.requestedKeys else { throw Failure(.certificateMismatch) }
        try await journal.keepCertificates(application: application.number, issued, at: clock.now())
        return (issued, Array(answer.issuer))
    }
}

extension SessionEvent {
    /// Why the portal's certificates are not there.
    static func notIssued(_ error: any Error) -> SessionEvent {
        if let error = error as? PortalError { return .portal(error.sessionEvent) }
        return .portal(.refused((error as? any CodedError)?.code ?? .journalFault))
    }
}

extension KeySet {
    private var both: [[UInt8]] { [authentication ?? [], signature] }

    /// Of certification requests: DER of the keys that they are for, authentication first.
    var requestedKeys: [[UInt8]] {
        get throws { try both.map { try CertificationRequest(der: $0).subjectPublicKeyInfo.der } }
    }

    /// Authentication first.
    var certificates: [Certificate] { get throws { try both.map { try Certificate(der: $0) } } }

    /// Of certificates: hexadecimal, lower case, without leading zero bytes, as the portal names them.
    var serials: [String] {
        get throws { try certificates.map { Hex.encode($0.serialNumber.bytes.drop { $0 == 0 }) } }
    }
}
