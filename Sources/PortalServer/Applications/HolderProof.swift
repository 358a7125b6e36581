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

    /// - Parameter signed: compact JWS.
    /// - Throws: ``PortalProblem`` `signature.invalid`, `reissue.stale`.
    init(_ signed: String, kiosk: String, now: UnixTime) throws {
        guard let parts = CertifiedJWS.Parts(signed),
            let certificate = try? Certificate(der: Array(parts.certificate)),
            let key = certificate.publicKey, parts.algorithm.fits(key),
            key.verify(
                signature: Array(parts.signature), of: parts.signedBytes, algorithm: key.algorithm.signatureAlgorithm),
            let statement = try? ContractJSON.decode(Statement.self, from: parts.payload)
        else {
            throw PortalProblem(.signatureInvalid, 403, "the statement is not signed by the key of its certificate")
        }
        guard statement.certificate == CertificateRow.text(certificate.serialNumber), statement.kiosk == kiosk else {
            throw PortalProblem(.signatureInvalid, 403, "the statement is for another certificate or machine")
        }
        let madeAt = UnixTime(milliseconds: statement.madeAtMilliseconds)
        guard madeAt > now - HolderProofLife.value, madeAt < now + HolderProofLife.value else {
            throw PortalProblem(.reissueStale, 403, "the statement was signed at another time")
        }
        self.statement = statement
        self.certificate = certificate
    }
}

/// How far a machine's clock, or the way of what it sent again, may lie from the portal's.
enum HolderProofLife {
    static let value = Duration.seconds(900)
}

extension CertifiedJWS.Algorithm {
    fileprivate func fits(_ key: PublicKey) -> Bool {
        switch (self, key.algorithm) {
        case (.rs256, .rsa), (.es256, .ecP256), (.es384, .ecP384): true
        default: false
        }
    }
}
