import Crypto
import FoundationEssentials
import HallContract
import KioskDevices
import KioskDomain
import MachineKeys
import NIOSSL
import PKIX
import PortalContract
import SwiftASN1

/// Who this machine is at the hall: its key and certificate, and the authority that it trusts.
struct HallIdentity: Sendable {
    let role: HallRole
    let notAfter: UnixTime
    /// Never leaves this machine.
    let key: any MachineKey
    /// For all connections to the hall.
    let tls: TLSConfiguration

    init(pem: Data, authority: Data, keys: KeyMaker) throws {
        guard let certificate = try Certificate.read(Array(pem)).first,
            let unit = certificate.subject.first(.NameAttributes.organizationalUnitName),
            let role = HallRole(rawValue: unit)
        else { throw Failure(.hallRefused, "the certificate kept for the hall names no role") }
        self.role = role
        notAfter = certificate.notAfter
        var tls = try Self.trusting(authority)
        tls.certificateChain = [.certificate(try NIOSSLCertificate(bytes: certificate.der, format: .der))]
        key = try keys.key(in: Array(pem))
        tls.privateKey = .privateKey(try key.forHandshake())
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
}

/// The files of a machine that joined a hall.
struct HallFolder: Sendable {
    let path: String
    var keys = KeyMaker.files

    /// Key and certificate in one file, so that they always fit.
    func identity() throws -> HallIdentity? {
        guard let pem = try PrivateFile.read(file("identity")), let authority = try authority() else { return nil }
        return try HallIdentity(pem: pem, authority: authority, keys: keys)
    }

    func keep(_ key: any MachineKey, _ grant: CertificateGrant, code: String?) throws -> HallIdentity? {
        if let code { try PrivateFile.write(file("code-used"), Data(Self.hash(code).utf8)) }
        try PrivateFile.write(file("identity"), Data((key.kept + grant.certificate).utf8))
        // What asked is answered; a key that is not needed any more is not left lying about.
        if try PrivateFile.read(file("key")) != nil { try FileManager.default.removeItem(atPath: file("key")) }
        return try identity()
    }

    /// Whether the code was used by this machine: one that was not is a technician's wish to join anew.
    func hasUsed(_ code: String) throws -> Bool {
        try PrivateFile.read(file("code-used")) == Data(Self.hash(code).utf8)
    }

    /// The key that asks with the code, and its request.
    func asking() async throws -> (key: any MachineKey, request: String) {
        let asking = try await AskingKey(path: file("key"), keys: keys).request()
        return (asking.key, asking.request.pem)
    }

    func authority() throws -> Data? { try PrivateFile.read(file("authority")) }

    func keep(authority: Data) throws { try PrivateFile.write(file("authority"), authority) }

    private func file(_ name: String) -> String { "\(path)/hall-\(name).pem" }

    private static func hash(_ code: String) -> String { Hexadecimal.text(Array(SHA256.hash(data: Array(code.utf8)))) }
}
