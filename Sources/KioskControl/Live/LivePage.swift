internal import FoundationEssentials
internal import HTTPTypes
internal import Hummingbird
internal import KioskDevices
internal import KioskDomain
internal import NIOCore
internal import ServiceLifecycle

/// The routes of the technician's page, all below one secret folder. Whoever does not know it, or comes through another
/// name than the loopback's, learns nothing.
struct LivePage: Sendable {
    private static let boundary = "picture"
    private static let policy =
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' data:; connect-src 'self'; "
        + "base-uri 'none'; form-action 'none'; frame-ancestors 'none'"

    let token: String
    let port: Int
    let pictures: LiveFeed<WipedBytes>
    let news: LiveFeed<LiveNews>

    func router() -> Router<BasicRequestContext> {
        let router = Router()
        router.add(middleware: LoopbackGuard(port: port))
        router.get(":token/") { _, context in try asset(context, "text/html; charset=utf-8", PackageResources.live_html)
        }
        router.get(":token/live.js") { _, context in
            try asset(context, "text/javascript; charset=utf-8", PackageResources.live_js)
        }
        router.get(":token/live.css") { _, context in
            try asset(context, "text/css; charset=utf-8", PackageResources.live_css)
        }
        router.get(":token/camera.mjpeg") { request, context in
            try check(context)
            return try stream(request, "multipart/x-mixed-replace; boundary=\(Self.boundary)", pictures.stream()) {
                Self.part($0)
            }
        }
        router.get(":token/events") { request, context in
            try check(context)
            return try stream(request, "text/event-stream; charset=utf-8", news.stream()) { news in
                let data = (try? JSONEncoder().encode(news)) ?? Data("{}".utf8)
                return ByteBuffer(string: "data: \(String(decoding: data, as: UTF8.self))\n\n")
            }
        }
        return router
    }

    private func check(_ context: BasicRequestContext) throws {
        let given = Array((context.parameters.get("token") ?? "").utf8)
        let wanted = Array(token.utf8)
        // Every byte is compared, so that the time does not tell how many were right.
        let difference = zip(given, wanted).reduce(UInt8(0)) { $0 | ($1.0 ^ $1.1) }
        guard given.count == wanted.count, difference == 0 else { throw HTTPError(.notFound) }
    }

    private func asset(_ context: BasicRequestContext, _ type: String, _ bytes: [UInt8]) throws -> Response {
        try check(context)
        return Response(
            status: .ok, headers: headers(type), body: ResponseBody(byteBuffer: ByteBuffer(bytes: bytes)))
    }

    private func headers(_ type: String) -> HTTPFields {
        var headers: HTTPFields = [
            .contentType: type, .contentSecurityPolicy: Self.policy, .cacheControl: "no-store",
            .xContentTypeOptions: "nosniff",
        ]
        if let name = HTTPField.Name("Referrer-Policy") { headers[name] = "no-referrer" }
        return headers
    }

    /// Sends each value until the browser goes or the command is ended.
    private func stream<Value: Sendable>(
        _ request: Request, _ type: String, _ values: AsyncStream<Value>?,
        _ part: @escaping @Sendable (Value) -> ByteBuffer
    ) throws -> Response {
        guard let values else { throw HTTPError(.serviceUnavailable) }
        let body = ResponseBody { writer in
            try await request.body.consumeWithCancellationOnInboundClose { _ in
                for await value in values.cancelOnGracefulShutdown() { try await writer.write(part(value)) }
            }
            try await writer.finish(nil)
        }
        return Response(status: .ok, headers: headers(type), body: body)
    }

    /// A part with the boundary before it; browsers show it once its length is there.
    private static func part(_ picture: WipedBytes) -> ByteBuffer {
        var part = ByteBuffer()
        part.writeString("--\(boundary)\r\nContent-Type: image/jpeg\r\nContent-Length: \(picture.count)\r\n\r\n")
        picture.withBytes { _ = part.writeBytes($0) }
        part.writeString("\r\n")
        return part
    }
}

/// Lets through only what was addressed to the loopback by name and port: another site that points its name here is
/// refused, and so is a page of another site.
struct LoopbackGuard: RouterMiddleware {
    let port: Int

    func handle(
        _ request: Request, context: BasicRequestContext,
        next: (Request, BasicRequestContext) async throws -> Response
    ) async throws -> Response {
        let host = request.head.authority ?? ""
        guard ["127.0.0.1:\(port)", "localhost:\(port)"].contains(host) else { throw HTTPError(.misdirectedRequest) }
        if let name = HTTPField.Name("Sec-Fetch-Site"), let site = request.headers[name],
            !["same-origin", "none"].contains(site)
        {
            throw HTTPError(.forbidden)
        }
        return try await next(request, context)
    }
}
