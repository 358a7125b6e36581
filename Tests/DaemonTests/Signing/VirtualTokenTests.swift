import FoundationEssentials
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import SigningKeys
import Testing

/// RULES R1 for tokens, with the built kiosk-token and SoftHSM's module, which is a virtual token.
@Suite("Virtual tokens are for the demonstration only", .serialized, .timeLimit(.minutes(2)))
struct VirtualTokenTests {
    @Test("an enrolled kiosk offers no place on it, says why, and does not open it; a demonstration uses it")
    func bothSides() async throws {
        let soft = try await SoftTokenHelper()
        func source(_ acceptsVirtual: Bool) -> TokenKeySource {
            TokenKeySource(socketPath: soft.socket, acceptsVirtual: acceptsVirtual) { _ in
                throw Failure(.certificateMalformed)
            }
        }
        let listing = try await eventually("kiosk-token answers", within: .seconds(20)) {
            let listing = await source(true).places(making: .ecP256)
            return listing.places.isEmpty ? nil : listing
        }
        let place = try #require(listing.places.first)
        #expect(listing.findings.isEmpty && place.name == "demo")
        let session = try await source(true).open(place)
        await session.end()

        let refused = await source(false).places(making: .ecP256)
        #expect(refused.places.isEmpty)
        #expect(refused.findings.map(\.code) == [.virtualPartRefused])
        let keys = await source(false).keys()
        #expect(keys.keys.isEmpty && keys.findings.map(\.code) == [.virtualPartRefused])
        let failure = await #expect(throws: Failure.self) { _ = try await source(false).open(place) }
        #expect(failure?.code == .virtualPartRefused)
    }
}

/// A token of SoftHSM in a folder of its own, and the built kiosk-token that reaches it.
private final class SoftTokenHelper: Sendable {
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
