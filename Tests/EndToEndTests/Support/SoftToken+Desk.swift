import FoundationEssentials
import KioskTestSupport

/// The token in the hands of the person at a desk.
extension SoftToken {
    /// A certificate on the token, as OpenSSL reads it.
    struct Held: Sendable {
        var id: String
        var serial: String
        var text: String
        /// For how long it is valid from now, in whole days; 0 for what is not between three years less and more two days.
        var days: Int
        /// DER.
        var file: String
    }

    /// The table of a desk: this token as a Kaztoken, and a place for an eToken.
    var deskTable: String {
        """
        {"modules": [{"name": "soft", "medium": "kaztoken", "storage": "AKKaztokenStore", "product": "SoftHSM",
        "paths": ["\(Self.module)"], "environment": {"SOFTHSM2_CONF": "\(folder.file("softhsm2.conf"))"}},
        {"name": "other", "medium": "etoken", "storage": "AKEToken72KStore", "product": "SoftHSM",
        "paths": ["\(Self.module)"], "environment": {"SOFTHSM2_CONF": "\(folder.file("other.conf"))"}}]}
        """
    }

    /// Makes the place for the other kind.
    func prepareDesk() throws {
        for name in ["other", "drawer"] {
            try FileManager.default.createDirectory(atPath: folder.file(name), withIntermediateDirectories: false)
        }
        try folder.write(
            "other.conf", "directories.tokendir = \(folder.file("other"))\nobjectstore.backend = file\n".utf8)
    }

    /// Pulled out.
    func draw() throws { try move(from: "tokens", to: "drawer") }
    /// Back in.
    func plug() throws { try move(from: "drawer", to: "tokens") }
    func plugOtherKind() async throws { try await initialise("other.conf", "Other kind") }
    func drawOtherKind() throws { try remove(in: "other") }

    /// One more of the same kind beside it.
    func plugSecond() async throws {
        let before = Set(try names("tokens"))
        try await initialise("softhsm2.conf", "Second token")
        for name in try names("tokens") where !before.contains(name) {
            try folder.write("second", name.utf8)
        }
    }

    /// Takes out what came with ``plugSecond()``.
    func drawSecond() throws {
        let name = String(decoding: try folder.read("second"), as: UTF8.self)
        try FileManager.default.removeItem(atPath: folder.file("tokens/\(name)"))
    }

    func keyCount() async throws -> Int {
        try await objects("privkey").components(separatedBy: "Private Key Object").count - 1
    }

    func certificates(_ stage: Stage) async throws -> [Held] {
        let listed = try await objects("cert")
        let ids = listed.split(separator: "\n").compactMap { line in
            line.contains("ID:") ? line.split(separator: " ").last.map(String.init) : nil
        }
        var held: [Held] = []
        for id in ids {
            let file = stage.folder.file("token-\(id).der")
            try await read("cert", id, to: file)
            let text = try await Tool.run(
                "openssl", ["x509", "-inform", "DER", "-in", file, "-noout", "-serial", "-subject", "-text"]
            ).standardOutput
            let serial = text.split(separator: "\n").first { $0.hasPrefix("serial=") } ?? ""
            held.append(
                Held(
                    id: id, serial: Citizen.plain(String(serial.dropFirst(7))), text: text,
                    days: try await days(file), file: file))
        }
        return held
    }

    /// The private half on the token signs what the public half in the certificate verifies.
    func provePossession(of held: Held, _ stage: Stage) async throws {
        let data = try stage.folder.write("data", "of this very certificate, 32 bytes!".utf8.prefix(32))
        let signature = stage.folder.file("signature-\(held.id)")
        try await tool([
            "--sign", "--mechanism", "ECDSA", "--signature-format", "openssl", "--id", held.id,
            "--input-file", data, "--output-file", signature,
        ])
        let key = try await Tool.run("openssl", ["x509", "-inform", "DER", "-in", held.file, "-noout", "-pubkey"])
        let file = try stage.folder.write("key-\(held.id).pem", key.standardOutput.utf8)
        let verified = try await Tool.run(
            "openssl", ["pkeyutl", "-verify", "-pubin", "-inkey", file, "-in", data, "-sigfile", signature])
        guard verified.succeeded else { throw Problem("\(verified.standardOutput)\(verified.standardError)") }
    }

    /// Whether OpenSC's tool logs in with this PIN.
    func opens(with pin: String) async throws -> Bool {
        let output = try await bare(["--login", "--pin", pin, "--list-objects"])
        guard output.succeeded || output.standardError.contains("CKR_PIN_INCORRECT") else {
            throw Problem("pkcs11-tool: \(output.standardError)")
        }
        return output.succeeded
    }

    /// As somebody has set it before the person comes.
    func changePIN(from old: String, to new: String) async throws {
        let output = try await bare(["--pin", old, "--change-pin", "--new-pin", new])
        guard output.succeeded else { throw Problem("pkcs11-tool: \(output.standardError)") }
    }

    private func bare(_ arguments: [String]) async throws -> Tool.Output {
        try await Tool.run(
            "pkcs11-tool", ["--module", Self.module, "--token-label", "Demo token"] + arguments,
            environment: ["SOFTHSM2_CONF": folder.file("softhsm2.conf")])
    }

    private func days(_ file: String) async throws -> Int {
        for days in 1093...1098 {
            let holds = try await Tool.run(
                "openssl", ["x509", "-inform", "DER", "-in", file, "-noout", "-checkend", "\(days * 86_400)"]
            ).succeeded
            if !holds { return days }
        }
        return 0
    }

    private func read(_ kind: String, _ id: String, to file: String) async throws {
        try await tool(["--read-object", "--type", kind, "--id", id, "--output-file", file])
    }

    private func tool(_ arguments: [String]) async throws {
        let output = try await Tool.run(
            "pkcs11-tool",
            ["--module", Self.module, "--token-label", "Demo token", "--login", "--pin", Self.pin] + arguments,
            environment: ["SOFTHSM2_CONF": folder.file("softhsm2.conf")])
        guard output.succeeded else { throw Problem("pkcs11-tool: \(output.standardError)") }
    }

    private func initialise(_ configuration: String, _ label: String) async throws {
        let made = try await Tool.run(
            "softhsm2-util", ["--init-token", "--free", "--label", label, "--so-pin", "73510264", "--pin", Self.pin],
            environment: ["SOFTHSM2_CONF": folder.file(configuration)])
        guard made.succeeded else { throw Problem("softhsm2-util: \(made.standardError)") }
    }

    private func names(_ place: String) throws -> [String] {
        try FileManager.default.contentsOfDirectory(atPath: folder.file(place))
    }

    private func move(from: String, to: String) throws {
        for name in try names(from) {
            try FileManager.default.moveItem(
                atPath: folder.file("\(from)/\(name)"), toPath: folder.file("\(to)/\(name)"))
        }
    }

    private func remove(in place: String) throws {
        for name in try names(place) { try FileManager.default.removeItem(atPath: folder.file("\(place)/\(name)")) }
    }
}
