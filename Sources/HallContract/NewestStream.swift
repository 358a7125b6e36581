extension AsyncStream where Element: Sendable {
    /// Each element changed, without those that become nothing; a slow reader gets the newest.
    public func newest<Other: Sendable>(_ change: @escaping @Sendable (Element) -> Other?) -> AsyncStream<Other> {
        let (stream, continuation) = AsyncStream<Other>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let task = Task {
            for await element in self { if let changed = change(element) { continuation.yield(changed) } }
            continuation.finish()
        }
        continuation.onTermination = { _ in task.cancel() }
        return stream
    }
}
