import Glibc
import HelperProtocol
import JPEGCodec
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@testable import FaceMatching
@testable import VirtualCamera

/// A matcher that says what a test wants: the angle of a face on a circle, by where in the picture it is.
private final class ScriptedMatcher: FaceMatcher {
    static let model = ModelIdentity(name: "matcher.onnx", sha256: String(repeating: "a", count: 64))
    let name = "pack of a test"
    let models = [ModelFiles.landmarks, ScriptedMatcher.model]
    let calibration = CalibrationRecord(
        distance: 0.2, frames: 3, protocolName: "mean of 3 against 1", population: "test", people: 60, genuine: 600,
        impostors: 60_000, falseNonMatches: 1, falseMatches: 0, models: [ScriptedMatcher.model], made: "2026-11-21")
    let form = DescriptorForm(count: 2, metric: .cosine)
    /// Degrees; nil where it sees no face. The portrait comes first.
    var angles: [Double?]
    private(set) var forgotten = 0

    init(_ angles: [Double?]) { self.angles = angles }

    func describe(
        _ face: FaceBounds, in rgb: Picture, into numbers: UnsafeMutableBufferPointer<Float>
    ) throws(Failure) -> DescribedFace? {
        guard let angle = angles.count > 1 ? angles.removeFirst() : angles[0] else { return nil }
        // Only the direction counts, not the length.
        numbers[0] = 7 * Float(cos(angle * .pi / 180))
        numbers[1] = 7 * Float(sin(angle * .pi / 180))
        return DescribedFace(live: 0.75)
    }

    func forget() { forgotten += 1 }
}

/// A matcher, or a pack that is refused.
private struct Brought: MatcherSource {
    var brought: ScriptedMatcher?

    func matcher() throws(Failure) -> any FaceMatcher {
        guard let brought else { throw Failure(.packRefused, "no calibration") }
        return brought
    }
}

@ComputingTests
@Suite("Attempts by the matcher that a site brings (issue 4.3)")
struct PackMatcherTests {
    private func attempt(_ angles: [Double?]) throws -> (report: AttemptReport, matcher: ScriptedMatcher) {
        let matcher = ScriptedMatcher(angles)
        var showing = try Showing(try TestModels.require(), pack: Brought(brought: matcher))
        let frames = try TestFrames.of(.person("obama3"))
        return (try showing.attempt(frames, portrait: "obama", deadline: .seconds(3)), matcher)
    }

    @Test(
        "Portrait and frames are described by it, held against its own trial's threshold; the report names its models")
    func decided() throws {
        let (matched, _) = try attempt([0, 20])
        #expect(matched.outcome == .matched && matched.matcher == "pack of a test")
        #expect(matched.models == [ModelFiles.landmarks, ScriptedMatcher.model])
        #expect(matched.threshold.distance == 0.2 && matched.threshold.frames == 3 && matched.frames.count == 3)
        #expect(abs(try #require(matched.distance) - (1 - cos(20.0 * .pi / 180))) < 1e-4)
        #expect(matched.frames.allSatisfy { $0.live == 0.75 })
        // Far for this matcher, though the people are the same for dlib's.
        let (refused, _) = try attempt([0, 60])
        #expect(refused.outcome == .noMatch && refused.models.contains(ScriptedMatcher.model))
    }

    @Test("A frame in which it sees no face counts for nothing, a portrait without a face for it is too poor")
    func unseen() throws {
        let (report, _) = try attempt([0, nil, nil, 10])
        #expect(report.outcome == .matched)
        #expect(report.frames.allSatisfy { $0.distance < 0.1 } && (report.frames.first?.seconds ?? 0) > 0)
        let (blind, _) = try attempt([nil])
        #expect(blind.outcome == .noReferencePhoto && blind.code == .referencePoor)
    }

    @Test("Who is the same person is judged by its trial, too; another one in the middle is not fused with the first")
    func identity() throws {
        let euclidean = IdentityLimits(calibrated: 0.45, .euclidean)
        #expect(abs(euclidean.samePerson - 0.45) < 1e-9 && abs(euclidean.samePersonTurned - 0.6) < 1e-9)
        let cosine = IdentityLimits(calibrated: 0.2, .cosine)
        #expect(cosine.samePerson == 0.2 && abs(cosine.samePersonTurned - 0.2 * 16 / 9) < 1e-9)
        // 80 degrees are further than the wider limit: the first two frames are dropped.
        let (report, _) = try attempt([0, 0, 0, 80])
        #expect(report.outcome == .noMatch && report.frames.allSatisfy { $0.distance > 0.5 })
    }

    @Test("A pack that is refused leaves no matcher: never dlib in its place, no outcome but a technical error")
    func refused() throws {
        let pipeline = try FacePipeline(
            files: try TestModels.require(),
            pack: Brought(brought: nil))
        #expect(pipeline.matcherStatus.health == .fault && pipeline.matcherStatus.code == .packRefused)
        #expect(pipeline.matcherStatus.finding.contains("no calibration") && pipeline.models.isEmpty)
        let portrait = try TestModels.picture("obama")
        let report = portrait.withUnsafeBytes {
            pipeline.beginAttempt(id: "1", portrait: $0, deadline: .seconds(3), at: .now)
        }
        #expect(report?.outcome == .technicalError && report?.code == .packRefused)
        #expect(portrait.withUnsafeBytes { pipeline.canMatch($0) } == nil)
    }

    @Test("Descriptors of two matchers have no distance; those of the cosine weigh the same whatever their length")
    func forms() throws {
        let form = DescriptorForm(count: 2, metric: .cosine)
        func make(_ form: DescriptorForm, _ numbers: [Float]) throws -> Descriptor {
            try #require(
                Descriptor(form) {
                    _ = $0.update(fromContentsOf: numbers); return true
                })
        }
        let one = try make(form, [3, 4])
        #expect(abs(one.distance(to: one)) < 1e-6)
        #expect(abs(one.distance(to: try make(form, [-6, -8])) - 2) < 1e-6)
        #expect(abs(one.distance(to: try make(form, [4, -3])) - 1) < 1e-6)
        #expect(one.distance(to: try make(DescriptorForm(count: 2, metric: .euclidean), [3, 4])) == .infinity)
        #expect(one.distance(to: try make(DescriptorForm(count: 3, metric: .cosine), [1, 2, 3])) == .infinity)
        let long = try make(form, [1000, 0]), short = try make(form, [0, 0.1])
        let mean = try #require(Descriptor(meanOf: [long, short]))
        #expect(abs(mean.distance(to: long) - mean.distance(to: short)) < 1e-6)
        #expect(Descriptor(meanOf: [one, try make(DescriptorForm(count: 3, metric: .cosine), [1, 2, 3])]) == nil)
    }

    @Test("Forgetting the person reaches the matcher")
    func forgets() throws {
        let matcher = ScriptedMatcher([0])
        let pipeline = try FacePipeline(files: try TestModels.require(), pack: Brought(brought: matcher))
        pipeline.forgetReference()
        #expect(matcher.forgotten == 1)
    }
}
