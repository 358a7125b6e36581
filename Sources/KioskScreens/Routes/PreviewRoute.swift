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
        for await frame in Heartbeat.stream(of: await host.previewFrames(), every: options.heartbeat) {
            guard let frame else { continue }
            var part = ByteBuffer()
            part.writeString(
                "--\(Self.boundary)\r\nContent-Type: image/jpeg\r\nContent-Length: \(frame.count)\r\n\r\n")
            part.writeBytes(frame)
            part.writeString("\r\n")
            try await writer.write(part)
        }
    }
}
