import HelperProtocol
import KioskDevices
import KioskDomain
import PKIX
import SigningKeys

/// A key made on a token, and the request for its certificate (RFC 2986).
enum TokenRequest {
    /// - Returns: DER, whose signature was verified here with the key that it names.
    static func make(_ wish: NewKeyWish, on token: TokenPlaceSession, label: String) async throws -> [UInt8] {
        guard let algorithm = wish.onToken else { throw Failure(.signAlgorithm) }
        let made = try await token.generate(algorithm, label: label)
        guard let info = made.publicKey.subjectPublicKeyInfo else {
            throw Failure(.tokenModuleAnswer, "a public key without its kind")
        }
        let key = try PublicKey(der: info)
        let request = CertificationRequest.toBeSigned(
            subject: wish.subject, publicKey: key.info, key.algorithm.signatureAlgorithm)
        let scheme: SignatureScheme =
            switch algorithm {
            case .ecP256: .ecdsaSHA256
            case .ecP384: .ecdsaSHA384
            case .rsa2048, .rsa3072, .rsa4096, .gost256, .gost512, .other: .rsaSHA256
            }
        let signature = try await token.sign(DigestToSign(scheme: scheme, digest: request.digest), with: made.key)
        let whole = try CertificationRequest(der: request.assembled(signature: signature))
        guard whole.provesPossession else {
            throw Failure(.tokenModuleAnswer, "the new key's signature does not verify")
        }
        return whole.der
    }
}
