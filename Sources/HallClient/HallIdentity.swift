import Crypto
import FoundationEssentials
import HallContract
import KioskDevices
import KioskDomain
import NIOSSL
import PKIX
import PortalContract
import SwiftASN1

/// Who this machine is at the hall: its key and certificate, and the authority that it trusts.
struct HallIdentity: Sendable {
    let role: HallRole
    let notAfter: UnixTime
    /// For all connections to the hall.
    let tls: TLSConfiguration

    init(pem: Data, authority: Data) throws {
        guard let certificate = try Certificate.read(Array(pem)).first,
            let unit = certificate.subject.first(.NameAttributes.organizationalUnitName),
            let role = HallRole(rawValue: unit)
        else { throw Failure(.hallRefused, "the certificate kept for the hall names no role") }
        self.role = role
        notAfter = certificate.notAfter
        var tls = try Self.trusting(authority)
        tls.certificateChain = [.certificate(try NIOSSLCertificate(bytes: certificate.der, format: .der))]
        tls.privateKey = .privateKey(try NIOSSLPrivateKey(bytes: Array(pem), format: .pem))
        self.tls = tls
    }

    /// A server with a certificate for servers by this authority is the hall, by whatever name it is reached: the
    /// authority certifies no other server.
    static func trusting(_ authority: Data) throws -> TLSConfiguration {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv13
        tls.trustRoots = .certificates(try NIOSSLCertificate.fromPEMBytes(Array(authority)))
        tls.certificateVerification = .noHostnameVerification
        return tls
    }

    /// A request for a certificate for a key.
    static func request(for key: P256.Signing.PrivateKey) throws -> String {
        let own = try PrivateKey(pkcs8: Array(key.derRepresentation))
        return try CertificationRequest.signed(
            subject: DistinguishedName([.init(.NameAttributes.commonName, "machine")]), publicKey: own.publicKey
        ) { digest throws(Failure) in try own.sign(digest: digest) }.pem
    }
}

/// The files of a machine that joined a hall.
struct HallFolder: Sendable {
    let path: String

    /// Key and certificate in one file, so that they always fit.
    func identity() throws -> HallIdentity? {
        guard let pem = try PrivateFile.read(file("identity")), let authority = try authority() else { return nil }
        return try HallIdentity(pem: pem, authority: authority)
    }

    func keep(_ key: P256.Signing.PrivateKey, _ grant: CertificateGrant, code: String?) throws -> HallIdentity? {
        if let code { try PrivateFile.write(file("code-used"), Data(Self.hash(code).utf8)) }
        try PrivateFile.write(file("identity"), Data((key.pemRepresentation + "\n" + grant.certificate).utf8))
        return try identity()
    }

    /// Whether the code was used by this machine: one that was not is a technician's wish to join anew.
    func hasUsed(_ code: String) throws -> Bool {
        try PrivateFile.read(file("code-used")) == Data(Self.hash(code).utf8)
    }

    /// The key that asks with the code. It is kept before the first try, so that an answer that is lost may be asked for
    /// again.
    func newKey() throws -> P256.Signing.PrivateKey {
        if let kept = try PrivateFile.read(file("key")) {
            return try P256.Signing.PrivateKey(pemRepresentation: String(decoding: kept, as: UTF8.self))
        }
        let key = P256.Signing.PrivateKey()
        try PrivateFile.write(file("key"), Data(key.pemRepresentation.utf8))
        return key
    }

    func authority() throws -> Data? { try PrivateFile.read(file("authority")) }

    func keep(authority: Data) throws { try PrivateFile.write(file("authority"), authority) }

    private func file(_ name: String) -> String { "\(path)/hall-\(name).pem" }

    private static func hash(_ code: String) -> String { Hexadecimal.text(Array(SHA256.hash(data: Array(code.utf8)))) }
}
