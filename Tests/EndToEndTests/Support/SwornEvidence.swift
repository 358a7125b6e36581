import FoundationEssentials
import KioskTestSupport
import Testing

/// What a kiosk swore about an attempt (RULES B3), as the portal keeps it, and who swore it.
struct SwornEvidence: Sendable {
    /// As far as tests need it.
    struct Content: Decodable, Sendable {
        var outcome: String
        var distance: Double?
        var frames: Int
        var modelHashes: [String]
    }

    private struct Header: Decodable {
        var alg: String
        var kid: String
    }

    let text: String
    let content: Content
    let kiosk: String

    /// Of the person's newest attempt at a kiosk.
    init(of person: Person, _ stage: Stage) async throws {
        let row = try await stage.portal(
            """
            SELECT source || '|' || evidence FROM attempt WHERE iin = '\(person.iin)' AND channel = 'kiosk'
            AND evidence IS NOT NULL ORDER BY position DESC LIMIT 1
            """
        ).first
        let parts = try #require(row).split(separator: "|").map { String($0) }
        try #require(parts.count == 2)
        let (source, sworn) = (parts[0], parts[1])
        let signed = try CompactJWS(sworn)
        let header = try JSONDecoder().decode(Header.self, from: signed.header)
        #expect(header.alg == "ES256" && header.kid == source, "by the key of the machine of the attempt")
        content = try JSONDecoder().decode(Content.self, from: signed.payload)
        (kiosk, text) = (source, sworn)
    }

    /// OpenSSL verifies the signature by the key in the kiosk's certificate, and nothing else: one changed byte of header,
    /// content or signature ends it, and so does another machine's key.
    func check(_ stage: Stage) async throws {
        let key = try await certifiedKey(stage)
        try await CompactJWS(text).verify(key: key, stage, "evidence")
        for part in 0...2 {
            try await CompactJWS.altered(text, part: part).refuse(key: key, stage, "evidence, part \(part) changed")
        }
        let (secret, other) = (stage.folder.file("other.key"), stage.folder.file("other.pem"))
        for words in [
            ["ecparam", "-name", "prime256v1", "-genkey", "-noout", "-out", secret],
            ["pkey", "-in", secret, "-pubout", "-out", other],
        ] {
            let made = try await Tool.run("openssl", words)
            try #require(made.succeeded, "\(made.standardError)")
        }
        try await CompactJWS(text).refuse(key: other, stage, "evidence, by another key")
    }

    /// PEM file of the key in the newest certificate that the portal gave this kiosk; its authority certifies machines.
    private func certifiedKey(_ stage: Stage) async throws -> String {
        let der = try stage.folder.write(
            "device.der",
            try await stage.bytes(
                "SELECT hex(der) FROM kioskCertificate WHERE kiosk = '\(kiosk)' ORDER BY madeAt DESC LIMIT 1"))
        let pem = stage.folder.file("device.pem")
        let read = try await Tool.run("openssl", ["x509", "-inform", "DER", "-in", der, "-out", pem])
        try #require(read.succeeded, "\(read.standardError)")
        let path = try await Tool.run("openssl", ["verify", "-CAfile", stage.folder.file("portal/kiosk-ca.pem"), pem])
        #expect(path.succeeded, "the kiosk's certificate: \(path.standardOutput)\(path.standardError)")
        let key = try await Tool.run("openssl", ["x509", "-in", pem, "-noout", "-pubkey"])
        return try stage.folder.write("device.pub", key.standardOutput.utf8)
    }
}
