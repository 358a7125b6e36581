import ServiceLifecycle
import Synchronization

/// That kioskd shall end and start anew.
final class StartWish: Sendable {
    private let made = Mutex(false)
    private let stream: AsyncStream<Void>
    private let continuation: AsyncStream<Void>.Continuation

    init() { (stream, continuation) = AsyncStream.makeStream(of: Void.self) }

    var isMade: Bool { made.withLock { $0 } }

    func make() {
        made.withLock { $0 = true }
        continuation.finish()
    }

    /// Until it is made, or the task is cancelled.
    func wait() async { for await _ in stream {} }
}

/// Ends the other services when another start is wished.
struct AnotherStart: ServiceLifecycle.Service {
    private let wish: StartWish

    init(_ wish: StartWish) { self.wish = wish }

    func run() async { await cancelWhenGracefulShutdown { [wish] in await wish.wait() } }
}
