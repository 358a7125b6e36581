import CMS
import FoundationEssentials
import Glibc
import KioskDomain
import KioskTestSupport
import PKIX
import Testing

/// A throw-away authority made by OpenSSL in a folder of its own, and OpenSSL as the other side.
struct OpenSSLAuthority {
    let folder: TemporaryFolder
    let root: Certificate

    /// The clock, because OpenSSL makes certificates that begin now.
    static var now: UnixTime { UnixTime(milliseconds: Int64(time(nil)) * 1000) }

    init() async throws {
        try RealPart.require(programs: "openssl")
        folder = try TemporaryFolder("cms")
        try await Self.run(
            folder,
            "req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256 -nodes -keyout ca.key -out ca.pem -days 30 "
                + "-subj /CN=Demo_Authority -addext keyUsage=critical,keyCertSign,cRLSign")
        root = try Self.certificate(folder, "ca.pem")
    }

    private static func certificate(_ folder: TemporaryFolder, _ name: String) throws -> Certificate {
        try #require(try Certificate.read(folder.read(name)).first)
    }

    func certificate(_ name: String) throws -> Certificate { try Self.certificate(folder, name) }

    /// Runs OpenSSL in the folder: arguments are parted by spaces, none holds one.
    @discardableResult
    private static func run(_ folder: TemporaryFolder, _ arguments: String, mayFail: Bool = false) async throws
        -> Tool.Output
    {
        let command = "cd \(folder.path) && exec openssl \(arguments)"
        let output = try await Tool.run("sh", ["-c", command])
        if !mayFail { try #require(output.succeeded, "openssl \(arguments): \(output.standardError)") }
        return output
    }

    @discardableResult
    func openssl(_ arguments: String, mayFail: Bool = false) async throws -> Tool.Output {
        try await Self.run(folder, arguments, mayFail: mayFail)
    }

    /// Issues NAME.pem and NAME.key.
    func issue(_ name: String, key: String = "rsa:2048", extensions: [String]) async throws {
        let newKey = key == "ec" ? "ec -pkeyopt ec_paramgen_curve:P-256" : key
        try await openssl("req -new -newkey \(newKey) -nodes -keyout \(name).key -out \(name).csr -subj /CN=\(name)")
        try folder.write(
            "\(name).ext", Array((extensions + ["subjectKeyIdentifier=hash"]).joined(separator: "\n").utf8))
        try await openssl(
            "x509 -req -in \(name).csr -CA ca.pem -CAkey ca.key -CAcreateserial -days 20 -extfile \(name).ext "
                + "-out \(name).pem")
    }

    static let signing = ["keyUsage=critical,digitalSignature,nonRepudiation", "extendedKeyUsage=emailProtection"]
    static let timeStamping = ["keyUsage=critical,digitalSignature", "extendedKeyUsage=critical,timeStamping"]
    static let answering = ["keyUsage=critical,digitalSignature", "extendedKeyUsage=OCSPSigning", "noCheck=ignored"]

    /// A key that OpenSSL made, in our hands.
    func identity(_ name: String) async throws -> Identity {
        try await openssl("pkcs8 -topk8 -nocrypt -in \(name).key -outform DER -out \(name).p8")
        return Identity(
            key: try PrivateKey(pkcs8: folder.read("\(name).p8")), certificate: try certificate("\(name).pem"))
    }

    /// Trusts the authority; a status that is not known is only said.
    var verifier: SignatureVerifier { SignatureVerifier(anchors: [root], requirement: .reported) }
}
