import AsyncHTTPClient
import KioskDevices
import KioskDomain
import KioskScreens
import KioskTestSupport
import NIOCore
import Testing

@Suite("The live picture")
struct PreviewTests {
    @Test("DESIGN 5.7: a frame is sent again by the beat, and once the camera stops none is held, whoever still looks")
    func dropped() async throws {
        let host = ScriptedHost(Stages.snapshot(.services(.english)))
        let (frames, sink) = AsyncStream.makeStream(of: WipedBytes.self, bufferingPolicy: .bufferingNewest(1))
        await host.film(frames)
        let watch = Watch(show: [1, 2, 3], sink)
        let options = ScreenOptions(heartbeat: .milliseconds(20), claimPatience: .zero)
        try await Page.serve(host, options: options) { page in
            let token = try await page.claim()
            let response = try await HTTPClient.shared.execute(
                HTTPClientRequest(url: page.base + "/preview.mjpeg?token=\(token)"), deadline: .now() + .seconds(60))
            var parts = response.body.makeAsyncIterator()
            var text = ""
            while text.split(separator: "Content-Length: 3").count < 3 {
                text += String(buffer: try #require(try await parts.next()))
            }
            #expect(watch.isHeld)
            sink.yield(WipedBytes([]))
            try await eventually("it is dropped") { watch.isHeld ? nil : () }
        }
    }

    /// Sees whether anybody still holds a frame, without holding it.
    private final class Watch: Sendable {
        // Unsafe for the compiler alone: it is set once.
        private nonisolated(unsafe) weak var frame: WipedBytes?

        init(show bytes: [UInt8], _ sink: AsyncStream<WipedBytes>.Continuation) {
            let frame = WipedBytes(bytes)
            self.frame = frame
            sink.yield(frame)
        }

        var isHeld: Bool { frame != nil }
    }
}
