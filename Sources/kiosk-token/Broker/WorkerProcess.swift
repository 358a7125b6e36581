import Glibc
import HelperProtocol
import KioskDevices
import KioskDomain
import StreamSockets
import TokenModules

/// One module in a process of its own, and what it still owes. One thread.
final class WorkerProcess {
    /// A request that was sent and not answered yet.
    struct Outstanding {
        var deadline: ContinuousClock.Instant
        var limit: Duration
        /// Nobody waits for the answer any more: it is dropped when it comes.
        var isStale = false
    }

    private(set) var outstanding: Outstanding?
    private let process: pid_t
    private let socket: StreamSocket
    private var reader: HelperFrameReader
    private var isReaped = false

    /// Starts the worker.
    init(_ row: TokenModuleTable.Row, path: String) throws(Failure) {
        var pair: [Int32] = [0, 0]
        let kind = Int32(SOCK_STREAM.rawValue) | Int32(SOCK_CLOEXEC.rawValue)
        guard socketpair(AF_UNIX, kind, 0, &pair) == 0 else {
            throw Failure(.tokenModuleFault, "socketpair: \(String(cString: strerror(errno)))")
        }
        defer { close(pair[1]) }
        socket = StreamSocket(adopting: pair[0])
        reader = HelperFrameReader(socket)
        process = try WorkerStart(row, path: path).spawn(socket: pair[1])
    }

    deinit { if !isReaped { _ = kill() } }

    /// Sends a request with its secrets; the answer is due within `limit`.
    func send(
        _ request: TokenRequest, _ secrets: borrowing TokenSecrets, within limit: Duration
    ) throws(Failure) {
        do {
            let socket = socket
            try secrets.withEach { (secret: borrowing SecretBytes) throws(SocketError) in
                try socket.send(secret: secret, within: .seconds(5))
            }
            try socket.send(try request.frame(), within: .seconds(5))
        } catch {
            throw died(error)
        }
        outstanding = Outstanding(deadline: .now + limit, limit: limit)
    }

    /// The answer that is due; nil when it has not come within `slice`, or came for nobody.
    func collect(within slice: Duration) throws(Failure) -> TokenAnswer? {
        guard let due = outstanding else { return nil }
        let answer: TokenAnswer
        do {
            guard let frame = try reader.next(within: slice) else {
                guard ContinuousClock.now < due.deadline else { throw Failure(.tokenModuleFault) }
                return nil
            }
            guard frame.kind == .message else { throw HelperProtocolError.malformed("a \(frame.kind)") }
            answer = try TokenAnswer(payload: frame.payload)
        } catch is Failure {
            _ = kill()
            throw Failure(.tokenModuleFault, "no answer within \(due.limit); the module's process was ended")
        } catch {
            throw died(error)
        }
        outstanding = nil
        return due.isStale ? nil : answer
    }

    /// Nobody waits any more for what is outstanding.
    func forget() { outstanding?.isStale = true }

    /// Tells the worker to finish: it logs out and finalises the module.
    func beginEnd() { socket.shutdown() }

    /// Waits for the end that was begun; a worker that does not keep the deadline is killed.
    func end(by deadline: ContinuousClock.Instant) {
        while ContinuousClock.now < deadline {
            if reap(WNOHANG) != nil { return }
            usleep(5000)
        }
        _ = kill()
    }

    /// Ends the worker, and what it may have started, at once. Gives how it ended.
    func kill() -> Int32 {
        guard !isReaped else { return 0 }
        Glibc.kill(-process, SIGKILL)
        Glibc.kill(process, SIGKILL)
        return reap(0) ?? 0
    }

    private func died(_ error: any Error) -> Failure {
        guard !isReaped else { return Failure(.tokenModuleFault, "the module's process has ended") }
        // It closes its socket a moment before it is a zombie.
        let deadline = ContinuousClock.now + .milliseconds(500)
        var status: Int32?
        while status == nil, ContinuousClock.now < deadline {
            status = reap(WNOHANG)
            if status == nil { usleep(2000) }
        }
        guard let status else {
            _ = kill()
            return Failure(.tokenModuleFault, "the module's process: \(error)")
        }
        let signal = status & 0x7F
        let how = signal == 0 ? "with status \(status >> 8 & 0xFF)" : "by signal \(signal)"
        return Failure(.tokenModuleFault, "the module's process ended \(how)")
    }

    private func reap(_ options: Int32) -> Int32? {
        var status: Int32 = 0
        var result: pid_t
        repeat { result = waitpid(process, &status, options) } while result < 0 && errno == EINTR
        guard result != 0 else { return nil }
        isReaped = true
        outstanding = nil
        return status
    }
}
