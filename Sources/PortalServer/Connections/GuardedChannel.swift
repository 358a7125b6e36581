import Hummingbird
import HummingbirdCore
import Logging
import NIOCore

/// A connection that is entered before anything is made for it.
struct CountedChannel<Base: ServerChildChannel>: ServerChildChannel {
    let base: Base
    let book: ConnectionBook

    /// No place was left; who connected finds the connection closed.
    struct Refused: Error {}

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        guard book.enter(channel, logger) else {
            channel.close(promise: nil)
            return channel.eventLoop.makeFailedFuture(Refused())
        }
        channel.closeFuture.whenComplete { [book] _ in book.leave(channel, logger) }
        return base.setup(channel: channel, logger: logger)
    }

    func handle(value: Base.Value, logger: Logger) async { await base.handle(value: value, logger: logger) }
}

/// A connection with deadlines, below TLS where there is any.
struct TimedChannel<Base: ServerChildChannel>: ServerChildChannel {
    let base: Base
    let limits: ConnectionLimits
    let book: ConnectionBook
    let isEncrypted: Bool
    let report: ConnectionReport

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(
                ConnectionDeadlines(limits, book, isEncrypted: isEncrypted, report: report, logger: logger))
        }.flatMap { base.setup(channel: channel, logger: logger) }
    }

    func handle(value: Base.Value, logger: Logger) async { await base.handle(value: value, logger: logger) }
}
