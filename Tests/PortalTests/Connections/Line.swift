import KioskTestSupport
import NIOCore
import NIOPosix
import NIOSSL
import Synchronization

/// A connection byte by byte, as no client would use it. It ends with its last mention, so that a portal whose limits are
/// hours waits for none that a failed test left behind.
///
/// A task that is cancelled does not end the wait for a future of NIO: each wait has a deadline of NIO's.
final class Line: Sendable {
    /// Keeps what came.
    private final class Collector: ChannelInboundHandler, Sendable {
        typealias InboundIn = ByteBuffer

        let text = Mutex("")

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            let bytes = unwrapInboundIn(data)
            text.withLock { $0 += String(decoding: bytes.readableBytesView, as: UTF8.self) }
        }

        /// The portal may end it without TLS's farewell.
        func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
    }

    private let channel: any Channel
    private let collector: Collector

    /// - Parameter address: scheme, host and port.
    init(_ address: String, tls: TLSConfiguration? = nil) async throws {
        let collector = Collector()
        let secured = try tls.map { try NIOSSLContext(configuration: $0) }
        channel = try await ClientBootstrap(group: .singletonMultiThreadedEventLoopGroup)
            .connectTimeout(.seconds(20))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    if let secured {
                        try channel.pipeline.syncOperations.addHandler(
                            try NIOSSLClientHandler(context: secured, serverHostname: nil))
                    }
                    try channel.pipeline.syncOperations.addHandler(collector)
                }
            }
            .connect(host: "127.0.0.1", port: address.split(separator: ":").last.flatMap { Int($0) } ?? 0).get()
        self.collector = collector
    }

    deinit { channel.close(promise: nil) }

    /// What came so far.
    var received: String { collector.text.withLock { $0 } }

    func send(_ text: String) async throws { try await send(Array(text.utf8)) }

    /// Ends when the kernel has the bytes, and thus after the handshake.
    func send(_ bytes: [UInt8]) async throws {
        try await wait("the portal takes bytes", channel.writeAndFlush(ByteBuffer(bytes: bytes)))
    }

    /// Sends these bytes again and again, until the line is closed.
    func trickle(_ bytes: [UInt8]) {
        let channel = channel
        let task = channel.eventLoop.scheduleRepeatedTask(initialDelay: .zero, delay: .milliseconds(20)) { _ in
            channel.writeAndFlush(ByteBuffer(bytes: bytes), promise: nil)
        }
        channel.closeFuture.whenComplete { _ in task.cancel() }
    }

    /// Waits until the other side has closed it.
    func closes() async throws { try await wait("the portal closes a connection", channel.closeFuture) }

    var isOpen: Bool { channel.isActive }

    func close() async { try? await wait("a connection ends", channel.close()) }

    private func wait(_ what: String, _ future: EventLoopFuture<Void>) async throws {
        let limit = Duration.seconds(90)
        let promise = channel.eventLoop.makePromise(of: Void.self)
        let timer = channel.eventLoop.scheduleTask(in: TimeAmount(limit)) {
            promise.fail(NotInTime(what: what, limit: limit))
        }
        future.whenComplete {
            timer.cancel()
            promise.completeWith($0)
        }
        try await promise.futureResult.get()
    }
}
