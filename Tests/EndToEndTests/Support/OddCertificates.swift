import FoundationEssentials
import KioskTestSupport

/// Certificates for the keys of the citizen's card that no portal gave: OpenSSL makes them.
struct OddCertificates: Sendable {
    /// Days until they begin.
    var days = 0
    /// Signed by the authority of the stage's portal, or by one that nobody knows.
    var isOfPortal = true
    /// They are for servers of TLS, and not for what the slots are for.
    var isForServers = false

    /// In the place of the certificate for this use, in DER.
    fileprivate func certificate(for use: String, _ stage: Stage) async throws -> Data {
        let folder = stage.folder
        let held = try folder.write(
            "held.der",
            try await stage.bytes(
                "SELECT hex(der) FROM certificate WHERE use = '\(use)' AND bin IS NULL ORDER BY notBefore DESC LIMIT 1"
            ))
        let key = try await Tool.mustRun("openssl", ["x509", "-inform", "DER", "-in", held, "-noout", "-pubkey"])
        let issuer = try await issuer(stage)
        let number = String(UInt64.random(in: 1 << 60...1 << 62), radix: 16)
        let made = try await Tool.run(
            "openssl",
            [
                "x509", "-new", "-force_pubkey", try folder.write("held.pub", key.standardOutput.utf8), "-subj",
                "/C=KZ/CN=Demo Person 1/serialNumber=IIN\(Person.matching.iin)", "-CA", "\(issuer).pem", "-CAkey",
                "\(issuer).key.pem", "-set_serial", "0x\(number)", "-days", "365", "-extfile",
                try folder.write("odd.cnf", extensions(for: use).utf8), "-outform", "DER", "-out",
                folder.file("odd.der"),
            ], environment: try clock)
        guard made.succeeded else { throw Problem("openssl x509: \(made.standardError)") }
        return Data(try folder.read("odd.der"))
    }

    /// In which OpenSSL makes them: its x509 lets nobody choose the first day.
    private var clock: [String: String] {
        get throws {
            days == 0 ? [:] : ["LD_PRELOAD": try Stage.timeLibrary(), "FAKETIME": "+\(days * 86_400)"]
        }
    }

    /// Path of key and certificate of who signs, without `.pem`.
    private func issuer(_ stage: Stage) async throws -> String {
        if isOfPortal { return stage.folder.file("portal/authorities/ec-issuing") }
        let path = stage.folder.file("nobody")
        guard !FileManager.default.fileExists(atPath: "\(path).pem") else { return path }
        try await Tool.mustRun(
            "openssl",
            [
                "req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-subj",
                "/C=KZ/CN=TEST AUTHORITY OF NOBODY", "-days", "3650", "-keyout", "\(path).key.pem", "-out",
                "\(path).pem",
            ])
        return path
    }

    private func extensions(for use: String) -> String {
        if isForServers { return "keyUsage=critical,digitalSignature\nextendedKeyUsage=serverAuth\n" }
        return use == "signature"
            ? "keyUsage=critical,digitalSignature,nonRepudiation\nextendedKeyUsage=emailProtection\n"
            : "keyUsage=critical,digitalSignature\nextendedKeyUsage=clientAuth\n"
    }
}

/// What the virtual card keeps, as far as tests need it.
private struct CardMemory: Decodable {
    /// By tag (SP 800-73-4 part 1, table 3).
    var objects: [UInt32: Data]

    static let tags: [(use: String, tag: UInt32)] = [("authentication", 0x5F_C105), ("signature", 0x5F_C10A)]

    /// A certificate as a slot holds it, not compressed (part 1, table 10).
    static func object(_ certificate: Data) -> Data {
        let length = [UInt8(certificate.count >> 8), UInt8(certificate.count & 0xFF)]
        return Data([0x70, 0x82] + length) + certificate + Data([0x71, 0x01, 0x00, 0xFE, 0x00])
    }

    /// As it stands in the file.
    static func written(_ object: Data) -> String {
        object.base64EncodedString().split(separator: "/", omittingEmptySubsequences: false).joined(separator: "\\/")
    }
}

extension Stage {
    /// The card in the person's hands has other certificates from now on, for the keys that it has.
    func recertifyCard(_ odd: OddCertificates) async throws {
        try await order("card", "remove")
        guard try await child("card")?.stop() == 0 else { throw Problem("the card does not go") }
        var text = String(decoding: try folder.read("card.json"), as: UTF8.self)
        let memory = try JSONDecoder().decode(CardMemory.self, from: Data(text.utf8))
        for (use, tag) in CardMemory.tags {
            guard let former = memory.objects[tag].map(CardMemory.written), text.contains(former) else {
                throw Problem("the card has no certificate for \(use)")
            }
            let made = CardMemory.object(try await odd.certificate(for: use, self))
            text = text.replacing(former, with: CardMemory.written(made))
        }
        try folder.write("card.json", text.utf8)
        try await startCard()
    }
}
