import KioskDevices
import KioskDomain
import PKIX
import SwiftASN1

/// A certification request (RFC 2986) for a key that was made on a card.
enum CardRequest {
    /// The IIN goes into the subject's serialNumber as `IIN` + 12 digits (NCA profile); the portal sets the rest.
    static func toBeSigned(subjectPublicKeyInfo: [UInt8], iin: IIN) throws(Failure) -> ToBeSigned {
        let key = try PublicKey(der: subjectPublicKeyInfo)
        return CertificationRequest.toBeSigned(
            subject: DistinguishedName([.init(.NameAttributes.serialNumber, "IIN\(iin.digits)")]),
            publicKey: key.info, key.algorithm.signatureAlgorithm)
    }
}
