import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@testable import CameraSource

@BlockingTests
@Suite("Camera faults, each by its code (issue 4.1)")
struct CameraFaultTests {
    @Test("Unplugged: noticed within 600 ms; plugged in again: back within 2 s")
    func unplug() throws {
        let camera = try scripted("frames 500\nunplug 1500")
        _ = try camera.waitForFrame()
        let begun = ContinuousClock.now
        let failure = try camera.waitForLoss()
        #expect(failure.code == .cameraLost)
        // The first frame came within a frame's time of the opening, the plug was drawn 500 ms after it.
        #expect(ContinuousClock.now - begun < .milliseconds(500 + 600))
        let lost = ContinuousClock.now
        try camera.waitForReturn()
        #expect(ContinuousClock.now - lost < .milliseconds(1500 + 2000))
        _ = try camera.waitForFrame()
        #expect(camera.status.health == .ok)
    }

    @Test("Unplugged while it rests: noticed by the next look, and again when it is back")
    func unplugAtRest() throws {
        let camera = try scripted("frames 200\nunplug 600")
        _ = try camera.waitForFrame()
        camera.rest()
        let end = ContinuousClock.now + .seconds(5)
        var seen: [String] = []
        while ContinuousClock.now < end, seen.count < 2 {
            switch camera.check() {
            case .lost(let failure): seen.append(failure.code.rawValue)
            case .back: seen.append("back")
            case .frame, .nothing: sleepThread(.milliseconds(20))
            }
        }
        #expect(seen == ["camera.lost", "back"])
        #expect(camera.status.health == .ok)
    }

    @Test("Nothing comes: the stream is restarted three times, then it is camera.stalled, after 6 s")
    func stalled() throws {
        let camera = try scripted("frames 300\ngap 60000")
        _ = try camera.waitForFrame()
        let begun = ContinuousClock.now
        #expect(try camera.waitForLoss().code == .cameraStalled)
        let took = ContinuousClock.now - begun
        #expect(took > .seconds(5) && took < .seconds(8))
    }

    @Test("A gap of two seconds is mended by a restart and is no fault")
    func gap() throws {
        let camera = try scripted("frames 300\ngap 2000")
        let begun = ContinuousClock.now
        while ContinuousClock.now - begun < .milliseconds(2800) {
            if case .lost(let failure) = camera.next() { Issue.record("\(failure)") }
        }
        #expect(camera.status.health == .ok)
    }

    @Test("A stream that the driver has ended is restarted at once, three times, then camera.stalled")
    func endedStream() throws {
        let source = PlayedSource { () throws(Failure) in throw Failure(.cameraStalled, "ended") }
        let camera = Camera(source)
        #expect(try camera.waitForLoss().code == .cameraStalled)
        #expect(source.starts == 4)
        #expect(source.closings == 1)
    }

    @Test("Only damaged frames: camera.damaged with their counts", arguments: ["error", "short", "truncated"])
    func damaged(kind: String) throws {
        let source = PlayedSource { () throws(Failure) in throw Failure(.cameraStalled, "ended") }
        var isFirst = true
        let picture = try grayJPEG(3)
        source.give = { [unowned source] () throws(Failure) in
            defer { isFirst = false }
            if isFirst { return picture.withUnsafeBytes { Frame(copying: $0) } }
            switch kind {
            case "error": source.faults.errorBuffers += 1
            case "short": source.faults.short += 1
            default: source.faults.cutOff += 1
            }
            throw Failure(.cameraStalled, "ended")
        }
        let failure = try Camera(source).waitForLoss()
        #expect(failure.code == .cameraDamaged)
        #expect(failure.detail.contains("4 "))
    }

    @Test("Damaged frames among good ones are passed over and counted", arguments: ["error", "short", "truncated"])
    func someDamaged(kind: String) throws {
        let camera = try scripted("frames 200\n\(kind) 400\nframes 60000")
        let begun = ContinuousClock.now
        while ContinuousClock.now - begun < .milliseconds(900) {
            if case .lost(let failure) = camera.next() { Issue.record("\(failure)") }
        }
        let faults = camera.faults
        let counted = kind == "error" ? faults.errorBuffers : kind == "short" ? faults.short : faults.cutOff
        #expect((3...7).contains(counted))
        #expect(faults.total == counted)
    }

    @Test(
        "A picture that stands still, and one that is black, for a second: told apart, and taken back",
        arguments: [("frozen", FailureCode.cameraFrozen), ("black", .cameraBlack)])
    func stillOrBlack(kind: String, code: FailureCode) throws {
        let camera = try scripted("frames 300\n\(kind) 2000")
        _ = try camera.waitForFrame()
        let begun = ContinuousClock.now
        #expect(try camera.waitForLoss().code == code)
        let took = ContinuousClock.now - begun
        #expect(took > .milliseconds(1000) && took < .milliseconds(2200))
        #expect(camera.status.code == code)
        try camera.waitForReturn()
        #expect(camera.status.health == .ok)
    }

    @Test("A device that changes its format in mid stream: camera.format, opened anew, back with the new size")
    func changedFormat() throws {
        let camera = try scripted("frames 300\nsize 60000")
        #expect(try camera.waitForFrame().width == 64)
        let failure = try camera.waitForLoss()
        #expect(failure.code == .cameraFormat)
        #expect(failure.detail.contains("64x48 to 48x32"))
        try camera.waitForReturn()
        #expect(try camera.waitForFrame().width == 48)
    }

    @Test(
        "A camera that cannot be opened: the code says why, and it is had as soon as it can be",
        arguments: [
            ("busy", FailureCode.cameraBusy), ("denied", .cameraNoPermission), ("unplug", .cameraMissing),
        ])
    func cannotOpen(kind: String, code: FailureCode) throws {
        let camera = try scripted("\(kind) 500", role: .document)
        #expect(try camera.waitForLoss().code == code)
        #expect(camera.status.id == "camera.document")
        try camera.waitForReturn()
    }

    @Test("A session start does not open a camera that rests, and closing it sets everything back")
    func rest() throws {
        let pictures = try (0..<4).map { try grayJPEG(UInt8($0 * 20)) }
        var number = 0
        let source = PlayedSource { () throws(Failure) in
            number += 1
            return pictures[number % pictures.count].withUnsafeBytes { Frame(copying: $0) }
        }
        let camera = Camera(source)
        #expect(camera.status.health == .unknown)
        if case .lost(let failure) = camera.check() { Issue.record("\(failure)") }
        #expect(camera.status.health == .ok)
        for _ in 0..<3 {
            _ = try camera.waitForFrame()
            camera.rest()
        }
        #expect(source.openings == 1)
        #expect(source.starts == 3)
        camera.close()
        #expect(source.closings == 1)
    }

    @Test("The first pictures are dropped until their brightness moves by less than 2 %, ten at most")
    func warmUp() {
        let now = ContinuousClock.now
        func dropped(_ means: [Double?]) -> Int {
            var warmUp = WarmUp(at: now)
            return means.firstIndex { warmUp.isSettled($0, at: now) } ?? means.count
        }
        #expect(dropped([10, 40, 80, 100, 101, 101]) == 4)
        #expect(dropped([100, 100]) == 1)
        #expect(dropped((0..<30).map { Double($0 * 8) }) == 10)
        #expect(dropped([nil, nil, 50, 50]) == 3)
        var late = WarmUp(at: now)
        let isSettled = late.isSettled(nil, at: now + .seconds(1))
        #expect(isSettled)
    }
}
