import FoundationEssentials
import JPEGCodec
import KioskDevices
import KioskDomain
import KioskTestSupport
import StreamSockets
import Testing

@testable import CameraSource

@BlockingTests
@Suite("Camera sources: frames, loss and return")
struct CameraTests {
    @Test(
        "Configuration: only the documented forms",
        arguments: [
            "", "device", "device:video0", "folder:pictures", "folder:/x?fps=0", "folder:/x?rate=5",
            "folder:/x?timing=/y", "file:x",
            "file:/x?fps=99", "script:x", "stream:",
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
        #expect(try camera.waitForLoss().code == .cameraMissing)
        #expect(camera.status.code == .cameraMissing)
        #expect(camera.status.health == .fault)
    }

    @Test("A folder is shown in the order of names, says that it is virtual, and skips files that are no pictures")
    func folder() throws {
        let folder = try TemporaryFolder("frames")
        let first = try grayJPEG(0)
        let second = try grayJPEG(100)
        try folder.write("b.jpg", second)
        try folder.write("a.jpg", first)
        try folder.write("c.jpg", second.prefix(second.count / 2))
        let camera = Camera(try SourceConfiguration.source("folder:\(folder.path)?fps=30"))
        var seen: Set<[UInt8]> = []
        for _ in 0..<4 { seen.insert(Array(try camera.waitForFrame().bytes)) }
        #expect(seen == [first, second])
        #expect(camera.status.isVirtual)
    }

    @Test("A picture that never changes is camera.frozen after a second")
    func frozen() throws {
        let folder = try TemporaryFolder("frames")
        try folder.write("a.jpg", try grayJPEG(0))
        let camera = Camera(try SourceConfiguration.source("folder:\(folder.path)?fps=30"))
        #expect(try camera.waitForLoss().code == .cameraFrozen)
        try folder.write("a.jpg", try grayJPEG(100))
        try camera.waitForReturn()
        #expect(camera.status.health == .ok)
    }

    @Test("A stream: frames name themselves virtual, loss is noticed at once, the return within two seconds")
    func stream() async throws {
        _ = try TestModels.require()
        try await withVirtualCamera { source, control in
            let camera = Camera(try SourceConfiguration.source(source))
            let first = try camera.waitForFrame()
            #expect(first.remark == "VIRTUAL kiosk-sim")
            #expect(camera.status.isVirtual)
            #expect(try command("unplug", to: control) == "ok")
            let lostFrom = ContinuousClock.now
            let failure = try camera.waitForLoss()
            #expect([.cameraLost, .cameraMissing].contains(failure.code))
            #expect(ContinuousClock.now - lostFrom < .milliseconds(600))
            #expect(try command("plug", to: control) == "ok")
            let plugged = ContinuousClock.now
            try camera.waitForReturn()
            #expect(ContinuousClock.now - plugged < .seconds(2))
            #expect(try command("fly", to: control).hasPrefix("error"))
            #expect(try command("person ../secret", to: control).hasPrefix("error"))
        }
    }

    @Test("Of whole pictures that wait in a stream the newest is given, the older ones are dropped")
    func newest() throws {
        let folder = try TemporaryFolder("stream")
        let listener = try ListeningSocket(at: .unix(folder.file("s")))
        let source = try #require(StreamSource(address: "unix:\(folder.file("s"))"))
        try source.open()
        let camera = try #require(try listener.accept(within: .seconds(5)))
        let (old, new) = (try grayJPEG(1), try grayJPEG(2))
        // A whole one, a newer one, and the beginning of one that is not there yet.
        try camera.write(old + new + old.prefix(20), within: .seconds(5))
        let frame = try #require(try source.newest(within: .seconds(5)))
        #expect(Array(frame.bytes) == new)
        #expect(try source.newest(within: .milliseconds(20)) == nil)
        try camera.write(Array(old.dropFirst(20)), within: .seconds(5))
        #expect(try source.newest(within: .seconds(5)).map { Array($0.bytes) } == old)
    }

    @Test("Frames that are cut off are no frames, and a picture ends where the next begins")
    func shapes() throws {
        let jpeg = try grayJPEG(1)
        for count in 0..<jpeg.count {
            jpeg.prefix(count).withUnsafeBytes { #expect(Frame(copying: $0) == nil) }
        }
        let two = jpeg + (try grayJPEG(2))
        try two.withUnsafeBytes { bytes in
            let shape = try #require(JPEGShape(bytes))
            #expect(shape.end == jpeg.count)
        }
    }
}
