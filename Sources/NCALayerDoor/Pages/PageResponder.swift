import NIOCore
import NIOHTTP1
import NIOWebSocket

/// Answers what is no WebSocket: `/sign-test`, and a page that says what this is for everything else. One request for
/// each connection; what stands in its body is not read.
final class PageResponder: ChannelInboundHandler, RemovableChannelHandler {
    typealias InboundIn = HTTPServerRequestPart
    typealias OutboundOut = HTTPServerResponsePart

    private static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self' wss://127.0.0.1:* wss://localhost:*; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    private var head: HTTPRequestHead?

    func channelRead(context: ChannelHandlerContext, data: NIOAny) {
        switch Self.unwrapInboundIn(data) {
        case .head(let head): self.head = head
        case .body: break
        case .end:
            guard let head else { return }
            self.head = nil
            answer(head, context)
        }
    }

    /// A refused upgrade is no fault of the line: the request comes here after it and is answered.
    func errorCaught(context: ChannelHandlerContext, error: any Error) {
        if !(error is NIOWebSocketUpgradeError) { context.close(promise: nil) }
    }

    /// The name under which a browser asked is a loopback name (DNS rebinding).
    static func isOurHost(_ head: HTTPRequestHead) -> Bool {
        let values = head.headers["Host"]
        guard values.count == 1 else { return false }
        let host = values[0].lowercased()
        let names = ["127.0.0.1", "localhost", "[::1]"]
        return names.contains { host == $0 || host.hasPrefix("\($0):") }
    }

    private func answer(_ head: HTTPRequestHead, _ context: ChannelHandlerContext) {
        guard Self.isOurHost(head) else { return send(.misdirectedRequest, nil, head, context) }
        // Only a page with an origin that is none gets here with an upgrade.
        guard !head.headers.contains(name: "Upgrade") else { return send(.forbidden, nil, head, context) }
        guard head.method == .GET || head.method == .HEAD else { return send(.methodNotAllowed, nil, head, context) }
        send(.ok, DoorPage.at(head.uri), head, context)
    }

    private func send(
        _ status: HTTPResponseStatus, _ page: DoorPage?, _ request: HTTPRequestHead, _ context: ChannelHandlerContext
    ) {
        let body = page?.body ?? Array("\(status.code) \(status.reasonPhrase)\n".utf8)
        let headers: HTTPHeaders = [
            "Content-Type": page?.mediaType ?? "text/plain; charset=utf-8", "Content-Length": String(body.count),
            "Content-Security-Policy": Self.policy, "X-Content-Type-Options": "nosniff", "X-Frame-Options": "DENY",
            "Referrer-Policy": "no-referrer", "Cross-Origin-Resource-Policy": "same-origin",
            "Cache-Control": "no-store", "Connection": "close",
        ]
        let head = HTTPResponseHead(version: .http1_1, status: status, headers: headers)
        context.write(Self.wrapOutboundOut(.head(head)), promise: nil)
        if request.method != .HEAD {
            context.write(Self.wrapOutboundOut(.body(.byteBuffer(ByteBuffer(bytes: body)))), promise: nil)
        }
        let channel = context.channel
        context.writeAndFlush(Self.wrapOutboundOut(.end(nil))).whenComplete { _ in channel.close(promise: nil) }
    }
}
