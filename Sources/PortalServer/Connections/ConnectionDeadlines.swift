import Logging
import NIOCore
import NIOHTTPTypes
import NIOSSL
import NIOTLS

/// Closes a connection whose step lasts too long, however busily bytes trickle in meanwhile (slow-loris). It stands between
/// TLS and HTTP, and hears from ``RequestMarks`` what HTTP made of the bytes.
final class ConnectionDeadlines: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = ByteBuffer
    typealias InboundOut = ByteBuffer

    private let limits: ConnectionLimits
    private let book: ConnectionBook
    private let logger: Logger
    private let report: ConnectionReport
    private var progress: ConnectionProgress
    private var context: ChannelHandlerContext?
    private var deadline: NIODeadline?
    /// The timer that rings next. Those behind it ring for nothing: to end one takes longer than to let it ring.
    private var next: (rings: NIODeadline, number: Int)?
    private var timers = 0
    private var refusedTLS = false
    private var wasCut = false

    init(
        _ limits: ConnectionLimits, _ book: ConnectionBook, isEncrypted: Bool, report: ConnectionReport, logger: Logger
    ) {
        self.limits = limits
        self.book = book
        self.logger = logger
        self.report = report
        progress = ConnectionProgress(isEncrypted: isEncrypted)
    }

    func handlerAdded(context: ChannelHandlerContext) {
        self.context = context
        expect()
    }

    func handlerRemoved(context: ChannelHandlerContext) { self.context = nil }

    func userInboundEventTriggered(context: ChannelHandlerContext, event: Any) {
        if case .handshakeCompleted? = event as? TLSUserEvent { note { $0.handshakeEnded() } }
        if case .inputClosed? = event as? ChannelEvent {
            book.noteLeft(context.channel)
            if progress.step == .answer { logger.debug("left before the answer") }
        }
        context.fireUserInboundEventTriggered(event)
    }

    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        refusedTLS = refusedTLS || progress.step == .handshake
        context.fireErrorCaught(error)
    }

    func channelInactive(context: ChannelHandlerContext) {
        if progress.step == .handshake, !wasCut { report.handshakeFailed(refused: refusedTLS) }
        context.fireChannelInactive()
    }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        note { $0.bytesCame() }
        context.fireChannelRead(data)
    }

    /// What happened; a new step has a new deadline.
    func note(_ change: (inout ConnectionProgress) -> Void) {
        let before = progress.step
        change(&progress)
        guard progress.step != before else { return }
        if let context { book.note(context.channel, rests: progress.step == .idle) }
        expect()
    }

    private func expect() {
        deadline = limits.patience(for: progress.step).map { .now() + TimeAmount($0) }
        guard let deadline, next.map({ deadline < $0.rings }) ?? true else { return }
        setTimer(deadline)
    }

    private func setTimer(_ deadline: NIODeadline) {
        timers += 1
        let number = timers
        next = (deadline, number)
        // Weak: a timer may outlive its connection.
        context?.eventLoop.assumeIsolated().scheduleTask(deadline: deadline) { [weak self] in self?.ring(number) }
    }

    private func ring(_ number: Int) {
        guard next?.number == number else { return }
        next = nil
        guard let context, let deadline else { return }
        guard deadline <= .now() else { return setTimer(deadline) }
        wasCut = true
        report.tooSlow(progress.step)
        logger.info("connection closed: too slow", metadata: ["step": "\(progress.step)"])
        Self.cut(context.channel)
    }

    /// At once, without a farewell of TLS: the answer to that may be long in coming, and the connection holds its memory
    /// until then. On the channel's event loop.
    static func cut(_ channel: any Channel) {
        let tls = try? channel.pipeline.syncOperations.context(handlerType: NIOSSLServerHandler.self)
        guard let tls else { return channel.close(promise: nil) }
        tls.close(promise: nil)
    }
}

/// Tells ``ConnectionDeadlines`` where requests and answers begin and end.
final class RequestMarks: ChannelDuplexHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPRequestPart
    typealias InboundOut = HTTPRequestPart
    typealias OutboundIn = HTTPResponsePart
    typealias OutboundOut = HTTPResponsePart

    private var deadlines: ConnectionDeadlines?

    func handlerAdded(context: ChannelHandlerContext) {
        deadlines = try? context.pipeline.syncOperations.handler(type: ConnectionDeadlines.self)
    }

    func handlerRemoved(context: ChannelHandlerContext) { deadlines = nil }

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch unwrapInboundIn(data) {
        case .head: deadlines?.note { $0.headWasRead() }
        case .body: break
        case .end: deadlines?.note { $0.requestWasRead() }
        }
        context.fireChannelRead(data)
    }

    func write(context: ChannelHandlerContext, data: NIOAny, promise: EventLoopPromise<Void>?) {
        if case .end = unwrapOutboundIn(data) { deadlines?.note { $0.wasAnswered() } }
        context.write(data, promise: promise)
    }
}
