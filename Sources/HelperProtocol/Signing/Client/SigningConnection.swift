import Glibc
import KioskDevices
import KioskDomain
import StreamSockets

/// One connection to kiosk-sign: a request, then its answer. Used by one thread.
final class SigningConnection {
    private static let cancelEvery = Duration.milliseconds(50)
    private static let cancelPatience = Duration.seconds(3)
    private static let mostDocuments = 4096

    private let socket: StreamSocket
    private var reader: HelperFrameReader

    init(path: String, within limit: Duration) throws(SigningFailure) {
        let end = ContinuousClock.now + limit
        while true {
            do {
                socket = try StreamSocket.connect(to: .unix(path), within: max(end - .now, .zero))
                break
            } catch .timedOut where ContinuousClock.now < end {
                // Too many wait for the helper at this moment (unix(7): EAGAIN).
                usleep(10_000)
            } catch {
                throw .helper("\(error)")
            }
        }
        reader = HelperFrameReader(socket)
    }

    deinit { socket.shutdown() }

    /// False when the helper has ended, as it does when it is idle.
    func isAlive() -> Bool {
        do {
            // Nothing may come unasked.
            return try reader.next(within: .zero) == nil
        } catch {
            return false
        }
    }

    /// Sends one request with what goes before it.
    func send(
        _ request: SigningRequest, documents: [[UInt8]] = [], secret: borrowing SecretBytes, within limit: Duration
    ) throws(SigningFailure) {
        do {
            for document in documents {
                guard document.count <= HelperFrame.Kind.document.payloadLimit else {
                    throw SigningFailure(.documentTooLarge, "\(document.count) bytes")
                }
                try socket.send(HelperFrame(.document, document), within: limit)
            }
            if secret.count > 0 { try socket.send(secret: secret, within: limit) }
            let frame = try request.frame()
            guard frame.payload.count <= HelperFrame.Kind.message.payloadLimit else {
                throw SigningFailure(.documentTooLarge, "a request of \(frame.payload.count) bytes")
            }
            try socket.send(frame, within: limit)
        } catch let failure as SigningFailure {
            throw failure
        } catch {
            throw .helper("\(error)")
        }
    }

    /// Waits for the answer. Each sign of progress gives the helper `patience` anew; the task's cancellation is passed on.
    func answer(
        patience: Duration, progress: (Int, Int) -> Void
    ) throws(SigningFailure) -> (answer: SigningAnswer, documents: [[UInt8]]) {
        var documents: [[UInt8]] = []
        var end = ContinuousClock.now + patience
        var done = -1
        var isCancelled = false
        while true {
            guard let frame = try next(within: min(max(end - .now, .zero), Self.cancelEvery)) else {
                guard ContinuousClock.now < end else { throw .helper("no answer within \(patience)") }
                if !isCancelled, Task.isCancelled {
                    isCancelled = true
                    end = min(end, .now + Self.cancelPatience)
                    try send(.cancel, secret: SecretBytes(), within: .seconds(1))
                }
                continue
            }
            switch frame.kind {
            case .document where documents.count < Self.mostDocuments: documents.append(frame.payload)
            case .message:
                let answer = try decode(frame.payload)
                guard case .progress(let count, let whole) = answer else { return (answer, documents) }
                // Only what advances is a sign of life: a helper cannot keep us for ever.
                if count > done, count <= whole, whole <= Self.mostDocuments {
                    done = count
                    if !isCancelled { end = .now + patience }
                    progress(count, whole)
                }
            case .document, .preview, .portrait, .secret: throw .helper("a \(frame.kind) unasked")
            }
        }
    }

    private func next(within limit: Duration) throws(SigningFailure) -> HelperFrame? {
        do {
            return try reader.next(within: limit)
        } catch {
            throw .helper("\(error)")
        }
    }

    private func decode(_ payload: [UInt8]) throws(SigningFailure) -> SigningAnswer {
        do {
            return try SigningAnswer(payload: payload)
        } catch {
            throw .helper("\(error)")
        }
    }
}
