import FoundationEssentials
import KioskTestSupport
import Testing

/// A token behind SoftHSM's module, as a Kaztoken of the table; only a demonstration takes it (R1).
struct SoftToken: Sendable {
    static let module = "/usr/lib/softhsm/libsofthsm2.so"
    static let pin = "482915"
    /// The security officer's PIN, which a kiosk calls PUK.
    static let puk = "73510264"
    let folder: TemporaryFolder

    init() async throws {
        try RealPart.require(programs: "softhsm2-util", "pkcs11-tool")
        try RealPart.require(FileManager.default.fileExists(atPath: Self.module), "\(Self.module) is not installed")
        folder = try TemporaryFolder("softhsm")
        try FileManager.default.createDirectory(atPath: folder.file("tokens"), withIntermediateDirectories: false)
        try folder.write(
            "softhsm2.conf", "directories.tokendir = \(folder.file("tokens"))\nobjectstore.backend = file\n".utf8)
        let made = try await Tool.run(
            "softhsm2-util",
            ["--init-token", "--free", "--label", "Demo token", "--so-pin", Self.puk, "--pin", Self.pin],
            environment: environment)
        guard made.succeeded else { throw Problem("softhsm2-util: \(made.standardError)") }
    }

    private var environment: [String: String] { ["SOFTHSM2_CONF": folder.file("softhsm2.conf")] }

    /// The table of modules with this token in it.
    var table: String {
        """
        {"modules": [{"name": "soft", "medium": "kaztoken", "storage": "AKKaztokenStore", "product": "SoftHSM",
        "paths": ["\(Self.module)"], "environment": {"SOFTHSM2_CONF": "\(folder.file("softhsm2.conf"))"}}]}
        """
    }

    /// What OpenSC's tool says of the token's objects of a kind, after a log-in.
    func objects(_ kind: String) async throws -> String {
        let output = try await Tool.run(
            "pkcs11-tool",
            [
                "--module", Self.module, "--token-label", "Demo token", "--login", "--pin", Self.pin, "--list-objects",
                "--type", kind,
            ], environment: environment)
        guard output.succeeded else { throw Problem("pkcs11-tool: \(output.standardError)") }
        return output.standardOutput
    }
}
