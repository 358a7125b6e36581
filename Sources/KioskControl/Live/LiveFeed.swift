internal import HelperProtocol
internal import KioskDevices
internal import KioskDomain
internal import Synchronization

/// What the page shows, for any number of readers: each gets the newest and misses the rest.
final class LiveFeed<Value: Sendable>: Sendable {
    /// A technician has one or two pages open; more is a program gone wild.
    private static var readerLimit: Int { 8 }

    private struct State {
        var newest: Value?
        var readers: [Int: AsyncStream<Value>.Continuation] = [:]
        var next = 0
    }

    private let state = Mutex(State())

    func pass(_ value: Value) {
        let readers = state.withLock { state in
            state.newest = value
            return Array(state.readers.values)
        }
        for reader in readers { reader.yield(value) }
    }

    /// Begins with the newest; nil when there are too many readers.
    func stream() -> AsyncStream<Value>? {
        let (stream, continuation) = AsyncStream<Value>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let place: Int? = state.withLock { state in
            guard state.readers.count < Self.readerLimit else { return nil }
            state.next += 1
            state.readers[state.next] = continuation
            if let newest = state.newest { continuation.yield(newest) }
            return state.next
        }
        guard let place else { return nil }
        continuation.onTermination = { [weak self] _ in
            self?.state.withLock { _ = $0.readers.removeValue(forKey: place) }
        }
        return stream
    }
}

/// One piece of news for the page, as JSON.
struct LiveNews: Sendable, Encodable {
    var report: GuidanceReport?
    /// What the guidance says to a person, in the technician's language.
    var words: String?
    var code: FailureCode?
    var detail: String?
    var camera: String?
    var virtual: Bool?
}
