import FoundationEssentials
import KioskDomain
import PKIX
import PortalContract

/// What a holder signs with the EDS at a machine.
protocol HolderStatement: Codable, Sendable {
    var certificate: String { get }
    var kiosk: String { get }
    var madeAtMilliseconds: Int64 { get }
}

extension ReissueStatement: HolderStatement {}
extension RevocationStatement: HolderStatement {}

/// A holder's statement whose signature holds; whether the certificate may still sign is decided with the register.
struct HolderProof<Statement: HolderStatement>: Sendable {
    let statement: Statement
    let certificate: Certificate

    /// How far a machine's clock, or the way of what it sent again, may lie from the portal's.
    private static var life: Duration { .seconds(900) }

    /// - Parameter signed: compact JWS.
    /// - Throws: ``PortalProblem`` `signature.invalid`, `reissue.stale`.
    init(_ signed: String, kiosk: String, now: UnixTime) throws {
        let signed = try CertifiedStatement<Statement>(signed)
        let (statement, certificate) = (signed.value, signed.certificate)
        guard statement.certificate == CertificateRow.text(certificate.serialNumber), statement.kiosk == kiosk else {
            throw PortalProblem(.signatureInvalid, 403, "the statement is for another certificate or machine")
        }
        try Self.mustBeFresh(statement, at: now)
        self.statement = statement
        self.certificate = certificate
    }

    /// - Throws: ``PortalProblem`` `reissue.stale`.
    static func mustBeFresh(_ statement: Statement, at now: UnixTime) throws {
        let madeAt = UnixTime(milliseconds: statement.madeAtMilliseconds)
        guard madeAt > now - life, madeAt < now + life else {
            throw PortalProblem(.reissueStale, 403, "the statement was signed at another time")
        }
    }
}
