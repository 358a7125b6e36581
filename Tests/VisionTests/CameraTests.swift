import FoundationEssentials
import JPEGCodec
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@testable import CameraSource

@BlockingTests
@Suite("Camera sources: frames, loss and return")
struct CameraTests {
    /// The first event within five seconds that `pick` takes.
    private func wait<Value>(_ camera: Camera, _ what: String, _ pick: (FrameEvent) -> Value?) throws -> Value {
        let end = ContinuousClock.now + .seconds(10)
        while ContinuousClock.now < end {
            if let value = pick(camera.next(within: .milliseconds(100))) { return value }
        }
        throw TestProblem("no \(what) within 10 s")
    }

    private func failure(_ event: FrameEvent) -> Failure? {
        if case .lost(let failure) = event { failure } else { nil }
    }

    private func frame(_ event: FrameEvent) -> Frame? {
        if case .frame(let frame) = event { frame } else { nil }
    }

    private func isBack(_ event: FrameEvent) -> Void? {
        if case .back = event { () } else { nil }
    }

    private func gray(_ level: UInt8) throws -> [UInt8] {
        let picture = Picture(width: 32, height: 32, layout: .gray) { bytes in
            for index in bytes.indices { bytes[index] = UInt8((Int(level) + index) % 256) }
        }
        return try JPEGEncoder().encode(picture)
    }

    @Test(
        "Configuration: only the documented forms",
        arguments: [
            "", "device", "device:video0", "folder:pictures", "folder:/x?fps=0", "folder:/x?rate=5", "stream:",
            "stream:tcp:a",
            "stream:tcp:127.0.0.1:99999", "rtsp://camera",
        ])
    func badConfiguration(text: String) {
        #expect(throws: Failure.self) { try SourceConfiguration.source(text) }
    }

    @Test(
        "A device that is not there, or is no camera, is camera.missing", arguments: ["/dev/video-none", "/dev/null"])
    func noDevice(path: String) throws {
        let camera = Camera(try SourceConfiguration.source("device:\(path)"))
        #expect(try wait(camera, "loss", failure).code == .cameraMissing)
        #expect(camera.status.code == .cameraMissing)
        #expect(camera.status.health == .fault)
    }

    @Test("A folder is shown in the order of names, says that it is virtual, and skips files that are no pictures")
    func folder() throws {
        let folder = try TemporaryFolder("frames")
        let first = try gray(0)
        let second = try gray(100)
        try folder.write("b.jpg", second)
        try folder.write("a.jpg", first)
        try folder.write("c.jpg", second.prefix(second.count / 2))
        let camera = Camera(try SourceConfiguration.source("folder:\(folder.path)?fps=30"))
        var seen: Set<[UInt8]> = []
        for _ in 0..<4 { seen.insert(Array(try wait(camera, "frame", frame).bytes)) }
        #expect(seen == [first, second])
        #expect(camera.status.isVirtual)
    }

    @Test("A picture that never changes is camera.frozen after a second")
    func frozen() throws {
        let folder = try TemporaryFolder("frames")
        try folder.write("a.jpg", try gray(0))
        let camera = Camera(try SourceConfiguration.source("folder:\(folder.path)?fps=30"))
        #expect(try wait(camera, "frozen", failure).code == .cameraFrozen)
        try folder.write("a.jpg", try gray(100))
        try wait(camera, "back", isBack)
        #expect(camera.status.health == .ok)
    }

    @Test("A stream: frames name themselves virtual, loss is noticed at once, the return within two seconds")
    func stream() async throws {
        _ = try TestModels.require()
        try await withVirtualCamera { source, control in
            let camera = Camera(try SourceConfiguration.source(source))
            let first = try wait(camera, "frame", frame)
            #expect(first.remark == "VIRTUAL kiosk-sim")
            #expect(camera.status.isVirtual)
            #expect(try command("unplug", to: control) == "ok")
            let lostFrom = ContinuousClock.now
            let failure = try wait(camera, "loss", failure)
            #expect([.cameraLost, .cameraMissing].contains(failure.code))
            #expect(ContinuousClock.now - lostFrom < .milliseconds(600))
            #expect(try command("plug", to: control) == "ok")
            let plugged = ContinuousClock.now
            try wait(camera, "back", isBack)
            #expect(ContinuousClock.now - plugged < .seconds(2))
            #expect(try command("fly", to: control).hasPrefix("error"))
            #expect(try command("person ../secret", to: control).hasPrefix("error"))
        }
    }

    @Test("Frames that are cut off are no frames, and a newer one wins over an older")
    func shapes() throws {
        let jpeg = try gray(1)
        for count in 0..<jpeg.count {
            jpeg.prefix(count).withUnsafeBytes { #expect(Frame(copying: $0) == nil) }
        }
        let two = jpeg + (try gray(2))
        try two.withUnsafeBytes { bytes in
            let shape = try #require(JPEGShape(bytes))
            #expect(shape.end == jpeg.count)
        }
    }
}
