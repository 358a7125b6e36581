import FoundationEssentials
import Glibc
import UnixSignals

/// Lines for a person or a waiting program; written at once, unlike `print` into a pipe.
enum Console {
    /// One line to the standard output.
    static func say(_ line: String) { write(line, to: STDOUT_FILENO) }

    /// One line to the standard error output.
    static func complain(_ line: String) { write(line, to: STDERR_FILENO) }

    private static func write(_ line: String, to descriptor: Int32) {
        let bytes = Array("\(line)\n".utf8)
        var offset = 0
        while offset < bytes.count {
            let count = bytes[offset...].withUnsafeBytes { Glibc.write(descriptor, $0.baseAddress, $0.count) }
            // Nobody reads any more: there is nobody to tell.
            guard count > 0 else { return }
            offset += count
        }
    }
}

/// Runs `body` until it ends or SIGINT or SIGTERM comes; then its task is cancelled and its end awaited.
func untilSignal(_ body: @escaping @Sendable () async throws -> Void) async throws {
    let signals = await UnixSignalsSequence(trapping: .sigint, .sigterm)
    try await withThrowingTaskGroup(of: Bool.self) { group in
        group.addTask {
            for await _ in signals { break }
            return true
        }
        group.addTask {
            try await body()
            return false
        }
        defer { group.cancelAll() }
        guard try await group.next() == true else { return }
        group.cancelAll()
        // What a cancelled body says about its end is of no interest.
        while await group.nextResult() != nil {}
    }
}

/// A path of the command line, absolute.
func absolute(_ path: String) -> String {
    path.hasPrefix("/") ? path : "\(FileManager.default.currentDirectoryPath)/\(path)"
}
