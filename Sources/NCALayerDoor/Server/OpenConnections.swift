import NIOCore
import Synchronization

/// The connections that are open now.
final class OpenConnections: Sendable {
    private let channels = Mutex<[ObjectIdentifier: any Channel]>([:])
    private let limit: Int

    init(limit: Int) { self.limit = limit }

    var count: Int { channels.withLock { $0.count } }

    /// False when there are too many; the channel is not remembered then.
    func add(_ channel: any Channel) -> Bool {
        let id = ObjectIdentifier(channel)
        let isAdded = channels.withLock { channels in
            guard channels.count < limit else { return false }
            channels[id] = channel
            return true
        }
        if isAdded { channel.closeFuture.whenComplete { _ in self.channels.withLock { $0[id] = nil } } }
        return isAdded
    }

    /// Says goodbye to every page, waits a moment for its answer, then ends what is left.
    func stop(within limit: Duration) async {
        let open = channels.withLock { Array($0.values) }
        for channel in open { channel.pipeline.fireUserInboundEventTriggered(PageConnection.Order.stop) }
        await withTaskGroup { group in
            group.addTask { for channel in open { try? await channel.closeFuture.get() } }
            group.addTask { try? await Task.sleep(for: limit) }
            await group.next()
            for channel in open { channel.close(promise: nil) }
            group.cancelAll()
        }
    }
}
