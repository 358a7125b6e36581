/// Runs pieces of work one after the other, in the order given: one lane for each device, so that a slow one holds up
/// only itself (DESIGN 5.8).
final class SerialLane: Sendable {
    typealias Work = @Sendable () async -> Void
    private let continuation: AsyncStream<Work>.Continuation
    private let task: Task<Void, Never>

    init() {
        let (stream, continuation) = AsyncStream.makeStream(of: Work.self, bufferingPolicy: .bufferingOldest(64))
        self.continuation = continuation
        task = Task {
            for await work in stream { await work() }
        }
    }

    /// - Returns: false when the lane is full; nothing was taken then.
    func add(_ work: @escaping Work) -> Bool {
        if case .enqueued = continuation.yield(work) { return true }
        return false
    }

    deinit {
        continuation.finish()
        task.cancel()
    }
}
