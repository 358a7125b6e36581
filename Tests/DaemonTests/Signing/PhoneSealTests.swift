import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskTestSupport
import SigningKeys
import Testing

@testable import KioskDaemon

/// L5: the kiosk verifies what the mobile app signed, and who did; OpenSSL signs.
@Suite("Signatures by the mobile app, judged at the kiosk")
struct PhoneSealTests {
    private static let document = Data(#"{"iin":"900101300017"}"#.utf8)

    private struct Authority {
        let folder: TemporaryFolder

        init(_ name: String) async throws {
            try RealPart.require(programs: "openssl")
            folder = try TemporaryFolder("phone-seal")
            try await run([
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "ca.key",
                "-subj", "/CN=\(name)", "-days", "30", "-out", "ca.pem", "-addext",
                "basicConstraints=critical,CA:TRUE", "-addext", "keyUsage=critical,keyCertSign,cRLSign",
            ])
            _ = try folder.write(
                "ext", "keyUsage=critical,digitalSignature,nonRepudiation\nextendedKeyUsage=emailProtection\n".utf8)
        }

        /// CMS with the document attached, by a fresh key certified for this subject.
        func signed(_ document: Data, subject: String) async throws -> [UInt8] {
            _ = try folder.write("document", document)
            try await run([
                "req", "-new", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-keyout", "own.key",
                "-subj", subject, "-out", "own.csr",
            ])
            try await run([
                "x509", "-req", "-in", "own.csr", "-CA", "ca.pem", "-CAkey", "ca.key", "-days", "10", "-set_serial",
                "77", "-extfile", "ext", "-out", "own.pem",
            ])
            try await run([
                "cms", "-sign", "-nodetach", "-binary", "-cades", "-md", "sha256", "-in", "document", "-signer",
                "own.pem", "-inkey", "own.key", "-outform", "DER", "-out", "signed",
            ])
            return try folder.read("signed")
        }

        func seal() throws -> PhoneSeal {
            try PhoneSeal(trust: try SigningSettings.certificates(file: folder.file("ca.pem")))
        }

        private func run(_ arguments: [String]) async throws {
            let named = ["ca.key", "ca.pem", "own.key", "own.csr", "own.pem", "document", "signed", "ext"]
            let output = try await Tool.run(
                "openssl", arguments.map { named.contains($0) ? folder.file($0) : $0 })
            try #require(output.succeeded, "openssl \(arguments[0]): \(output.standardError)")
        }
    }

    private func code(_ seal: PhoneSeal, _ bytes: [UInt8], _ document: Data = Self.document) throws -> FailureCode? {
        let iin = try IIN(text: "900101300017")
        let now = UnixTime(milliseconds: Int64(Date().timeIntervalSince1970 * 1_000))
        do throws(Failure) {
            try seal.check(bytes, of: document, by: iin, at: now)
            return nil
        } catch {
            return error.code
        }
    }

    @Test("the person's own signature over this document is taken, and nothing else")
    func judged() async throws {
        let authority = try await Authority("TEST authority")
        let seal = try authority.seal()
        let own = "/serialNumber=IIN900101300017/CN=DEMO PERSON 1"
        let signed = try await authority.signed(Self.document, subject: own)
        #expect(try code(seal, signed) == nil)
        #expect(try code(seal, signed, Data("{}".utf8)) == .signatureInvalid)
        #expect(try code(seal, Array(signed.dropLast(40))) == .signatureInvalid)
        #expect(try code(seal, []) == .signatureInvalid)
        var bent = signed
        bent[bent.count - 3] ^= 1
        #expect(try code(seal, bent) != nil)
        let other = "/serialNumber=IIN850315300019/CN=DEMO PERSON 2"
        #expect(try code(seal, try await authority.signed(Self.document, subject: other)) == .requestForOtherPerson)
        #expect(
            try code(seal, try await authority.signed(Self.document, subject: "\(own)/O=DEMO ORGANISATION"))
                == .requestForOtherPerson)
        let stranger = try await Authority("TEST other authority")
        #expect(try code(seal, try await stranger.signed(Self.document, subject: own)) != nil)
    }
}
