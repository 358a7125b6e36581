import FoundationEssentials
import Glibc
import KioskTestSupport
import Testing

/// The misbehaving module of `Hostile/hostile.c`, built once for the tests of this process.
struct HostileModule {
    private static let built = Builder()
    let folder: TemporaryFolder
    private let path: String
    private var environment: [String: String]
    private var gostParameters: [String: String] = [:]

    /// - Parameters:
    ///   - modes: `hang:C_Sign` and the like, as the C file lists them.
    ///   - flags: of the token, beside "initialised" and "has a PIN".
    init(_ modes: String..., flags: UInt = 0, gost: Bool = false) async throws {
        path = try await Self.built.path()
        folder = try TemporaryFolder("hostile")
        environment = ["HOSTILE": modes.joined(separator: ","), "HOSTILE_FLAGS": String(flags, radix: 16)]
        environment["HOSTILE_LOG"] = folder.file("calls")
        environment["HOSTILE_SERIAL"] = try folder.write("serial", "0001".utf8)
        environment["HOSTILE_WAIT"] = folder.file("wait")
        if gost {
            environment["HOSTILE_GOST"] = "1"
            gostParameters["gost-512"] = "06 09 2A 85 03 07 01 02 01 02 01"
        }
    }

    func row(_ name: String = "hostile") -> ModuleRow {
        ModuleRow(name: name, paths: [path], environment: environment, gostParameters: gostParameters)
    }

    /// Another token in the slot; none for an empty number.
    func insert(_ serial: String) throws { try folder.write("serial", serial.utf8) }

    /// How often a function was called.
    func calls(_ name: String) -> Int {
        let log = (try? folder.read("calls")).map { String(decoding: $0, as: UTF8.self) } ?? ""
        return log.split(separator: "\n").count { $0 == name }
    }
}

/// Compiles the module at first use.
private actor Builder {
    private var building: Task<String, any Error>?

    func path() async throws -> String {
        let task = building ?? Task { try await Self.build() }
        building = task
        return try await task.value
    }

    private static func build() async throws -> String {
        try RealPart.require(programs: "cc", "pkg-config")
        let module = "\(TokenHelper.buildFolder)/hostile-module.so"
        let source = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
            .appending(path: "Hostile/hostile.c").path
        let flags = try await Tool.run("pkg-config", ["--cflags", "p11-kit-1"]).standardOutput
            .split(whereSeparator: \.isWhitespace).map(String.init)
        let output = try await Tool.run(
            "cc", ["-shared", "-fPIC", "-Wall", "-Werror"] + flags + ["-o", "\(module).new", source])
        guard output.succeeded else { throw TestProblem("hostile.c: \(output.standardError)") }
        // Another run of the tests may have the former one loaded.
        guard rename("\(module).new", module) == 0 else { throw TestProblem("\(module) cannot be written") }
        return module
    }
}
