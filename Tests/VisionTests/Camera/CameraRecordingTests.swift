import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@testable import CameraSource

@BlockingTests
@Suite("Cameras that are files: recordings with their times, scripts of faults")
struct CameraRecordingTests {
    @Test("Pictures of one file in their own times, the last one that is cut off left out, again and again")
    func timed() throws {
        let folder = try TemporaryFolder("recording")
        let pictures = try [0, 60, 120].map { try grayJPEG($0) }
        try folder.write("clip.mjpeg", pictures[0] + pictures[1] + pictures[2].prefix(100))
        try folder.write("clip.txt", Array("# milliseconds\n0\n150 # the second\n".utf8))
        let camera = Camera(
            try SourceConfiguration.source("file:\(folder.file("clip.mjpeg"))?timing=\(folder.file("clip.txt"))"))
        let frames = try (0..<4).map { _ in try camera.waitForFrame() }
        #expect(frames.map { Array($0.bytes) } == [pictures[0], pictures[1], pictures[0], pictures[1]])
        let pause = frames[1].arrived - frames[0].arrived
        #expect(pause > .milliseconds(100) && pause < .milliseconds(1000))
        #expect(camera.status.isVirtual)
    }

    @Test(
        "A timing that is not one growing number for each picture is camera.format",
        arguments: ["", "0", "0\n0", "5\n1", "0\n1\n2", "a\nb", "0 1", "-1\n2", "nan\n1", "0\n99999999999"])
    func badTiming(text: String) throws {
        #expect(FrameSchedule(timing: text, count: 2) == nil)
        let folder = try TemporaryFolder("recording")
        try folder.write("clip.mjpeg", try grayJPEG(0) + grayJPEG(50))
        try folder.write("clip.txt", Array(text.utf8))
        let camera = Camera(
            try SourceConfiguration.source("file:\(folder.file("clip.mjpeg"))?timing=\(folder.file("clip.txt"))"))
        #expect(try camera.waitForLoss().code == .cameraFormat)
    }

    @Test("A file that is not there is camera.missing, one that holds no pictures camera.format")
    func badFile() throws {
        let folder = try TemporaryFolder("recording")
        #expect(try Camera(SourceConfiguration.source("file:\(folder.path)/none")).waitForLoss().code == .cameraMissing)
        try folder.write("text", Array("not pictures".utf8))
        #expect(try Camera(SourceConfiguration.source("file:\(folder.path)/text")).waitForLoss().code == .cameraFormat)
    }

    @Test("Pictures are due by the clock; those in between are left out")
    func schedule() throws {
        let even = FrameSchedule(count: 3, framesPerSecond: 10)
        #expect([0, 0.05, 0.1, 0.29, 0.3, 0.95].map { even.due(at: $0) } == [0, 0, 1, 2, 3, 9])
        let timed = try #require(FrameSchedule(timing: "100\n300\n", count: 2))
        #expect([0, 0.1, 0.2, 0.3, 0.55, 0.65].map { timed.due(at: $0) } == [-1, 0, 0, 1, 1, 2])
        #expect(timed.time(of: 2) == 0.6)
    }

    @Test("A script with real pictures shows them in turn")
    func pictures() throws {
        let folder = try TemporaryFolder("script")
        let first = try grayJPEG(0)
        let second = try grayJPEG(100)
        try folder.write("a.jpg", first)
        try folder.write("b.jpg", second)
        try folder.write("script", Array("pictures \(folder.path)\nframes 1000\n".utf8))
        let camera = Camera(try SourceConfiguration.source("script:\(folder.file("script"))"))
        let seen = try Set((0..<4).map { _ in Array(try camera.waitForFrame().bytes) })
        #expect(seen == [first, second])
    }

    @Test(
        "A script that is not understood is refused with the number of its line",
        arguments: [
            "frames", "frames 0", "frames -5", "jump 100", "frames 100 200", "\npictures", "frames 99999999999",
        ])
    func badScript(text: String) throws {
        let failure = try #require(throws: Failure.self) { try FaultScript("gap 10\n\(text)") }
        #expect(failure.code == .configurationInvalid)
        #expect(failure.detail.contains("line "))
    }

    @Test("Frames, timings and scripts from outside never end the program, whatever their bytes")
    func mutated() throws {
        let seed = UInt64.random(in: 0...UInt64.max)
        var random = SplitMix64(seed: seed)
        let jpeg = try grayJPEG(7)
        let script = Array("frames 100\ngap 20\npictures /x\nblack 5\n".utf8)
        for _ in 0..<3000 {
            let broken = random.spoiled(jpeg)
            broken.withUnsafeBytes { bytes in
                if let shape = JPEGShape(bytes) { #expect(shape.end <= bytes.count, "seed \(seed)") }
                _ = Frame(copying: bytes)
            }
            let text = String(decoding: random.spoiled(script), as: UTF8.self)
            _ = try? FaultScript(text)
            if let schedule = FrameSchedule(timing: text, count: 3) { _ = schedule.due(at: 1e6) }
        }
    }
}

extension SplitMix64 {
    fileprivate mutating func spoiled(_ bytes: [UInt8]) -> [UInt8] {
        var bytes = bytes
        for _ in 0..<Int.random(in: 1...6, using: &self) {
            bytes[Int.random(in: bytes.indices, using: &self)] = UInt8.random(in: 0...255, using: &self)
        }
        if Bool.random(using: &self) { bytes.removeLast(Int.random(in: 0..<bytes.count, using: &self)) }
        return bytes.isEmpty ? [0] : bytes
    }
}
