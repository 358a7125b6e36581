import FoundationEssentials
import KioskDomain
import LocalAuthority
import PKIX
import PortalContract

/// What a holder signed with a key whose certificate stands beside it; whether the certificate counts is decided with the
/// register.
struct CertifiedStatement<Value: Decodable & Sendable>: Sendable {
    let value: Value
    let certificate: Certificate

    /// - Throws: ``PortalProblem`` `signature.invalid`.
    init(_ text: String) throws {
        guard let parts = CertifiedJWS.Parts(text),
            let certificate = try? Certificate(der: Array(parts.certificate)),
            let key = certificate.publicKey, parts.algorithm.fits(key),
            key.verify(
                signature: Array(parts.signature), of: parts.signedBytes, algorithm: key.algorithm.signatureAlgorithm),
            let value = try? ContractJSON.decode(Value.self, from: parts.payload)
        else {
            throw PortalProblem(.signatureInvalid, 403, "the statement is not signed by the key of its certificate")
        }
        self.value = value
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
