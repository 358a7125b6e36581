import HelperProtocol
import KioskDevices
import KioskDomain
import StreamSockets

/// One client's connection while a request runs: progress goes out, a cancellation comes in. Used by one thread.
final class Exchange {
    private static let progressEvery = Duration.milliseconds(100)
    /// How long one step may take without a sign of life; more for large documents.
    private static let stepLimit = Duration.seconds(60)

    private let client: StreamSocket
    private var reader: HelperFrameReader
    private let activity: Activity
    private let number: Int
    /// Nil until the first step, which is told at once.
    private var lastProgress: ContinuousClock.Instant?
    private var size = 0

    init(_ client: StreamSocket, number: Int, activity: Activity) {
        self.client = client
        self.number = number
        self.activity = activity
        reader = HelperFrameReader(client)
    }

    /// The next frame; nil when none is complete in time.
    func next(within limit: Duration) throws(HelperProtocolError) -> HelperFrame? {
        try reader.next(within: limit)
    }

    /// A request with so many bytes of documents begins.
    func begin(size: Int) {
        self.size = size
        lastProgress = nil
        activity.work(number, within: limit)
    }

    /// Between two steps: says how far it is, and looks whether the client still wants it.
    ///
    /// - Throws: `sign.cancelled`; ``HelperProtocolError`` when the client is gone or says anything else now.
    func step(_ done: Int, of count: Int) throws {
        activity.work(number, within: limit)
        let now = ContinuousClock.now
        if lastProgress.map({ now - $0 >= Self.progressEvery }) ?? true || done == count {
            lastProgress = now
            try client.send(try SigningAnswer.progress(done: done, of: count).frame(), within: .seconds(5))
        }
        guard let frame = try reader.next(within: .zero) else { return }
        guard frame.kind == .message, case .cancel = try SigningRequest(payload: frame.payload) else {
            throw HelperProtocolError.malformed("a \(frame.kind) while a request runs")
        }
        throw Failure(.signCancelled)
    }

    /// The end of a request.
    func answer(_ answer: SigningAnswer, documents: [[UInt8]] = [], holds: Bool) throws {
        for document in documents { try client.send(HelperFrame(.document, document), within: limit) }
        try client.send(try answer.frame(), within: limit)
        activity.rest(number, holds: holds)
    }

    func shutdown() { client.shutdown() }

    private var limit: Duration { Self.stepLimit + .seconds(3) * (size >> 20) }
}
