import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@testable import FaceMatching
@testable import VirtualCamera

@ComputingTests
@Suite("B2: an attempt has exactly one outcome")
struct AttemptTests {
    private func outcome(
        _ frames: [[UInt8]], portrait: String = "obama", deadline: Duration = .seconds(3)
    ) throws -> AttemptReport {
        var showing = try Showing(try TestModels.require())
        return try showing.attempt(frames, portrait: portrait, deadline: deadline)
    }

    @Test(
        "Matched: other photos of the person, decided within 700 ms of the first good frame, with evidence",
        arguments: ["obama2", "obama3"])
    func matched(person: String) throws {
        _ = try TestModels.require()
        let report = try outcome(try TestFrames.of(.person(person)))
        #expect(report.outcome == .matched)
        #expect(try #require(report.distance) <= 0.45)
        #expect(report.frames.count == MatchThreshold.shipped.frames)
        #expect(report.seconds <= 0.7 + 0.067)
        #expect(report.models == [ModelFiles.landmarks, ModelFiles.descriptor])
        #expect(report.threshold == .shipped)
        #expect(report.liveness == nil)
        let times = report.frames.map(\.seconds).sorted()
        #expect(zip(times, times.dropFirst()).allSatisfy { $1 - $0 >= 0.05 })
        #expect(try #require(times.last) - (try #require(times.first)) >= 0.09 * Double(times.count - 1))
    }

    @Test("No match: another person")
    func noMatch() throws {
        _ = try TestModels.require()
        let report = try outcome(try TestFrames.of(.person("biden")))
        #expect(report.outcome == .noMatch)
        #expect(try #require(report.distance) > 0.6)
    }

    @Test("The dominant reason at the deadline: light, several faces, no face, blurred, else took too long")
    func reasons() throws {
        _ = try TestModels.require()
        let expected: [([[UInt8]], AttemptOutcome)] = [
            (try TestFrames.of(.dark("obama3")), .poorLighting),
            (try TestFrames.of(.twoFaces("obama3")), .severalFaces),
            (try TestFrames.of(.empty), .noFace),
            (try QualityTests.soft(), .blurred),
            (try TestFrames.turned(degrees: -17), .tookTooLong),
        ]
        for (frames, outcome) in expected {
            // That there is no face is known only after a second.
            let deadline = outcome == .noFace ? 3.0 : 1.2
            let report = try self.outcome(frames, deadline: .seconds(deadline))
            #expect(report.outcome == outcome, "\(report.guidanceCounts)")
            #expect(report.distance == nil)
            #expect(report.seconds >= deadline && report.seconds < deadline + 0.1)
        }
    }

    @Test("R2: time starts with the first usable frame: darkness before it costs none of it") func darkFirst() throws {
        _ = try TestModels.require()
        // 1.1 s of darkness; a match needs 0.6 s more than the deadline of 1.2 s would then leave.
        let dark = try TestFrames.of(.dark("obama3"))
        let report = try outcome(
            (0..<16).map { dark[$0 % dark.count] } + TestFrames.of(.person("obama3")), deadline: .milliseconds(1200))
        #expect(report.outcome == .matched, "\(report.guidanceCounts)")
        #expect(report.seconds <= 0.7 + 0.067)
    }

    @Test("B3: fewer frames than the threshold was derived with are no decision") func tooFewFrames() throws {
        _ = try TestModels.require()
        let report = try outcome(try TestFrames.of(.person("obama3")), deadline: .milliseconds(400))
        #expect(report.outcome == .tookTooLong && report.distance == nil)
    }

    @Test("A person who steps aside for another one in the middle is not matched by the first one's frames")
    func swapped() throws {
        _ = try TestModels.require()
        let frames = try TestFrames.of(.person("obama3")).prefix(5) + TestFrames.of(.person("biden"))
        let report = try outcome(Array(frames))
        #expect(report.outcome == .noMatch)
    }

    @Test("No reference photo: a portrait without a face, or no picture at all")
    func noReference() throws {
        let files = try TestModels.require()
        let wall = try TestFrames.of(.empty)[0]
        let portraits: [([UInt8], FailureCode)] = [
            (wall, .referencePoor), ([], .referenceMissing), ([0xFF, 0xD8, 0xFF], .referenceMissing),
        ]
        for (portrait, code) in portraits {
            let pipeline = try FacePipeline(files: files)
            let report = portrait.withUnsafeBytes {
                pipeline.beginAttempt(id: "1", portrait: $0, deadline: .seconds(3), at: .now)
            }
            #expect(report?.outcome == .noReferencePhoto)
            #expect(report?.code == code)
            #expect(!pipeline.isInAttempt)
        }
    }

    @Test("A camera lost for 10 s costs no time; for a millisecond longer it is a technical error with its code")
    func cameraLost() throws {
        let files = try TestModels.require()
        let pipeline = try FacePipeline(files: files)
        let frames = try TestFrames.of(.empty)
        let portrait = try TestModels.picture("obama")
        var now = ContinuousClock.now
        _ = portrait.withUnsafeBytes {
            pipeline.beginAttempt(id: "1", portrait: $0, deadline: .seconds(3), at: now)
        }
        _ = try frames[0].withUnsafeBytes { try pipeline.take(jpeg: $0, at: now) }
        pipeline.cameraFailed(.init(.cameraLost, "unplugged"))
        now += .seconds(9)
        #expect(pipeline.check(at: now) == nil)
        let back = try frames[1].withUnsafeBytes { try pipeline.take(jpeg: $0, at: now) }
        #expect(back.outcome == nil)
        pipeline.cameraFailed(.init(.cameraLost, "unplugged"))
        now += .seconds(10)
        #expect(pipeline.check(at: now) == nil)
        now += .milliseconds(1)
        let report = try #require(pipeline.check(at: now))
        #expect(report.outcome == .technicalError)
        #expect(report.code == .cameraLost)
        #expect(report.seconds <= 0.5)
    }

    @Test("Damaged frames count for nothing and are no match")
    func damagedFrames() throws {
        let pipeline = try FacePipeline(files: try TestModels.require())
        let frame = try TestFrames.of(.person("obama3"))[0]
        #expect(throws: (any Error).self) {
            try frame.prefix(frame.count / 2).withUnsafeBytes { try pipeline.take(jpeg: $0, at: .now) }
        }
    }
}
