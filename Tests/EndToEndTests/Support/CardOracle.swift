import FoundationEssentials
import KioskTestSupport
import Testing

/// What OpenSC and OpenSSL say about the card after an EDS was written to it.
struct CardOracle {
    let stage: Stage
    let serials: [String]

    private static let reader = ["--reader", "Virtual PCD 00 00"]

    func check() async throws {
        try await eventually("the card answers") {
            try await Tool.run("opensc-tool", Self.reader + ["-a"]).succeeded ? () : nil
        }
        let list = try await Tool.run("pkcs15-tool", Self.reader + ["-c"])
        #expect(list.standardOutput.contains("Certificate for PIV Authentication"), "\(list)")
        #expect(list.standardOutput.contains("Certificate for Digital Signature"), "\(list)")
        var found: Set<String> = []
        for id in ["01", "02"] { found.insert(try await certificate(id)) }
        #expect(found == Set(serials.map(Citizen.plain)))
        for id in ["01", "02"] { try await signature(id) }
    }

    /// Reads it, has it verified against the portal's authority, and gives its serial number.
    private func certificate(_ id: String) async throws -> String {
        let file = stage.folder.file("certificate-\(id).pem")
        let read = try await Tool.run("pkcs15-tool", Self.reader + ["--read-certificate", id, "-o", file])
        try #require(read.succeeded, "\(read.standardError)")
        let verified = try await Tool.run(
            "openssl", ["verify", "-ignore_critical", "-CAfile", stage.folder.file("portal/issuing-ca.pem"), file])
        #expect(verified.succeeded, "\(verified.standardError)")
        let subject = try await Tool.run("openssl", ["x509", "-in", file, "-noout", "-subject", "-serial"])
        #expect(subject.standardOutput.contains("IIN\(Person.matching.iin)"))
        let line = subject.standardOutput.split(separator: "\n").first { $0.hasPrefix("serial=") }
        return Citizen.plain(String(try #require(line).dropFirst("serial=".count)))
    }

    /// 9C wants its PIN right before the signature (SP 800-73-4 part 1, table 2): pkcs11-tool logs in for the key then.
    private func signature(_ id: String) async throws {
        let folder = stage.folder
        let message = try folder.write("message", Array("to be signed".utf8))
        let signed = try await Tool.run(
            "pkcs11-tool",
            ["--sign", "--id", id, "--login", "--pin", Person.pin, "-m", "SHA256-RSA-PKCS", "-i", message]
                + ["-o", folder.file("signature")])
        try #require(signed.succeeded, "key \(id): \(signed.standardError)")
        let key = try await Tool.run(
            "openssl", ["x509", "-in", folder.file("certificate-\(id).pem"), "-noout", "-pubkey"])
        let keyFile = try folder.write("key-\(id).pem", key.standardOutput.utf8)
        let verified = try await Tool.run(
            "openssl",
            ["dgst", "-sha256", "-verify", keyFile, "-signature", folder.file("signature"), message])
        #expect(verified.succeeded, "key \(id): \(verified.standardOutput)")
    }
}
