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
        var latest: WipedBytes?
        for await frame in Heartbeat.stream(of: await host.previewFrames(), every: options.heartbeat) {
            latest = frame ?? latest
            if latest?.isEmpty == true { latest = nil }
            guard let frame = latest else { continue }
            try await writer.write(part(frame))
        }
    }

    /// The one copy of a frame on its way to the screen. NIO holds it until it is sent and cannot zero it
    /// (docs/threat-model.md).
    private func part(_ frame: WipedBytes) -> ByteBuffer {
        let header = "Content-Type: image/jpeg\r\nContent-Length: \(frame.count)\r\n\r\n"
        let end = "\r\n--\(Self.boundary)\r\n"
        // At once, so that no smaller buffer with a part of it stays behind.
        var part = ByteBuffer()
        part.reserveCapacity(header.utf8.count + frame.count + end.utf8.count)
        part.writeString(header)
        frame.withBytes { _ = part.writeBytes($0) }
        part.writeString(end)
        return part
    }
}
