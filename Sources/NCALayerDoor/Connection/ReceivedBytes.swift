import NIOCore
import NIOWebSocket

/// Stands before the frame decoder, which holds a frame until it is whole: counts what has come in, against the budget
/// of all connections, and limits the time that a message may take.
final class ReceivedBytes: ChannelInboundHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    /// What the connection is told, as a user event.
    enum Trouble: Sendable { case noMemory, tooSlow }

    private let budget: MemoryBudget
    private let limit: TimeAmount
    /// Bytes taken from the budget: of the message that is coming in, and of messages that wait for their reply.
    private var held = 0
    /// Bytes of frames that are not whole yet.
    private var unfinished = 0
    private var isActive = false
    private var isDropping = false
    private var isPaused = false
    /// Frames of a message came, the last one is still missing.
    var isInMessage = false
    private var deadline: Scheduled<Void>?

    init(budget: MemoryBudget, limit: Duration) {
        self.budget = budget
        self.limit = .nanoseconds(limit.nanoseconds)
    }

    /// From the upgrade on.
    func begin() { isActive = true }

    /// The connection is being closed: what still comes in is read and dropped, so that the close frame arrives.
    func drop() {
        isDropping = true
        deadline?.cancel()
        release(held)
    }

    /// The decoder gave out a frame of this many bytes, header and all.
    func frameIsWhole(_ bytes: Int) {
        unfinished = max(0, unfinished - bytes)
        if !isInMessage {
            deadline?.cancel()
            deadline = nil
        }
    }

    /// What waited for a reply waits no more.
    func release(_ bytes: Int) {
        let bytes = min(bytes, held)
        held -= bytes
        budget.giveBack(bytes)
    }

    /// A page that is not being read cannot be late.
    func pause(_ pauses: Bool, context: ChannelHandlerContext) {
        isPaused = pauses
        deadline?.cancel()
        deadline = nil
        if !pauses { awaitEnd(context) }
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        guard isActive else { return context.fireChannelRead(data) }
        guard !isDropping else { return }
        let bytes = Self.unwrapInboundIn(data).readableBytes
        guard budget.take(bytes) else { return context.fireUserInboundEventTriggered(Trouble.noMemory) }
        held += bytes
        unfinished += bytes
        context.fireChannelRead(data)
    }

    func channelReadComplete(context: ChannelHandlerContext) {
        awaitEnd(context)
        context.fireChannelReadComplete()
    }

    func handlerRemoved(context: ChannelHandlerContext) { drop() }

    private func awaitEnd(_ context: ChannelHandlerContext) {
        guard isActive, !isDropping, !isPaused, deadline == nil, unfinished > 0 || isInMessage else { return }
        let context = NIOLoopBound(context, eventLoop: context.eventLoop)
        deadline = context.value.eventLoop.scheduleTask(in: limit) {
            context.value.fireUserInboundEventTriggered(Trouble.tooSlow)
        }
    }
}

extension Duration {
    var nanoseconds: Int64 {
        let (seconds, attoseconds) = components
        return seconds * 1_000_000_000 + attoseconds / 1_000_000_000
    }
}

extension WebSocketFrame {
    /// Bytes on the wire (RFC 6455, 5.2).
    var wireLength: Int {
        let header = length < 126 ? 2 : length <= 0xFFFF ? 4 : 10
        return header + (maskKey == nil ? 0 : 4) + length
    }

    /// The payload without its mask, in one copy.
    func payload() -> [UInt8] {
        guard let maskKey else { return Array(data.readableBytesView) }
        let key = (maskKey[0], maskKey[1], maskKey[2], maskKey[3])
        let word = [key.0, key.1, key.2, key.3, key.0, key.1, key.2, key.3]
        let mask = word.withUnsafeBytes { $0.loadUnaligned(as: UInt64.self) }
        return data.withUnsafeReadableBytes { source in
            [UInt8](unsafeUninitializedCapacity: source.count) { target, count in
                let raw = UnsafeMutableRawBufferPointer(target)
                var index = 0
                while index + 8 <= source.count {
                    let value = source.loadUnaligned(fromByteOffset: index, as: UInt64.self) ^ mask
                    raw.storeBytes(of: value, toByteOffset: index, as: UInt64.self)
                    index += 8
                }
                while index < source.count {
                    raw[index] = source[index] ^ word[index & 3]
                    index += 1
                }
                count = source.count
            }
        }
    }
}
