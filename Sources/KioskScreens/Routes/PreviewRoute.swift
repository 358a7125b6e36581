import HTTPTypes
import Hummingbird
import KioskDevices
import KioskDomain
import NIOCore

/// The live picture as `multipart/x-mixed-replace` (RFC 2046 framing), newest frame only.
struct PreviewRoute {
    private static let boundary = "frame"
    let host: any ScreenHost
    let options: ScreenOptions

    func add(to router: Router<ScreenContext>) {
        router.get("preview.mjpeg") { request, _ in
            guard let token = request.screenToken, await host.holdsScreen(token) else { throw Failure(.sessionExpired) }
            return Response(
                status: .ok, headers: [.contentType: "multipart/x-mixed-replace; boundary=\(Self.boundary)"],
                body: .untilClosed(request) { writer in try await send(to: &writer) })
        }
    }

    private func send(to writer: inout any ResponseBodyWriter) async throws {
        // A browser shows a part when the next boundary comes, so each frame is followed by it at once.
        try await writer.write(ByteBuffer(string: "--\(Self.boundary)\r\n"))
        // The beat sends the last frame again, so that a connection whose camera is silent is still found dead.
        var latest: [UInt8]?
        for await frame in Heartbeat.stream(of: await host.previewFrames(), every: options.heartbeat) {
            latest = frame ?? latest
            guard let frame = latest else { continue }
            var part = ByteBuffer()
            part.writeString("Content-Type: image/jpeg\r\nContent-Length: \(frame.count)\r\n\r\n")
            part.writeBytes(frame)
            part.writeString("\r\n--\(Self.boundary)\r\n")
            try await writer.write(part)
        }
    }
}
