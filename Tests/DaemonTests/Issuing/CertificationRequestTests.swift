import Crypto
import Foundation
import KioskDomain
import KioskTestSupport
import Testing

@testable import KioskDaemon

@Suite("PKCS#10 requests of keys on a card (RFC 2986)")
struct CertificationRequestTests {
    @Test("openssl verifies the request's own signature and reads the IIN in serialNumber")
    func opensslAccepts() async throws {
        let key = P256.Signing.PrivateKey()
        let iin = try IIN(text: "900101300017")
        let request = try CertificationRequest(
            subjectPublicKeyInfo: Array(key.publicKey.derRepresentation), key: .ecdsa, iin: iin)
        let signature = try key.signature(for: request.info)
        let folder = try TemporaryFolder()
        let file = folder.path + "/request.der"
        try Data(try request.signed(Array(signature.derRepresentation))).write(to: URL(filePath: file))
        let output = try await Self.openssl(["req", "-inform", "DER", "-in", file, "-verify", "-noout", "-subject"])
        #expect(output.contains("verify OK") || output.contains("Certificate request self-signature verify OK"))
        #expect(output.contains("IIN900101300017"))
    }

    @Test("certificate facts: serial, dates and key as openssl made them; garbage is nil")
    func facts() async throws {
        let folder = try TemporaryFolder()
        let file = folder.path + "/certificate.der"
        _ = try await Self.openssl([
            "req", "-x509", "-newkey", "rsa:2048", "-nodes", "-keyout", folder.path + "/key.pem", "-outform", "DER",
            "-out", file, "-days", "10", "-subj", "/CN=test", "-set_serial", "0x0A1B",
        ])
        let der = Array(try Data(contentsOf: URL(filePath: file)))
        let facts = try #require(CertificateFacts(der: der))
        #expect(facts.serial == "0a1b")
        #expect(facts.notBefore.duration(to: facts.notAfter) == .seconds(10 * 86_400))
        let key = try await Self.openssl(["pkey", "-in", folder.path + "/key.pem", "-pubout", "-outform", "PEM"])
        #expect(key.contains(Data(facts.subjectPublicKeyInfo).base64EncodedString().prefix(60)))
        #expect(CertificateFacts(der: Array(der.prefix(100))) == nil)
    }

    private static func openssl(_ arguments: [String]) async throws -> String {
        try RealPart.require(programs: "openssl")
        let output = try await Tool.run("openssl", arguments)
        return output.standardOutput + output.standardError
    }
}
