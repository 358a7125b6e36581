import FoundationEssentials
import KioskTestSupport
import Testing

/// A token of SoftHSM in a folder of its own, and the built kiosk-token that reaches it.
final class SoftTokenHelper: Sendable {
    static let module = "/usr/lib/softhsm/libsofthsm2.so"
    let folder: TemporaryFolder
    let socket: String
    private let process: Task<Void, Never>

    /// - Parameter withPIN: false for a token that has only the officer's PIN yet.
    init(withPIN: Bool = true) async throws {
        let token = ["--init-token", "--label", "demo", "--so-pin", "73510264"]
        let (maker, arguments) =
            withPIN
            ? ("softhsm2-util", token + ["--free", "--pin", "482915"])
            : ("pkcs11-tool", ["--module", Self.module, "--slot-index", "0"] + token)
        try RealPart.require(programs: maker)
        try RealPart.require(FileManager.default.fileExists(atPath: Self.module), "\(Self.module) is not installed")
        folder = try TemporaryFolder("softhsm")
        socket = folder.file("token.sock")
        try FileManager.default.createDirectory(atPath: folder.file("tokens"), withIntermediateDirectories: false)
        let file = try folder.write(
            "softhsm2.conf", "directories.tokendir = \(folder.file("tokens"))\nobjectstore.backend = file\n".utf8)
        let made = try await Tool.run(maker, arguments, environment: ["SOFTHSM2_CONF": file])
        #expect(made.succeeded, "\(made.standardError)")
        let table = try folder.write(
            "modules.json",
            """
            {"modules": [{"name": "soft", "medium": "kaztoken", "paths": ["\(Self.module)"],
            "environment": {"SOFTHSM2_CONF": "\(file)"}}]}
            """.utf8)
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let program = own.split(separator: "/").dropLast().reduce("") { "\($0)/\($1)" } + "/kiosk-token"
        try RealPart.require(FileManager.default.fileExists(atPath: program), "\(program) is not built")
        process = Task { [socket] in
            _ = try? await Tool.run(
                program, ["serve", "--socket", socket, "--modules", table], limit: .seconds(60))
        }
    }

    deinit { process.cancel() }
}
