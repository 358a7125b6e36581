import CardReaderPCSC
import KioskTestSupport
import SmartCard
import Testing

@Suite("The virtual card before OpenSC and OpenSSL", .timeLimit(.minutes(10)))
struct OpenSCTests {
    @Test(
        "opensc-tool and pkcs15-tool read it; pkcs11-tool signs with 9A and 9C; openssl verifies",
        // RSA-4096 is in no standard and unknown to this OpenSC; in process it is tested.
        arguments: [PIVAlgorithm.rsa2048, .rsa3072, .eccP256, .eccP384])
    func otherPrograms(_ algorithm: PIVAlgorithm) async throws {
        try RealPart.require(programs: "opensc-tool", "pkcs15-tool", "pkcs11-tool", "openssl")
        try await RealReader.withCard { reader in
            try await Self.writeCertificates(reader, algorithm)
            let atr = try await Tool.run("opensc-tool", ["-a"])
            let name = ATRTable.virtualCard[3...16].map { String($0, radix: 16) }.joined(separator: ":")
            #expect(atr.standardOutput.lowercased().contains(name), "\(atr.standardError)")
            let list = try await Tool.run("pkcs15-tool", ["-c"])
            #expect(list.standardOutput.contains("Certificate for PIV Authentication"), "\(list)")
            #expect(list.standardOutput.contains("Certificate for Digital Signature"), "\(list)")
            for (number, slot) in [("01", "authentication"), ("02", "signature")] {
                try await Self.signAndVerify(reader, algorithm, number, slot)
            }
            if algorithm == .rsa2048 || algorithm == .eccP256 { try await Self.compareCounts(reader, algorithm) }
        }
    }

    private static func signAndVerify(
        _ reader: RealReader, _ algorithm: PIVAlgorithm, _ number: String, _ slot: String
    ) async throws {
        let folder = reader.folder
        let message = try folder.write("message", Array("to be signed".utf8))
        let mechanism =
            algorithm.keyAlgorithm.isRSA ? ["-m", "SHA256-RSA-PKCS"] : ["-m", "ECDSA-SHA256", "-f", "openssl"]
        let signed = try await Tool.run(
            "pkcs11-tool",
            ["--sign", "--id", number, "--login", "--pin", DemoCard.pin, "-i", message]
                + ["-o", folder.file("signature")] + mechanism)
        #expect(signed.succeeded, "\(slot): \(signed.standardError)")
        let verified = try await Tool.run(
            "openssl",
            ["dgst", "-sha256", "-verify", folder.file("\(slot).pub")]
                + ["-signature", folder.file("signature"), message])
        #expect(verified.succeeded, "\(slot): \(verified.standardOutput)")
    }

    /// The figure of DESIGN 7: our log-in and signature cost at most a third of pkcs11-tool's commands.
    private static func compareCounts(_ reader: RealReader, _ algorithm: PIVAlgorithm) async throws {
        let digest = try DemoCard.digest("to be signed")
        let first = try await reader.open()
        let contents = try await first.perform { (card) throws(CardError) in try card.contents() }
        await first.close()
        guard let key = contents.keys.first else { throw CardError.unknownCard }
        let before = try reader.commands()
        let ours = try await reader.open()
        #expect(try await ours.verify(PIN(digits: DemoCard.pin)) == .accepted)
        let signature = try await ours.perform { (card) throws(CardError) in
            try card.sign(.authentication, algorithm, digest, expecting: key.publicKey)
        }
        await ours.close()
        let between = try reader.commands()
        let file = try reader.folder.write("message", Array("to be signed".utf8))
        let mechanism = algorithm.keyAlgorithm.isRSA ? "SHA256-RSA-PKCS" : "ECDSA-SHA256"
        let theirs = try await Tool.run(
            "pkcs11-tool",
            ["--sign", "--id", "01", "--login", "--pin", DemoCard.pin, "-m", mechanism, "-i", file]
                + ["-o", reader.folder.file("signature")])
        #expect(theirs.succeeded && !signature.isEmpty)
        let (mine, other) = (between - before, try reader.commands() - between)
        #expect(mine * 3 <= other, "\(mine) commands against \(other)")
        #expect(mine <= 5)
    }

    /// Two keys, two certificates by a test authority of OpenSSL's.
    private static func writeCertificates(_ reader: RealReader, _ algorithm: PIVAlgorithm) async throws {
        let connection = try await reader.open()
        let keys = try await connection.perform { (card) throws(CardError) in
            do { return try DemoCard.write(card, algorithm) } catch let error as CardError { throw error } catch {
                throw .badAnswer("\(error)")
            }
        }
        let folder = reader.folder
        try await run(
            ["req", "-x509", "-newkey", "rsa:2048", "-nodes", "-subj", "/CN=TEST authority"]
                + ["-keyout", folder.file("ca.key"), "-out", folder.file("ca.pem")])
        try await run(
            ["req", "-new", "-key", folder.file("ca.key"), "-subj", "/CN=Demo Person 1"]
                + ["-out", folder.file("request")])
        var certificates: [[UInt8]] = []
        for (key, slot) in zip(keys, ["authentication", "signature"]) {
            let der = try folder.write("\(slot).der", key.subjectPublicKeyInfo)
            try await run(["pkey", "-pubin", "-inform", "DER", "-in", der, "-out", folder.file("\(slot).pub")])
            try await run(
                ["x509", "-req", "-in", folder.file("request"), "-CA", folder.file("ca.pem")]
                    + ["-CAkey", folder.file("ca.key"), "-force_pubkey", folder.file("\(slot).pub")]
                    + ["-set_serial", "17", "-outform", "DER", "-out", folder.file("\(slot).crt")])
            certificates.append(try folder.read("\(slot).crt"))
        }
        let written = certificates
        try await connection.perform { (card) throws(CardError) in
            try card.storeCertificate(written[0], .authentication)
            try card.storeCertificate(written[1], .signature)
        }
        await connection.close()
    }

    private static func run(_ arguments: [String]) async throws {
        let output = try await Tool.run("openssl", arguments)
        try #require(output.succeeded, "openssl \(arguments[0]): \(output.standardError)")
    }
}
