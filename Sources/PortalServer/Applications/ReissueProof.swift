import FoundationEssentials
import KioskDomain
import PKIX
import PortalContract

/// A holder's statement whose signature holds; whether the certificate may still sign is decided with the register.
struct ReissueProof: Sendable {
    let statement: ReissueStatement
    let certificate: Certificate

    /// How far a machine's clock, or the way of what it sent again, may lie from the portal's.
    static let life = Duration.seconds(900)

    /// - Throws: ``PortalProblem`` `signature.invalid`, `portal.other-person`, `reissue.stale`.
    init(_ request: ReissueRequest, kiosk: String, now: UnixTime) throws {
        guard let parts = CertifiedJWS.Parts(request.statement),
            let certificate = try? Certificate(der: Array(parts.certificate)),
            let key = certificate.publicKey, parts.algorithm.fits(key),
            key.verify(
                signature: Array(parts.signature), of: parts.signedBytes, algorithm: key.algorithm.signatureAlgorithm),
            let statement = try? ContractJSON.decode(ReissueStatement.self, from: parts.payload)
        else {
            throw PortalProblem(.signatureInvalid, 403, "the statement is not signed by the key of its certificate")
        }
        guard statement.certificate == CertificateRow.text(certificate.serialNumber), statement.kiosk == kiosk else {
            throw PortalProblem(.signatureInvalid, 403, "the statement is for another certificate or machine")
        }
        let madeAt = UnixTime(milliseconds: statement.madeAtMilliseconds)
        guard madeAt > now - Self.life, madeAt < now + Self.life else {
            throw PortalProblem(.reissueStale, 403, "the statement was signed at another time")
        }
        self.statement = statement
        self.certificate = certificate
    }
}

extension CertifiedJWS.Algorithm {
    fileprivate func fits(_ key: PublicKey) -> Bool {
        switch (self, key.algorithm) {
        case (.rs256, .rsa), (.es256, .ecP256), (.es384, .ecP384): true
        default: false
        }
    }
}
