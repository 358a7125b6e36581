import Crypto
import FoundationEssentials
import KioskDomain
import PortalContract
import SwiftASN1
import X509

/// PKCS#10 requests as a kiosk makes them.
enum Requests {
    static func der(naming iin: String? = nil, key: P256.Signing.PrivateKey = .init()) throws -> Data {
        let subject = try DistinguishedName(
            iin.map { iin in
                [
                    RelativeDistinguishedName.Attribute(
                        type: .NameAttributes.serialNumber, value: try .init(printableString: "IIN\(iin)"))
                ]
            } ?? [])
        let request = try CertificateSigningRequest(
            version: .v1, subject: subject, privateKey: .init(key), attributes: .init(),
            signatureAlgorithm: .ecdsaWithSHA256)
        var coder = DER.Serializer()
        try coder.serialize(request)
        return Data(coder.serializedBytes)
    }

    static func pair(naming iin: String? = nil) throws -> CertificatesRequest {
        CertificatesRequest(authentication: try der(naming: iin), signature: try der(naming: iin))
    }
}
