public import Crypto
public import FoundationEssentials
public import KioskDevices
import KioskDomain
import NIOSSL
public import PKIX
import PortalContract
import SwiftASN1

/// Who this machine is at the portal: the ID it was given, its key, and the certificate for it.
public struct DeviceIdentity: Sendable {
    /// As the portal gave it.
    public let kioskID: String
    /// Never leaves this machine.
    public let key: P256.Signing.PrivateKey
    /// Nil for a key that an older version enrolled, until its certificate is fetched.
    public let certificate: Certificate?

    /// Memberwise.
    public init(kioskID: String, key: P256.Signing.PrivateKey, certificate: Certificate? = nil) {
        self.kioskID = kioskID
        self.key = key
        self.certificate = certificate
    }

    /// PKCS#10 in DER for a key: only its owner can make it, so it is the proof of who asks.
    public static func request(for key: P256.Signing.PrivateKey) throws(Failure) -> Data {
        let own = try PrivateKey(pkcs8: Array(key.derRepresentation))
        let request = try CertificationRequest.signed(
            subject: DistinguishedName([.init(.NameAttributes.commonName, "machine")]), publicKey: own.publicKey
        ) { digest throws(Failure) in try own.sign(digest: digest) }
        return Data(request.der)
    }

    /// Shows the certificate wherever it is asked for one.
    func present(in tls: inout TLSConfiguration) throws(PortalError) {
        guard let certificate else {
            throw PortalError(.kioskCertificate, "this machine has no certificate of the portal yet")
        }
        do {
            tls.certificateChain = [.certificate(try NIOSSLCertificate(bytes: certificate.der, format: .der))]
            tls.privateKey = .privateKey(try NIOSSLPrivateKey(bytes: Array(key.derRepresentation), format: .der))
        } catch {
            throw PortalError(.kioskCertificate, "the kept certificate cannot be used")
        }
    }
}
