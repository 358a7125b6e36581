import Glibc
import KioskDevices
import KioskTestSupport

/// Why the probe could not be run.
struct ProbeProblem: Error {
    var reason: String
}

/// Runs the probe and reads what it acknowledges, on a thread that may block.
actor ProbeProcess {
    private let executor = BlockingExecutor(name: "probe")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// The probe lies beside the program that runs the tests.
    static var path: String {
        get throws {
            var buffer = [UInt8](repeating: 0, count: 4096)
            let count = readlink("/proc/self/exe", &buffer, buffer.count)
            let program = String(decoding: buffer.prefix(max(count, 0)), as: UTF8.self)
            for folder in [parent(program), parent(CommandLine.arguments.first ?? "")] {
                let path = folder + "/journal-crash-probe"
                if access(path, X_OK) == 0 { return path }
            }
            throw ProbeProblem(reason: "journal-crash-probe was not built")
        }
    }

    private static func parent(_ path: String) -> String {
        path.lastIndex(of: "/").map { String(path[..<$0]) } ?? "."
    }

    /// Kills the probe (SIGKILL) once it has acknowledged `lines` things and a short spin has passed, and answers all
    /// that it had said until then.
    func run(folder: String, seed: Int, killAfter lines: Int, spin: Int) throws -> [String] {
        var descriptors: [Int32] = [0, 0]
        guard pipe(&descriptors) == 0 else { throw ProbeProblem(reason: "no pipe") }
        let process = try spawn(["journal-crash-probe", folder, "100000", String(seed)], output: descriptors)
        close(descriptors[1])
        defer { close(descriptors[0]) }
        var text: [UInt8] = []
        var isKilled = false
        while true {
            var buffer = [UInt8](repeating: 0, count: 4096)
            // After the kill the rest of the pipe is still read: it was acknowledged before.
            let count = read(descriptors[0], &buffer, buffer.count)
            if count <= 0 { break }
            text += buffer.prefix(count)
            if !isKilled, text.count(where: { $0 == 10 }) >= lines {
                var waste = 0
                for step in 0..<spin { waste &+= step ^ waste }
                isKilled = kill(process, waste == .min ? SIGTERM : SIGKILL) == 0
            }
        }
        var status: Int32 = 0
        waitpid(process, &status, 0)
        // A line without its end was not acknowledged.
        let whole = text.lastIndex(of: 10).map { Array(text[..<$0]) } ?? []
        return String(decoding: whole, as: UTF8.self).split(separator: "\n").map(String.init)
    }

    private func spawn(_ arguments: [String], output: [Int32]) throws -> pid_t {
        var actions = posix_spawn_file_actions_t()
        posix_spawn_file_actions_init(&actions)
        defer { posix_spawn_file_actions_destroy(&actions) }
        posix_spawn_file_actions_adddup2(&actions, output[1], 1)
        posix_spawn_file_actions_addclose(&actions, output[0])
        posix_spawn_file_actions_addclose(&actions, output[1])
        var words: [UnsafeMutablePointer<CChar>?] = arguments.map { strdup($0) } + [nil]
        defer { for word in words { free(word) } }
        var process: pid_t = 0
        let result = posix_spawn(&process, try Self.path, &actions, nil, &words, environ)
        guard result == 0 else { throw ProbeProblem(reason: "the probe cannot be started: errno \(result)") }
        return process
    }
}
