import FoundationEssentials
import KioskTestSupport
import Testing

/// A token of SoftHSM in a folder of its own, and the built kiosk-token that reaches it.
final class SoftTokenHelper: Sendable {
    static let module = "/usr/lib/softhsm/libsofthsm2.so"
    let folder: TemporaryFolder
    let socket: String
    private let process: Task<Void, Never>

    init() async throws {
        try RealPart.require(programs: "softhsm2-util")
        try RealPart.require(FileManager.default.fileExists(atPath: Self.module), "\(Self.module) is not installed")
        folder = try TemporaryFolder("softhsm")
        socket = folder.file("token.sock")
        try FileManager.default.createDirectory(atPath: folder.file("tokens"), withIntermediateDirectories: false)
        let file = try folder.write(
            "softhsm2.conf", "directories.tokendir = \(folder.file("tokens"))\nobjectstore.backend = file\n".utf8)
        let made = try await Tool.run(
            "softhsm2-util", ["--init-token", "--free", "--label", "demo", "--so-pin", "73510264", "--pin", "482915"],
            environment: ["SOFTHSM2_CONF": file])
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
