import KioskTestSupport
import NIOCore
import NIOPosix
import NIOSSL

@testable import NCALayerDoor

/// A client that writes the bytes of RFC 6455 itself, so that it can write wrong ones too.
final class DoorClient: Sendable {
    enum Message: Sendable, Hashable {
        case text(String)
        case pong([UInt8])
        case close(UInt16, String)
        /// The line ended.
        case end
    }

    /// Another message than the awaited one.
    struct Unexpected: Error { var message: Message }

    private let channel: any Channel
    private let incoming: Incoming

    /// Connects and asks for a WebSocket.
    static func connect(
        port: Int, identity: DoorIdentity, origin: String? = "https://portal.example", path: String = "/",
        headers: [(String, String)] = []
    ) async throws -> DoorClient {
        let client = try await open(port: port, identity: identity)
        var lines = [
            "GET \(path) HTTP/1.1", "Host: 127.0.0.1:\(port)", "Upgrade: websocket", "Connection: Upgrade",
            "Sec-WebSocket-Key: AAAAAAAAAAAAAAAAAAAAAA==", "Sec-WebSocket-Version: 13",
            "Sec-WebSocket-Extensions: permessage-deflate; client_max_window_bits",
        ]
        if let origin { lines.append("Origin: \(origin)") }
        lines += headers.map { "\($0.0): \($0.1)" }
        try await client.write(Array((lines.joined(separator: "\r\n") + "\r\n\r\n").utf8))
        return client
    }

    /// A TLS line to the door, whose certificate must be one of the identity's: BoringSSL, which is behind this client,
    /// knows no name constraints for addresses. That they verify is shown with OpenSSL, Node and Chromium.
    static func open(port: Int, identity: DoorIdentity) async throws -> DoorClient {
        var configuration = TLSConfiguration.makeClientConfiguration()
        configuration.certificateVerification = .noHostnameVerification
        let expected = try identity.leaves.map { try NIOSSLCertificate(bytes: $0.certificate, format: .der) }
        let tls = try NIOSSLContext(configuration: configuration)
        let incoming = Incoming()
        let channel = try await ClientBootstrap(group: MultiThreadedEventLoopGroup.singleton)
            .connectTimeout(.seconds(10))
            .channelInitializer { channel in
                channel.eventLoop.makeCompletedFuture {
                    let handler = try NIOSSLClientHandler(context: tls, serverHostname: nil) { found, promise in
                        let isOurs = found.first.map { expected.contains($0) } ?? false
                        promise.succeed(isOurs ? .certificateVerified : .failed)
                    }
                    try channel.pipeline.syncOperations.addHandler(handler)
                    try channel.pipeline.syncOperations.addHandler(Collector(incoming: incoming))
                }
            }.connect(host: "127.0.0.1", port: port).get()
        return DoorClient(channel: channel, incoming: incoming)
    }

    private init(channel: any Channel, incoming: Incoming) {
        self.channel = channel
        self.incoming = incoming
    }

    func write(_ bytes: [UInt8]) async throws { try await channel.writeAndFlush(ByteBuffer(bytes: bytes)) }

    func send(_ text: String) async throws { try await write(Self.frame(0x81, Array(text.utf8))) }

    /// Reads until the other side has sent what is no frame, such as the head of a response.
    func head() async throws -> String { try await incoming.head() }

    /// The next message; ``Message/end`` when there is none any more.
    func next() async throws -> Message { try await incoming.next() }

    func text() async throws -> String {
        switch try await next() {
        case .text(let text): return text
        case let other: throw Unexpected(message: other)
        }
    }

    func close() async { try? await channel.close() }

    /// - Parameter first: the first byte: FIN, reserved bits, opcode.
    static func frame(_ first: UInt8, _ payload: [UInt8], mask: [UInt8]? = [1, 2, 3, 4], length: UInt64? = nil)
        -> [UInt8]
    {
        let count = length ?? UInt64(payload.count)
        var bytes = [first]
        let masked: UInt8 = mask == nil ? 0 : 0x80
        if count < 126 {
            bytes.append(masked | UInt8(count))
        } else if count <= 0xFFFF {
            bytes += [masked | 126, UInt8(count >> 8), UInt8(truncatingIfNeeded: count)]
        } else {
            bytes.append(masked | 127)
            for shift in stride(from: 56, through: 0, by: -8) {
                bytes.append(UInt8(truncatingIfNeeded: count >> shift))
            }
        }
        guard let mask else { return bytes + payload }
        bytes += mask
        let start = bytes.count
        bytes += payload
        bytes.withUnsafeMutableBufferPointer { bytes in
            for index in start..<bytes.count { bytes[index] ^= mask[(index - start) & 3] }
        }
        return bytes
    }
}

/// Keeps what came in and hands it out in pieces, each with a deadline.
actor Incoming {
    private var bytes: [UInt8] = []
    private var isAtEnd = false
    private var isPastHead = false

    func add(_ more: [UInt8]) { bytes += more }

    func end() { isAtEnd = true }

    func head() async throws -> String {
        let end = Array("\r\n\r\n".utf8)
        return try await eventually("the head of the response") {
            if let found = bytes.firstRange(of: end) {
                let head = String(decoding: bytes[..<found.lowerBound], as: UTF8.self)
                bytes.removeSubrange(..<found.upperBound)
                isPastHead = true
                return head
            }
            return isAtEnd ? String(decoding: bytes, as: UTF8.self) : nil
        }
    }

    func next() async throws -> DoorClient.Message {
        if !isPastHead { _ = try await head() }
        return try await eventually("a message") { message() ?? (isAtEnd ? .end : nil) }
    }

    private func message() -> DoorClient.Message? {
        guard bytes.count >= 2 else { return nil }
        var header = 2
        var length = Int(bytes[1] & 0x7F)
        if length == 126 { header = 4 } else if length == 127 { header = 10 }
        guard bytes.count >= header else { return nil }
        if header > 2 { length = bytes[2..<header].reduce(0) { $0 << 8 | Int($1) } }
        guard bytes.count >= header + length else { return nil }
        let payload = Array(bytes[header..<(header + length)])
        let opcode = bytes[0] & 0x0F
        bytes.removeSubrange(..<(header + length))
        switch opcode {
        case 8:
            let status = payload.count >= 2 ? UInt16(payload[0]) << 8 | UInt16(payload[1]) : 0
            return .close(status, String(decoding: payload.dropFirst(2), as: UTF8.self))
        case 10: return .pong(payload)
        default: return .text(String(decoding: payload, as: UTF8.self))
        }
    }
}

private final class Collector: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer

    private let pieces: AsyncStream<[UInt8]>.Continuation

    init(incoming: Incoming) {
        let (stream, continuation) = AsyncStream<[UInt8]>.makeStream()
        pieces = continuation
        Task {
            for await piece in stream { await incoming.add(piece) }
            await incoming.end()
        }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        pieces.yield(Array(Self.unwrapInboundIn(data).readableBytesView))
    }

    func channelInactive(context: ChannelHandlerContext) { pieces.finish() }

    func errorCaught(context: ChannelHandlerContext, error: any Error) { context.close(promise: nil) }
}
