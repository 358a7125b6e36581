public import FoundationEssentials
public import KioskDevices
import KioskDomain
public import MachineKeys
import NIOSSL
public import PKIX
import PortalContract

/// Who this machine is at the portal: the ID it was given, its key, and the certificate for it.
public struct DeviceIdentity: Sendable {
    /// As the portal gave it.
    public let kioskID: String
    /// Never leaves this machine.
    public let key: any MachineKey
    /// Nil for a key that an older version enrolled, until its certificate is fetched.
    public let certificate: Certificate?

    /// Memberwise.
    public init(kioskID: String, key: any MachineKey, certificate: Certificate? = nil) {
        self.kioskID = kioskID
        self.key = key
        self.certificate = certificate
    }

    /// PKCS#10 in DER for a key, as the contract carries it.
    public static func request(for key: any MachineKey) async throws(Failure) -> Data {
        Data(try await key.request().der)
    }

    /// Shows the certificate wherever it is asked for one.
    func present(in tls: inout TLSConfiguration) throws(PortalError) {
        guard let certificate else {
            throw PortalError(.kioskCertificate, "this machine has no certificate of the portal yet")
        }
        do {
            tls.certificateChain = [.certificate(try NIOSSLCertificate(bytes: certificate.der, format: .der))]
            tls.privateKey = .privateKey(try key.forHandshake())
        } catch {
            throw PortalError(.kioskCertificate, "the kept certificate cannot be used")
        }
    }
}
