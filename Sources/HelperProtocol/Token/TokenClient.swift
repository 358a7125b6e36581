import KioskDevices
import KioskDomain
import StreamSockets
import Synchronization

/// The daemon's end of kiosk-token. One client is one person's session: log-ins belong to its connection, end with
/// ``disconnect()``, and no other client's log-in is ever used.
///
/// Connects when first needed. A helper or module that dies or hangs is a `Failure` with `token.module-fault`, in
/// bounded time; nothing is repeated, least of all a PIN.
public actor TokenClient {
    private nonisolated let executor = BlockingExecutor(name: "token-client")
    /// The client's own thread.
    public nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let socketPath: String
    private let deadlines: TokenDeadlines
    private var connection: Connection?
    private let running = Mutex(Running())

    /// - Parameters:
    ///   - socketPath: where kiosk-token listens.
    ///   - deadlines: those of the helper; the client waits a little longer.
    public init(socketPath: String, deadlines: TokenDeadlines = TokenDeadlines()) {
        self.socketPath = socketPath
        self.deadlines = deadlines
    }

    /// Ends the request that runs now, from any thread: it throws `sign.cancelled`, the modules' processes of this
    /// client end, and with them its log-ins. Does nothing when no request runs.
    public nonisolated func cancel() {
        running.withLock { running in
            guard let socket = running.socket else { return }
            running.isCancelled = true
            socket.shutdown()
        }
    }

    /// Ends the session: log-ins and the modules' processes of this client. The next call begins anew.
    public func disconnect() {
        connection?.socket.shutdown()
        connection = nil
    }

    /// Sends a secret that belongs to the next request.
    func send(_ secret: borrowing SecretBytes) throws(Failure) {
        let connection = try connected()
        do {
            try connection.socket.send(secret: secret, within: .seconds(5))
        } catch {
            throw fault(error)
        }
    }

    /// One request, one answer.
    func exchange(_ request: TokenRequest) throws(Failure) -> TokenAnswer {
        let connection = try connected()
        running.withLock { $0 = Running(socket: connection.socket) }
        defer { running.withLock { $0 = Running() } }
        let limit = deadlines.limit(for: request) + .seconds(10)
        do {
            try connection.socket.send(try request.frame(), within: .seconds(5))
            guard let frame = try connection.reader.next(within: limit) else {
                throw Failure(.tokenModuleFault, "kiosk-token did not answer within \(limit)")
            }
            guard frame.kind == .message else { throw HelperProtocolError.malformed("a \(frame.kind) as answer") }
            let answer = try TokenAnswer(payload: frame.payload)
            if case .failure(let code, let detail) = answer { throw Answered(failure: Failure(code, detail)) }
            return answer
        } catch let answered as Answered {
            throw answered.failure
        } catch {
            let isCancelled = running.withLock { $0.isCancelled }
            throw isCancelled ? dropped(Failure(.signCancelled)) : fault(error)
        }
    }

    private func connected() throws(Failure) -> Connection {
        if let connection { return connection }
        do {
            let new = Connection(try StreamSocket.connect(to: .unix(socketPath), within: .seconds(5)))
            connection = new
            return new
        } catch {
            throw fault(error)
        }
    }

    private func fault(_ error: any Error) -> Failure {
        dropped((error as? Failure) ?? Failure(.tokenModuleFault, "kiosk-token: \(error)"))
    }

    /// After a fault nothing on the connection can be told from an answer to something else.
    private func dropped(_ failure: Failure) -> Failure {
        disconnect()
        return failure
    }
}

/// The socket of the request that runs.
private struct Running {
    var socket: StreamSocket?
    var isCancelled = false
}

/// A failure that the helper told: the connection is in order.
private struct Answered: Error {
    var failure: Failure
}

/// A connection and what was read of it so far.
private final class Connection {
    let socket: StreamSocket
    var reader: HelperFrameReader

    init(_ socket: StreamSocket) {
        self.socket = socket
        reader = HelperFrameReader(socket)
    }
}
