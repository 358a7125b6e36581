import HelperProtocol
import JPEGCodec
import KioskTestSupport
import Testing

@testable import FaceMatching
@testable import VirtualCamera

@ComputingTests
@Suite("Guidance: each rule fires on its degradation and not on a clean face")
struct QualityTests {
    /// The guidance that prevails over the last frames.
    private func told(_ frames: [[UInt8]]) throws -> GuidanceReport {
        var showing = try Showing(try TestModels.require())
        let reports = try showing.guidance(frames)
        return try #require(reports.last)
    }

    @Test("A clean face is good on every frame after the first", arguments: ["obama", "obama3", "biden"])
    func clean(person: String) throws {
        var showing = try Showing(try TestModels.require())
        let reports = try showing.guidance(try TestFrames.of(.person(person)))
        let others = reports.dropFirst().filter { $0.guidance != .good || !$0.usable }
        #expect(others.isEmpty, "\(others.map { ($0.guidance, $0.measures) })")
    }

    @Test("Guidance, without weights, knows a clean face, an empty room and two faces")
    func withoutWeights() throws {
        _ = try TestModels.require()
        var showing = try Showing(nil)
        #expect(try showing.guidance(try TestFrames.of(.person("obama3"))).last?.guidance == .good)
        showing.pipeline.reset()
        #expect(try showing.guidance(try TestFrames.of(.empty)).last?.guidance == .noFace)
        showing.pipeline.reset()
        #expect(try showing.guidance(try TestFrames.of(.twoFaces("obama3"))).last?.guidance == .severalFaces)
    }

    @Test("Scenes: dark, two faces, empty, turned")
    func scenes() throws {
        _ = try TestModels.require()
        let expected: [([[UInt8]], Guidance)] = [
            (try TestFrames.of(.dark("obama3")), .tooDark), (try TestFrames.of(.twoFaces("obama3")), .severalFaces),
            (try TestFrames.of(.empty), .noFace), (try TestFrames.turned(degrees: -17), .turned),
        ]
        for (frames, guidance) in expected {
            let report = try told(frames)
            #expect(report.guidance == guidance, "\(report.measures)")
            #expect(!report.usable, "\(guidance)")
        }
    }

    @Test("The rule for a turned head: both sides of 0.15 sideways and of 15 degrees")
    func turnedRule() {
        for (yaw, roll, guidance) in [
            (0.15, 0.0, Guidance.good), (-0.151, 0, .turned), (0, 15, .good), (0, -15.1, .turned),
        ] {
            var measures = QualityMeasures()
            measures.yaw = yaw
            measures.roll = roll
            #expect(QualityRules.judge(measures).guidance == guidance)
        }
    }

    @Test("No face is told only after a second without one")
    func noFaceAfterASecond() throws {
        var showing = try Showing(try TestModels.require())
        let reports = try showing.guidance(try TestFrames.of(.empty))
        #expect(reports[0].guidance == .holdStill)
        #expect(reports.prefix { $0.guidance != .noFace }.count == 15)
    }

    @Test("Distance: far is told from 70 px between the eyes and refused below 50, near is refused")
    func distance() throws {
        _ = try TestModels.require()
        for (eyes, guidance, usable) in [(40.0, Guidance.tooFar, false), (62, .tooFar, true), (220, .tooNear, false)] {
            let report = try told(Array(try TestFrames.person(eyeDistance: eyes).prefix(20)))
            #expect(report.guidance == guidance && report.usable == usable, "\(eyes) px: \(report)")
        }
    }

    @Test("Light: over-exposed, lit from the side, fogged")
    func light() throws {
        _ = try TestModels.require()
        let clean = Array(try TestFrames.of(.person("obama3")).prefix(4))
        let bright = try told(try clean.map { try TestFrames.changed($0) { _, value in value * 3.5 } })
        #expect(bright.guidance == .tooBright, "\(bright.measures)")
        let fog = try told(try clean.map { try TestFrames.changed($0) { _, value in value * 0.1 + 150 } })
        #expect(fog.guidance == .fogged && !fog.usable, "\(fog.measures)")
        let side = try told(
            try clean.map { try TestFrames.changed($0) { column, value in column < 0.5 ? value : value * 0.4 } })
        #expect(side.guidance == .unevenLight && side.usable, "\(side.measures)")
    }

    @Test("Blurred is told when three frames agree; one blurred frame is only a movement")
    func blurred() throws {
        _ = try TestModels.require()
        let soft = try Self.soft()
        var showing = try Showing(try TestModels.require())
        let reports = try showing.guidance(soft.prefix(6))
        #expect(reports[0].guidance == .holdStill, "\(reports[0])")
        #expect(reports[5].guidance == .blurred && !reports[5].usable, "\(reports[5])")
    }

    /// The person from a picture of a sixteenth of the size: out of focus.
    static func soft() throws -> [[UInt8]] {
        let folder = try TemporaryFolder("soft")
        var jpeg = try TestModels.picture("obama3")
        for _ in 0..<4 {
            let smaller = try jpeg.withUnsafeBytes { try JPEGDecoder().rgb(of: $0, scale: .half) }
            jpeg = try JPEGEncoder().encode(smaller, quality: 95)
        }
        try folder.write("soft.jpg", jpeg)
        let place = FacePlace(x: 798 / 16, y: 396 / 16, eyeDistance: 123 / 16)
        return try SceneRenderer(folder: folder.path, places: ["soft": place], companion: "").frames(
            of: .person("soft"))
    }
}
