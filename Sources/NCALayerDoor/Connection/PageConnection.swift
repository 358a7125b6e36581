import Logging
import NCALayer
import NIOCore
import NIOWebSocket

/// One page: carries out what its ``Conversation`` says. All on the channel's event loop.
final class PageConnection: ChannelInboundHandler {
    typealias InboundIn = WebSocketFrame
    typealias OutboundOut = WebSocketFrame

    /// What the server tells a connection, as a user event.
    enum Order: Sendable { case stop }

    private let clerk: Clerk
    private let limits: DoorLimits
    private let received: ReceivedBytes
    private let logger: Logger
    private var conversation: Conversation
    private var assembler: MessageAssembler
    private var receivedContext: ChannelHandlerContext?
    /// Sizes of the messages that have no reply yet, heartbeats left out.
    private var unanswered: [Int] = []
    private var work: Task<Void, Never>?
    /// Counts what was started, so that an answer of cancelled work is known.
    private var workNumber = 0
    private var question: Scheduled<Void>?
    private var lingering: Scheduled<Void>?
    private var wantsReading = true
    private var isClosing = false

    init(
        page: Page, isDenied: Bool, clerk: Clerk, limits: DoorLimits, received: ReceivedBytes, logger: Logger
    ) {
        self.clerk = clerk
        self.limits = limits
        self.received = received
        self.logger = logger
        conversation = Conversation(page: page, isDenied: isDenied)
        assembler = MessageAssembler(limit: limits.message)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        receivedContext = try? context.channel.pipeline.syncOperations.context(handlerType: ReceivedBytes.self)
        received.begin()
        carryOut(conversation.opening(), context)
    }

    func channelInactive(context: ChannelHandlerContext) {
        tell(.pageGone, context)
        for timer in [question, lingering] { timer?.cancel() }
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        let frame = Self.unwrapInboundIn(data)
        if isClosing {
            if frame.opcode == .connectionClose { context.close(promise: nil) }
            return
        }
        // Clients mask, and no extension was agreed on (RFC 6455, 5.1 and 5.2).
        guard frame.maskKey != nil, !frame.rsv1, !frame.rsv2, !frame.rsv3 else {
            return tell(.broken(.protocolError), context)
        }
        switch frame.opcode {
        case .text, .binary, .continuation: take(frame, context)
        case .ping:
            received.frameIsWhole(frame.wireLength)
            received.release(frame.wireLength)
            send(.pong, frame.payload(), context)
        case .pong:
            received.frameIsWhole(frame.wireLength)
            received.release(frame.wireLength)
        case .connectionClose: close(echoing: frame, context)
        default: tell(.broken(.protocolError), context)
        }
    }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        switch event {
        case ReceivedBytes.Trouble.noMemory: tell(.broken(.noMemory), context)
        case ReceivedBytes.Trouble.tooSlow: tell(.broken(.tooSlow), context)
        case Order.stop: tell(.stop, context)
        default: context.fireUserInboundEventTriggered(event)
        }
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        guard !isClosing else { return }
        switch error {
        case NIOWebSocketError.invalidFrameLength: tell(.broken(.tooLarge), context)
        case is NIOWebSocketError: tell(.broken(.protocolError), context)
        // The line itself is broken; there is nobody left to tell.
        default: context.close(promise: nil)
        }
    }

    /// A page that does not read its replies is not read either.
    func channelWritabilityChanged(context: ChannelHandlerContext) {
        setReading(context)
        context.fireChannelWritabilityChanged()
    }

    // MARK: Frames

    private func take(_ frame: WebSocketFrame, _ context: ChannelHandlerContext) {
        let outcome = assembler.take(frame)
        received.isInMessage = assembler.isInMessage
        received.frameIsWhole(frame.wireLength)
        received.release(frame.wireLength - frame.length)
        switch outcome {
        case .more: break
        case .text(let bytes):
            guard UTF8Check.isValid(bytes) else { return tell(.broken(.notUTF8), context) }
            if Request.isHeartbeat(bytes) { received.release(bytes.count) } else { unanswered.append(bytes.count) }
            tell(.message(bytes), context)
        case .binary(let count):
            unanswered.append(count)
            tell(.binaryMessage, context)
        case .tooLarge: tell(.broken(.tooLarge), context)
        case .broken: tell(.broken(.protocolError), context)
        }
    }

    private func send(_ opcode: WebSocketOpcode, _ bytes: [UInt8], _ context: ChannelHandlerContext) {
        let data = context.channel.allocator.buffer(bytes: bytes)
        context.writeAndFlush(
            Self.wrapOutboundOut(WebSocketFrame(fin: true, opcode: opcode, data: data)), promise: nil)
    }

    private func close(echoing frame: WebSocketFrame, _ context: ChannelHandlerContext) {
        send(.connectionClose, Array(frame.payload().prefix(2)), context)
        tell(.pageGone, context)
        context.close(promise: nil)
    }

    // MARK: Conversation

    private func tell(_ event: Conversation.Event, _ context: ChannelHandlerContext) {
        carryOut(conversation.apply(event), context)
    }

    private func carryOut(_ actions: [Conversation.Action], _ context: ChannelHandlerContext) {
        for action in actions {
            switch action {
            case .send(let reply): send(reply, context)
            case .start(let request): start(request, context)
            case .cancelWork: cancelWork()
            case .awaitQuestion:
                question = after(limits.heartbeatPatience, context) { $0.tell(.questionStaysOpen, $1) }
            case .awaitLinger:
                lingering?.cancel()
                lingering = after(limits.linger, context) { $0.tell(.lingerOver, $1) }
            case .close(let status, let reason): close(status, reason, context)
            case .reading(let reads):
                wantsReading = reads
                setReading(context)
            }
        }
    }

    private func send(_ reply: Reply, _ context: ChannelHandlerContext) {
        if reply != .heartbeat, !unanswered.isEmpty { received.release(unanswered.removeFirst()) }
        send(.text, reply.bytes, context)
    }

    private func start(_ request: Request, _ context: ChannelHandlerContext) {
        workNumber += 1
        let number = workNumber
        logger.info("request", metadata: ["method": "\(request.name)"])
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        let loop = context.eventLoop
        work = Task { [clerk] in
            let reply = await clerk.perform(request)
            loop.execute {
                let (connection, context) = bound.value
                connection.workIsDone(number, reply, context)
            }
        }
    }

    private func workIsDone(_ number: Int, _ reply: Reply, _ context: ChannelHandlerContext) {
        guard number == workNumber, work != nil else { return }
        work = nil
        question?.cancel()
        tell(.workDone(reply), context)
    }

    private func cancelWork() {
        work?.cancel()
        work = nil
        question?.cancel()
    }

    private func after(
        _ time: Duration, _ context: ChannelHandlerContext,
        _ body: @escaping @Sendable (PageConnection, ChannelHandlerContext) -> Void
    ) -> Scheduled<Void> {
        let bound = NIOLoopBound((self, context), eventLoop: context.eventLoop)
        return context.eventLoop.scheduleTask(in: .nanoseconds(time.nanoseconds)) {
            let (connection, context) = bound.value
            body(connection, context)
        }
    }

    private func close(_ status: Conversation.CloseStatus, _ reason: String, _ context: ChannelHandlerContext) {
        guard !isClosing else { return }
        isClosing = true
        logger.info("closing", metadata: ["status": "\(status.rawValue)", "reason": "\(reason)"])
        received.drop()
        let code = status.rawValue
        send(
            .connectionClose,
            [UInt8(truncatingIfNeeded: code >> 8), UInt8(truncatingIfNeeded: code)]
                + Array(reason.utf8.prefix(123)), context)
        wantsReading = true
        setReading(context)
        lingering?.cancel()
        lingering = after(limits.closing, context) { $1.close(promise: nil) }
    }

    private func setReading(_ context: ChannelHandlerContext) {
        let reads = isClosing || (wantsReading && context.channel.isWritable)
        if let receivedContext { received.pause(!reads, context: receivedContext) }
        context.channel.setOption(.autoRead, value: reads).whenFailure { _ in }
    }
}
