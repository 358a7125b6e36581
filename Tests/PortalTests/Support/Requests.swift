import FoundationEssentials
import KioskDevices
import PKIX
import PortalContract
import SwiftASN1

/// PKCS#10 requests as a kiosk makes them.
enum Requests {
    static func der(naming iin: String? = nil, key: PrivateKey? = nil) throws -> Data {
        let key = try key ?? .generate(.ecP256)
        let subject = DistinguishedName(iin.map { [.init(.NameAttributes.serialNumber, "IIN\($0)")] } ?? [])
        let request = try CertificationRequest.signed(subject: subject, publicKey: key.publicKey) {
            digest throws(Failure) in try key.sign(digest: digest)
        }
        return Data(request.der)
    }

    static func pair(_ algorithm: KeyAlgorithm = .ecP256, naming iin: String? = nil) throws -> CertificatesRequest {
        CertificatesRequest(
            authentication: try der(naming: iin, key: .generate(algorithm)),
            signature: try der(naming: iin, key: .generate(algorithm)))
    }
}
