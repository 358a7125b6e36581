import KioskDevices
import Subprocess
import SystemPackage

/// A program of the system as the other side of a test: OpenSSL, OpenSC, xmlsec1 …
public enum Tool {
    /// What a program wrote and how it ended.
    public struct Output: Sendable {
        /// The exit status; nil when a signal ended it.
        public var status: Int32?
        /// All it wrote to standard output.
        public var standardOutput: String
        /// All it wrote to standard error.
        public var standardError: String
        /// True for exit status 0.
        public var succeeded: Bool { status == 0 }
    }

    /// Runs a program to its end; it must be installed (``RealPart``).
    ///
    /// - Throws: ``DeadlineExceeded`` after `limit`, ``RealPartMissing`` when there is no such program.
    public static func run(
        _ program: String, _ arguments: [String], environment: [String: String] = [:], limit: Duration = .seconds(120)
    ) async throws -> Output {
        guard let path = RealPart.path(of: program) else {
            throw RealPartMissing(reason: "\(program) is not installed")
        }
        var options = PlatformOptions()
        options.teardownSequence = [.gracefulShutDown(allowedDurationToNextStep: .seconds(2))]
        let changes = Dictionary(
            uniqueKeysWithValues: environment.map { (Environment.Key(stringLiteral: $0.key), $0.value as String?) })
        let configuration = Configuration(
            executable: .path(FilePath(path)), arguments: Arguments(arguments),
            environment: .inherit.updating(changes), platformOptions: options)
        return try await withDeadline(limit, program) {
            let result = try await Subprocess.run(
                configuration, output: .string(limit: 1 << 22), error: .string(limit: 1 << 22))
            var status: Int32?
            if case .exited(let code) = result.terminationStatus { status = code }
            return Output(
                status: status, standardOutput: result.standardOutput,
                standardError: result.standardError)
        }
    }
}
