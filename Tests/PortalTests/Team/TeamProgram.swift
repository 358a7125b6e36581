import FoundationEssentials
import Glibc
import KioskDomain
import KioskTestSupport
import KioskTexts
import PortalContract
import PortalServer
import Testing

/// `kiosk-portal` as it was built, beside a portal that runs.
struct TeamProgram: Sendable {
    let portal: PortalFixture

    /// Beside the program that runs the tests, or where `KIOSK_PROGRAMS` says.
    static func path() throws -> String {
        let own = try FileManager.default.destinationOfSymbolicLink(atPath: "/proc/self/exe")
        let folder = RealPart.environment("KIOSK_PROGRAMS") ?? own.lastIndex(of: "/").map { String(own[..<$0]) } ?? "/"
        let path = "\(folder)/kiosk-portal"
        try RealPart.require(access(path, X_OK) == 0, "\(path) is not built")
        return path
    }

    /// - Parameter state: the folder to name; nil names none.
    static func run(_ words: [String], state: String? = nil, database: String? = nil) async throws -> Tool.Output {
        let place = (state.map { ["--state", $0] } ?? []) + (database.map { ["--database", $0] } ?? [])
        return try await Tool.run(try path(), words + place, limit: .seconds(60))
    }

    func run(_ words: [String]) async throws -> Tool.Output {
        try await Self.run(words, state: portal.options.stateFolder, database: portal.options.database)
    }

    /// What it prints when it does its work.
    func says(_ words: String..., sourceLocation: SourceLocation = #_sourceLocation) async throws -> String {
        let output = try await run(words)
        try #require(output.succeeded, "\(output.standardError)", sourceLocation: sourceLocation)
        return output.standardOutput.split(separator: "\n").joined(separator: "\n")
    }

    func json<Value: Decodable>(_ type: Value.Type, _ words: String...) async throws -> Value {
        let output = try await run(words + ["--json"])
        try #require(output.succeeded, "\(output.standardError)")
        return try JSONDecoder().decode(type, from: Data(output.standardOutput.utf8))
    }

    /// It is refused with this code and its remedy, in words for people, and nothing is printed for programs.
    func refuses(
        _ code: FailureCode, _ words: [String], sourceLocation: SourceLocation = #_sourceLocation
    ) async throws {
        let output = try await run(words)
        let text = output.standardError
        #expect(output.status == 1 && output.standardOutput.isEmpty, "\(words)", sourceLocation: sourceLocation)
        #expect(
            text.contains("\(code.rawValue): ") && text.contains(code.technicianRemedy) && !text.contains("Usage:"),
            "\(words): \(text)", sourceLocation: sourceLocation)
    }

    /// It is told what is wrong with the command, and how it is given (64: EX_USAGE of sysexits.h).
    static func misuse(
        _ hint: String, _ output: Tool.Output, sourceLocation: SourceLocation = #_sourceLocation
    ) {
        #expect(
            output.status == 64 && output.standardOutput.isEmpty && output.standardError.contains(hint)
                && output.standardError.contains("--help"),
            "\(String(describing: output.status)): \(output.standardError)", sourceLocation: sourceLocation)
    }
}
