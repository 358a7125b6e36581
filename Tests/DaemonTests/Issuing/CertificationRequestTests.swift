import Crypto
import Foundation
import KioskDomain
import KioskTestSupport
import PKIX
import Testing

@testable import KioskDaemon

@Suite("PKCS#10 requests of keys on a card (RFC 2986)")
struct CertificationRequestTests {
    @Test("openssl verifies the request's own signature and reads the IIN in serialNumber")
    func opensslAccepts() async throws {
        let key = P256.Signing.PrivateKey()
        let iin = try IIN(text: "900101300017")
        let request = try CardRequest.toBeSigned(
            subjectPublicKeyInfo: Array(key.publicKey.derRepresentation), iin: iin)
        let signature = try key.signature(for: request.bytes)
        let folder = try TemporaryFolder()
        let file = folder.path + "/request.der"
        try Data(request.assembled(signature: Array(signature.derRepresentation))).write(to: URL(filePath: file))
        let output = try await Self.openssl(["req", "-inform", "DER", "-in", file, "-verify", "-noout", "-subject"])
        #expect(output.contains("verify OK") || output.contains("Certificate request self-signature verify OK"))
        #expect(output.contains("IIN900101300017"))
    }

    private static func openssl(_ arguments: [String]) async throws -> String {
        try RealPart.require(programs: "openssl")
        let output = try await Tool.run("openssl", arguments)
        return output.standardOutput + output.standardError
    }
}
