internal import Glibc
internal import KioskDevices
internal import Synchronization

/// How a program ended.
public enum ChildEnd: Sendable, Hashable, CustomStringConvertible {
    /// By itself, with this status.
    case exited(Int32)
    /// By a signal.
    case killed(signal: Int32)

    /// For a person.
    public var description: String {
        switch self {
        case .exited(let status): "ended with status \(status)"
        case .killed(let signal): "was ended by signal \(signal)"
        }
    }
}

/// A program of the demonstration at work: in a process group of its own, its output in a log, and gone at the latest
/// when this process is gone.
final class ChildProcess: Sendable {
    /// The part that it plays.
    let role: String
    /// Its output.
    let log: LogFile
    /// The leader of its process group, too.
    let processID: pid_t
    private let end: Mutex<ChildEnd?>

    /// Starts `program`.
    static func start(
        _ role: String, _ program: String, _ arguments: [String], log: LogFile
    ) async throws(StageProblem) -> ChildProcess {
        guard access(program, X_OK) == 0 else {
            throw StageProblem("\(program) is not there", remedy: "build everything (make run does), then try again")
        }
        let thread = ChildThread(role)
        return try await ChildProcess(
            role: role, log: log, thread: thread, processID: thread.spawn(program, arguments, log: log.path))
    }

    private init(role: String, log: LogFile, thread: ChildThread, processID: pid_t) {
        self.role = role
        self.log = log
        self.processID = processID
        end = Mutex(nil)
        Task { await thread.wait(for: processID) { self.finish() } }
    }

    /// How it ended; nil while it runs.
    var ended: ChildEnd? { end.withLock { $0 } }

    /// Asks it to stop, and ends it and all that it started when it does not.
    func stop(within limit: Duration = .seconds(5)) async {
        send(SIGTERM)
        if await isGone(within: limit) { return }
        send(SIGKILL, toGroup: true)
        _ = await isGone(within: .seconds(2))
    }

    /// Does not end with the task: whoever stops is often cancelled.
    private func isGone(within limit: Duration) async -> Bool {
        let last = ContinuousClock.now + limit
        while ended == nil, ContinuousClock.now < last {
            await Task { try? await Task.sleep(for: .milliseconds(10)) }.value
        }
        return ended != nil
    }

    private func send(_ signal: Int32, toGroup: Bool = false) {
        // Under the lock the process has not been reaped, so its number is still its own.
        end.withLock { end in
            if end == nil { kill(toGroup ? -processID : processID, signal) }
        }
    }

    /// The process has ended and waits to be reaped; what it left behind in its group is ended now.
    private func finish() {
        end.withLock { end in
            kill(-processID, SIGKILL)
            var status: Int32 = 0
            waitpid(processID, &status, 0)
            // WIFEXITED, WEXITSTATUS and WTERMSIG of wait(2) are macros.
            let signal = status & 0x7F
            end = signal == 0 ? .exited((status >> 8) & 0xFF) : .killed(signal: signal)
        }
    }
}
