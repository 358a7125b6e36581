import NIOCore
import NIOPosix
import NIOSSL

/// Asks a program that holds the port whether it greets as NCALayer does. Nothing is trusted and nothing is sent but the
/// request for a WebSocket.
enum GreetingProbe {
    private static let patience: TimeAmount = .seconds(3)

    /// The version of its greeting; nil when there is none in time.
    static func version(port: Int) async -> String? {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .none
        guard let tls = try? NIOSSLContext(configuration: configuration) else { return nil }
        let loop = MultiThreadedEventLoopGroup.singleton.next()
        let found = loop.makePromise(of: String?.self)
        let timer = loop.scheduleTask(in: patience) { found.succeed(nil) }
        let connecting = ClientBootstrap(group: loop)
            .connectTimeout(patience)
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let pipeline = channel.pipeline.syncOperations
                    try pipeline.addHandler(NIOSSLClientHandler(context: tls, serverHostname: "localhost"))
                    try pipeline.addHandler(Listener(port: port, found: found))
                }
            }.connect(host: "127.0.0.1", port: port)
        connecting.whenFailure { _ in found.succeed(nil) }
        let version = try? await found.futureResult.get()
        timer.cancel()
        connecting.whenSuccess { $0.close(promise: nil) }
        return version ?? nil
    }

    private final class Listener: ChannelInboundHandler {
        typealias InboundIn = ByteBuffer
        typealias OutboundOut = ByteBuffer

        private let port: Int
        private let found: EventLoopPromise<String?>
        private var text = ""

        init(port: Int, found: EventLoopPromise<String?>) {
            self.port = port
            self.found = found
        }

        func channelActive(context: ChannelHandlerContext) {
            let request =
                "GET / HTTP/1.1\r\nHost: 127.0.0.1:\(port)\r\nUpgrade: websocket\r\nConnection: Upgrade\r\n"
                + "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==\r\nSec-WebSocket-Version: 13\r\n\r\n"
            context.writeAndFlush(Self.wrapOutboundOut(ByteBuffer(string: request)), promise: nil)
        }

        func channelRead(context: ChannelHandlerContext, data: NIOAny) {
            text += String(buffer: Self.unwrapInboundIn(data))
            if let version = GreetingProbe.version(in: text) { return found.succeed(version) }
            if text.utf8.count > 8192 { found.succeed(nil) }
        }

        func channelInactive(context: ChannelHandlerContext) { found.succeed(nil) }

        func errorCaught(context: ChannelHandlerContext, error: any Error) {
            found.succeed(nil)
            context.close(promise: nil)
        }
    }

    /// At most 16 characters behind `"version":"` of a greeting.
    static func version(in text: String) -> String? {
        guard let start = text.firstRange(of: "{\"result\":{\"version\":\"")?.upperBound,
            let end = text[start...].firstIndex(of: "\"")
        else { return nil }
        return String(text[start..<end].prefix(16))
    }
}
