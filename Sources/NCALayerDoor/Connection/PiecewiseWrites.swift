import NIOCore

/// Stands before TLS, which keeps a buffer as large as the largest write for the life of the connection: gives it long
/// replies in pieces, each flushed, so that a signed document of 60 MiB leaves one piece behind.
final class PiecewiseWrites: ChannelOutboundHandler {
    typealias OutboundIn = ByteBuffer
    typealias OutboundOut = ByteBuffer

    private static let piece = 256 << 10

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        var buffer = Self.unwrapOutboundIn(data)
        while buffer.readableBytes > Self.piece, let piece = buffer.readSlice(length: Self.piece) {
            context.write(Self.wrapOutboundOut(piece), promise: nil)
            context.flush()
        }
        context.write(Self.wrapOutboundOut(buffer), promise: promise)
    }
}
