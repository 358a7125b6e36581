import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import Logging
import NIOCore
import NIOSSL

/// A connection that is counted before anything is made for it.
struct CountedChannel<Base: ServerChildChannel>: ServerChildChannel {
    let base: Base
    let count: ConnectionCount

    /// No place was left; who connected finds the connection closed.
    struct Refused: Error {}

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        guard count.enter(logger) else {
            channel.close(promise: nil)
            return channel.eventLoop.makeFailedFuture(Refused())
        }
        channel.closeFuture.whenComplete { [count] _ in count.leave(logger) }
        return base.setup(channel: channel, logger: logger)
    }

    func handle(value: Base.Value, logger: Logger) async { await base.handle(value: value, logger: logger) }
}

/// A connection with deadlines, below TLS where there is any.
struct TimedChannel<Base: ServerChildChannel>: ServerChildChannel {
    let base: Base
    let limits: ConnectionLimits
    let isEncrypted: Bool

    func setup(channel: any Channel, logger: Logger) -> EventLoopFuture<Base.Value> {
        channel.eventLoop.makeCompletedFuture {
            try channel.pipeline.syncOperations.addHandler(
                ConnectionDeadlines(limits, isEncrypted: isEncrypted, logger: logger))
        }.flatMap { base.setup(channel: channel, logger: logger) }
    }

    func handle(value: Base.Value, logger: Logger) async { await base.handle(value: value, logger: logger) }
}

extension HTTPServerBuilder {
    /// HTTP/1.1 within the limits, over TLS where it is given.
    static func guarded(_ limits: ConnectionLimits, port: String, tls: TLSConfiguration? = nil) -> HTTPServerBuilder {
        let count = ConnectionCount(port: port, limit: limits.connections)
        return HTTPServerBuilder { responder in
            let http = HTTP1Channel(
                responder: responder,
                configuration: .init(
                    additionalChannelHandlers: [RequestMarks()],
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: limits.headBytes, maxHeaderListSize: limits.headBytes,
                        maxHeaderFieldCount: ConnectionLimits.headFields)))
            let timed = TimedChannel(base: http, limits: limits, isEncrypted: tls != nil)
            guard let tls else { return CountedChannel(base: timed, count: count) }
            return CountedChannel(base: try TLSChannel(timed, tlsConfiguration: tls), count: count)
        }
    }
}
