import CardReaderPCSC
import FoundationEssentials
import KioskTestSupport
import SmartCard
import Testing
import VirtualCard

@Suite("PIV cards with all slots before other programs", .timeLimit(.minutes(10)))
struct PIVToolTests {
    @Test(
        "OpenSC lists all four slots, unpacks our gzipped certificate, agrees on our secret with 9D; we read the same")
    func allSlots() async throws {
        try RealPart.require(programs: "piv-tool", "pkcs15-tool", "pkcs11-tool", "openssl", "gzip")
        let folder = try TemporaryFolder("piv")
        let card = try IssuedCard(PIVSlot.allCases)
        let key = try #require(card.keys[.authentication])
        let file = try folder.write("certificate", TestCertificate(key: key, filling: 900).der)
        try #require(try await Tool.run("gzip", ["-9", "-k", file]).succeeded)
        let packed = [
            TLV(0x70, try folder.read("certificate.gz")), TLV(0x71, [0x01]), TLV(0xFE, [UInt8]()),
        ].flatMap(\.encoded)
        try card.put(packed, PIVSlot.authentication.certificateObject)
        for kind in [VirtualCardKind.piv, .pivExtended] {
            try await RealReader.withCard(kind, state: card.channel.card.state) { reader in
                #expect(try await Self.tool("piv-tool", ["-n"]).contains("Personal Identity Verification"))
                let list = try await Self.tool("pkcs15-tool", ["-c"])
                for name in ["PIV Authentication", "Digital Signature", "Key Management", "Card Authentication"] {
                    #expect(list.contains("Certificate for \(name)"), "\(list)")
                }
                let pem = try await Self.tool("pkcs15-tool", ["--read-certificate", "01"])
                let theirs = pem.split(separator: "\n")
                    .filter { !$0.hasPrefix("-") && !$0.hasPrefix("Using") }.joined()
                let contents = try await Self.contents(reader)
                #expect(contents.certificates.count == 4 && contents.damages.isEmpty)
                #expect(Data(base64Encoded: theirs).map { Array($0) } == contents.certificates.first?.der)
                if kind == .piv { try await Self.agree(folder, card) }
            }
        }
    }

    @Test("yubico-piv-tool's status reads the card: CHUID, CCC, the PIN's tries")
    func yubico() async throws {
        try RealPart.require(programs: "yubico-piv-tool")
        try await RealReader.withCard { _ in
            let status = try await Tool.run("yubico-piv-tool", ["-r", "Virtual PCD", "-a", "status"])
            #expect(status.standardOutput.contains("PIN tries left:\t5"), "\(status)")
            #expect(status.standardOutput.contains("CHUID") && status.standardOutput.contains("CCC"))
        }
    }

    /// The secret of 9D and a key of OpenSSL's, by pkcs11-tool on the card and by OpenSSL.
    private static func agree(_ folder: TemporaryFolder, _ card: IssuedCard) async throws {
        let mine = try folder.write("9d.der", card.keys[.keyManagement]?.subjectPublicKeyInfo ?? [])
        _ = try await tool(
            "openssl", ["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", folder.file("key")])
        _ = try await tool(
            "openssl", ["ec", "-in", folder.file("key"), "-pubout", "-outform", "DER", "-out", folder.file("pub")])
        _ = try await tool(
            "openssl",
            ["pkeyutl", "-derive", "-inkey", folder.file("key"), "-peerkey", mine, "-peerform", "DER"]
                + ["-out", folder.file("expected")])
        _ = try await tool(
            "pkcs11-tool",
            ["--derive", "--id", "03", "--login", "--pin", DemoCard.pin, "-m", "ECDH1-COFACTOR-DERIVE"]
                + ["-i", folder.file("pub"), "-o", folder.file("derived")])
        #expect(try folder.read("derived") == folder.read("expected"))
    }

    private static func contents(_ reader: RealReader) async throws -> CardContents {
        let connection = try await reader.open()
        let contents = try await connection.withApplication { (card) throws(CardError) in try card.contents() }
        await connection.close()
        return contents
    }

    private static func tool(_ program: String, _ arguments: [String]) async throws -> String {
        let output = try await Tool.run(program, arguments)
        try #require(output.succeeded, "\(program) \(arguments[0]): \(output.standardError)")
        return output.standardOutput + output.standardError
    }
}
