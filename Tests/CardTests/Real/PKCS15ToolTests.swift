import CardReaderPCSC
import KioskTestSupport
import SmartCard
import Testing
import VirtualCard

@Suite("PKCS#15 before OpenSC, and OpenSC's before us", .timeLimit(.minutes(10)))
struct PKCS15ToolTests {
    @Test(
        "pkcs15-tool reads the whole virtual card without complaint; pkcs15-crypt signs, openssl verifies; PIN changed, unblocked"
    )
    func theirs() async throws {
        try RealPart.require(programs: "pkcs15-tool", "pkcs15-crypt", "openssl")
        try await RealReader.withCard(.pkcs15) { reader in
            let dump = try await Self.tool("pkcs15-tool", ["-D"])
            for text in [
                "PIN [PIN]", "PIN [PUK]", "Private RSA Key [Log-in key]", "Private EC Key [Signature key]",
                "X.509 Certificate [Signature certificate]", "ModLength      : 2048", "FieldLength    : 256",
            ] { #expect(dump.contains(text), "\(text) in \(dump)") }
            for (key, arguments, hash) in [("1", ["--pkcs1", "--sha-256"], "sha256"), ("2", ["--sha-1"], "sha1")] {
                try await Self.sign(reader.folder, key, arguments, hash)
            }
            let new = ["--new-pin", "111222"]
            _ = try await Self.tool("pkcs15-tool", ["--change-pin", "--pin", DemoCard.pin] + new)
            _ = try await Self.tool("pkcs15-tool", ["--verify-pin", "--pin", "111222"])
            let again = ["--new-pin", DemoCard.pin]
            _ = try await Self.tool("pkcs15-tool", ["--unblock-pin", "--puk", DemoCard.puk] + again)
            _ = try await Self.tool("pkcs15-tool", ["--verify-pin", "--pin", DemoCard.pin])
        }
    }

    @Test("a blank card personalised by pkcs15-init: keys, certificate, PIN and PUK are read and used by us")
    func ours() async throws {
        try RealPart.require(programs: "pkcs15-init", "pkcs15-tool", "openssl")
        try await RealReader.withCard(.blank) { reader in
            let pin = ["--auth-id", "1", "--pin", DemoCard.pin]
            let puk = ["--puk", "7351026473510264"]
            _ = try await Self.tool(
                "pkcs15-init", ["--create-pkcs15", "-p", "pkcs15+onepin", "--pin", DemoCard.pin] + puk)
            _ = try await Self.tool("pkcs15-init", ["--generate-key", "rsa/2048", "--id", "45"] + pin)
            _ = try await Self.tool("pkcs15-init", ["--generate-key", "ec/prime256v1", "--id", "46"] + pin)
            try await Self.certify(reader.folder, "46")
            _ = try await Self.tool(
                "pkcs15-init", ["--store-certificate", reader.folder.file("crt.pem"), "--id", "46"] + pin)
            // OpenSC leaves the PIN verified, and a card in that state does not tell its counter.
            try reader.order("remove")
            try await reader.wait("an empty reader") { $0 == .empty }
            try reader.order("insert")
            try await reader.waitForCard()
            try await Self.use(reader)
        }
    }

    /// Reads the contents, unblocks the PIN, signs with each key.
    private static func use(_ reader: RealReader) async throws {
        let digest = try DemoCard.digest("to be signed")
        let connection = try await reader.open()
        let contents = try await connection.withApplication { (card) throws(CardError) in try card.contents() }
        #expect(contents.keys.map(\.algorithm) == [.rsa(bits: 2048), .ecP256], "\(contents.damages)")
        #expect(contents.certificates.count == 1 && contents.certificates[0].key?.algorithm == .ecP256)
        let results = try await connection.withApplication { (card) throws(CardError) in
            let counter = try card.pinStatus().pin
            let puk = DemoCard.typed("7351026473510264")
            return (
                counter, try card.verify(DemoCard.typed("999999")),
                try card.unblock(puk: puk, newPIN: DemoCard.typed("111222")),
                try card.verify(DemoCard.typed("111222"))
            )
        }
        #expect(results == (.remaining(3), .wrong(remaining: 2), .accepted, .accepted))
        for key in contents.keys {
            let signature = try await connection.withApplication { (card) throws(CardError) in
                try card.sign(key, digest)
            }
            #expect(key.publicKey?.isSignature(signature, of: digest) == true)
        }
        await connection.close()
    }

    private static func sign(
        _ folder: TemporaryFolder, _ key: String, _ arguments: [String], _ hash: String
    ) async throws {
        let message = try folder.write("message", Array("to be signed".utf8))
        try await openssl(["dgst", "-\(hash)", "-binary", "-out", folder.file("digest"), message])
        let form = key == "2" ? ["-f", "openssl"] : []
        _ = try await tool(
            "pkcs15-crypt",
            ["--sign", "--key", key, "--pin", DemoCard.pin, "-i", folder.file("digest")]
                + ["-o", folder.file("signature")] + arguments + form)
        let certificate = try await tool("pkcs15-tool", ["--read-certificate", key])
        let pem = try folder.write("certificate", Array(certificate.utf8))
        try await openssl(["x509", "-in", pem, "-noout", "-pubkey", "-out", folder.file("public")])
        try await openssl(
            ["dgst", "-\(hash)", "-verify", folder.file("public"), "-signature", folder.file("signature"), message])
    }

    private static func certify(_ folder: TemporaryFolder, _ key: String) async throws {
        let publicKey = try await tool("pkcs15-tool", ["--read-public-key", key])
        let file = try folder.write("public", Array(publicKey.utf8))
        try await openssl(
            ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=TEST authority"]
                + ["-keyout", folder.file("ca.key"), "-out", folder.file("ca.pem")])
        try await openssl(
            ["req", "-new", "-key", folder.file("ca.key"), "-subj", "/CN=Demo Person 1"]
                + ["-out", folder.file("request")])
        try await openssl(
            ["x509", "-req", "-in", folder.file("request"), "-CA", folder.file("ca.pem")]
                + ["-CAkey", folder.file("ca.key"), "-force_pubkey", file, "-set_serial", "5"]
                + ["-out", folder.file("crt.pem")])
    }

    @discardableResult
    private static func openssl(_ arguments: [String]) async throws -> String {
        try await tool("openssl", arguments)
    }

    /// Runs a program that must succeed and say nothing of a failure.
    private static func tool(_ program: String, _ arguments: [String]) async throws -> String {
        let output = try await Tool.run(program, arguments)
        try #require(output.succeeded, "\(program) \(arguments[0]): \(output.standardError)")
        #expect(!output.standardError.lowercased().contains("fail"), "\(output.standardError)")
        return output.standardOutput
    }
}
