import ServiceLifecycle
import Synchronization

/// Merges a stream of values with a steady beat; of values that come faster than they are read, the newest is kept.
enum Heartbeat {
    /// nil is a beat without a value. Ends with `values`, with its reader, or when the service is being stopped.
    static func stream<Value: Sendable>(of values: AsyncStream<Value>, every interval: Duration) -> AsyncStream<Value?>
    {
        let latest = Latest<Value>()
        let (signals, signal) = AsyncStream<Void>.makeStream(bufferingPolicy: .bufferingNewest(1))
        let work = Task {
            await withGracefulShutdownHandler {
                await forward(values, every: interval, to: latest, signal)
            } onGracefulShutdown: {
                signal.finish()
            }
            signal.finish()
        }
        signal.onTermination = { _ in work.cancel() }
        return AsyncStream {
            for await _ in signals { return .some(latest.take()) }
            return nil
        }
    }

    private static func forward<Value: Sendable>(
        _ values: AsyncStream<Value>, every interval: Duration, to latest: Latest<Value>,
        _ signal: AsyncStream<Void>.Continuation
    ) async {
        await withTaskGroup { group in
            group.addTask {
                for await value in values {
                    latest.put(value)
                    signal.yield()
                }
            }
            group.addTask {
                while (try? await Task.sleep(for: interval)) != nil { signal.yield() }
            }
            await group.next()
            group.cancelAll()
        }
    }
}

/// Holds one value until it is taken; a newer one replaces it.
private final class Latest<Value: Sendable>: Sendable {
    private let value = Mutex<Value?>(nil)

    func put(_ newer: Value) { value.withLock { $0 = newer } }

    func take() -> Value? {
        value.withLock { value in
            defer { value = nil }
            return value
        }
    }
}
