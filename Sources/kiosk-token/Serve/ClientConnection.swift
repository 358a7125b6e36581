import HelperProtocol
import KioskDevices
import KioskDomain
import StreamSockets
import TokenModules

/// Serves one client on a thread of its own, which is the parent of its workers: when the thread ends, by whatever
/// cause, the kernel ends them (prctl(2), PR_SET_PDEATHSIG).
actor ClientConnection {
    private nonisolated let executor = BlockingExecutor(name: "token-client")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    /// Answers requests until the client goes or talks nonsense.
    func serve(_ socket: StreamSocket, _ table: TokenModuleTable, _ deadlines: TokenDeadlines, _ faults: FaultLedger) {
        let broker = TokenBroker(table, deadlines, faults)
        let client = ClientLink(socket)
        do {
            var secrets = TokenSecrets()
            while true {
                guard var frame = try client.next(within: .seconds(60)) else { continue }
                switch frame.kind {
                case .secret:
                    guard let secret = frame.takeSecret(), secrets.add(secret) else {
                        throw HelperProtocolError.malformed("too long a secret, or too many")
                    }
                case .message:
                    let request = try TokenRequest(payload: frame.payload)
                    let taken = secrets
                    secrets = TokenSecrets()
                    let answer = try broker.answer(request, taken) { client.isGone() }
                    try client.send(answer)
                case .preview, .portrait, .document:
                    throw HelperProtocolError.malformed("a \(frame.kind) for kiosk-token")
                }
            }
        } catch {
            // The client is gone, has cancelled or speaks another language.
            socket.shutdown()
        }
        broker.end()
    }
}

/// The client's side of a connection.
private final class ClientLink {
    private let socket: StreamSocket
    private var reader: HelperFrameReader

    init(_ socket: StreamSocket) {
        self.socket = socket
        reader = HelperFrameReader(socket)
    }

    func next(within limit: Duration) throws(HelperProtocolError) -> HelperFrame? { try reader.next(within: limit) }

    /// True when the client has closed, or speaks before it was answered, which it must not.
    func isGone() -> Bool {
        do { return try reader.next(within: .zero) != nil } catch { return true }
    }

    func send(_ answer: TokenAnswer) throws {
        var frame = try answer.frame()
        if frame.payload.count > frame.kind.payloadLimit {
            frame = try TokenAnswer.failure(code: .tokenModuleAnswer, detail: "too much for one answer").frame()
        }
        try socket.send(frame, within: .seconds(5))
    }
}
