import CMS
import KioskDevices
import KioskDomain
import PKIX
import SmartCard

extension PreparedSignature {
    /// What a card is to sign.
    ///
    /// - Throws: `sign.algorithm-unsupported` for a digest that no card here makes signatures over.
    func cardDigest() throws(Failure) -> MessageDigest {
        let function: MessageDigest.Function? =
            switch signatureAlgorithm.digestAlgorithm {
            case .sha256: .sha256
            case .sha384: .sha384
            case .sha512: .sha512
            default: nil
            }
        guard let function, let digest = MessageDigest(function, digestToSign) else { throw Failure(.signAlgorithm) }
        return digest
    }
}
