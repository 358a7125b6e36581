import HelperProtocol
import JPEGCodec
import KioskDomain
import Testing

@testable import FaceMatching
@testable import VirtualCamera

@ComputingTests
@Suite("Issue item 4: a reference that is missing or too poor is said before Start")
struct ReferenceTests {
    private func report(_ portrait: [UInt8]) throws -> ReferenceReport {
        let pipeline = try FacePipeline(files: try TestModels.require())
        return portrait.withUnsafeBytes { pipeline.checkReference($0) }
    }

    @Test(
        "Portraits of the people of the tests can be matched against",
        arguments: ["obama", "obama2", "obama3", "biden"])
    func good(name: String) throws {
        _ = try TestModels.require()
        let report = try report(try TestModels.picture(name))
        #expect(report.isUsable && report.problem == nil && report.measures.faces == 1, "\(report)")
        #expect(try #require(report.size).count == 2)
        #expect(try #require(report.measures.eyeDistance) > 80)
    }

    @Test("Missing: no bytes, and bytes that are no picture")
    func missing() throws {
        let cases: [([UInt8], ReferenceProblem)] = [
            ([], .absent), ([0], .unreadable), (Array("not a picture".utf8), .unreadable),
            (Array(JPEGBytes(width: 65535, height: 65535, blocks: 1).bytes), .unreadable),
            (Array(try TestModels.picture("obama").dropLast(1000)), .unreadable),
        ]
        for (portrait, problem) in cases {
            let report = try report(portrait)
            #expect(report.code == .referenceMissing && report.problem == problem, "\(report)")
        }
    }

    @Test("Poor: no face, several, too small, blurred, dark, bright, flat — each with its own problem")
    func poor() throws {
        _ = try TestModels.require()
        let person = try TestFrames.of(.person("obama3"))[0]
        func changed(_ change: @escaping (Double) -> Double) throws -> [UInt8] {
            try TestFrames.changed(person) { _, value in change(value) }
        }
        let cases: [([UInt8], ReferenceProblem)] = [
            (try TestFrames.of(.empty)[0], .noFace), (try TestFrames.of(.twoFaces("obama3"))[0], .severalFaces),
            (try TestFrames.person(eyeDistance: 21)[0], .tooSmall), (try QualityTests.soft()[0], .blurred),
            (try changed { $0 * 0.08 }, .tooDark), (try changed { $0 * 3.5 }, .tooBright),
            (try changed { $0 * 0.1 + 120 }, .flat),
        ]
        for (portrait, problem) in cases {
            let report = try report(portrait)
            #expect(report.code == .referencePoor && report.problem == problem, "\(problem): \(report)")
            #expect(!report.detail.isEmpty)
        }
    }

    @Test("The limits, from both sides")
    func limits() {
        func judged(_ change: (inout QualityMeasures) -> Void) -> ReferenceProblem? {
            var measures = QualityMeasures()
            (measures.eyeDistance, measures.faceLuma, measures.faceSpread, measures.sharpness) = (60, 0.5, 45, 100)
            change(&measures)
            return ReferenceRules.judge(measures)?.problem
        }
        #expect(judged { _ in } == nil)
        #expect(judged { $0.eyeDistance = 24 } == nil)
        #expect(judged { $0.eyeDistance = 23.9 } == .tooSmall)
        #expect(judged { $0.faceLuma = 0.06 } == nil)
        #expect(judged { $0.faceLuma = 0.059 } == .tooDark)
        #expect(judged { $0.faceLuma = 0.921 } == .tooBright)
        #expect(judged { $0.brightShare = 0.61 } == .tooBright)
        #expect(judged { $0.faceSpread = 9.9 } == .flat)
        #expect(judged { $0.sharpness = 5.9 } == .blurred)
        #expect(judged { $0.sharpness = 6 } == nil)
        #expect(judged { $0.yaw = -0.31 } == .turned)
        #expect(judged { $0.roll = 30.1 } == .turned)
    }

    @Test("A reference of another size is the same person: halved, quartered, enlarged")
    func otherSizes() throws {
        _ = try TestModels.require()
        let engine = try FaceEngine(files: try TestModels.require())
        let decoder = try JPEGDecoder()
        func descriptor(_ jpeg: [UInt8]) throws -> Descriptor {
            try #require(jpeg.withUnsafeBytes { engine.reference(of: $0, decoder) }.descriptor)
        }
        let whole = try TestModels.picture("obama")
        let half = try JPEGEncoder().encode(try whole.withUnsafeBytes { try decoder.rgb(of: $0, scale: .half) })
        let quarter = try JPEGEncoder().encode(try half.withUnsafeBytes { try decoder.rgb(of: $0, scale: .half) })
        let reference = try descriptor(whole)
        for other in [half, quarter] { #expect(reference.distance(to: try descriptor(other)) < 0.3) }
    }

    @Test("Computed once for the same bytes, anew for others and after it was forgotten")
    func once() throws {
        var held = HeldReference()
        var computed = 0
        func look(_ portrait: [UInt8]) {
            _ = portrait.withUnsafeBytes { bytes in
                held.reference(of: bytes) { _ in
                    computed += 1
                    return Reference(report: ReferenceReport(), descriptor: nil)
                }
            }
        }
        for _ in 0..<3 { look([1, 2, 3]) }
        #expect(computed == 1)
        look([1, 2, 4])
        #expect(computed == 2)
        held.forget()
        look([1, 2, 4])
        #expect(computed == 3)
    }

    @Test("An attempt after the check is compared with it; forgotten, the portrait of the attempt counts")
    func attempt() throws {
        var showing = try Showing(try TestModels.require())
        let portrait = try TestModels.picture("obama")
        let report = portrait.withUnsafeBytes { showing.pipeline.checkReference($0) }
        #expect(report.isUsable)
        let frames = try TestFrames.of(.person("obama3"))
        #expect(try showing.attempt(frames, portrait: "obama", deadline: .seconds(3)).outcome == .matched)
        showing.pipeline.forgetReference()
        #expect(try showing.attempt(frames, portrait: "biden", deadline: .seconds(3)).outcome == .noMatch)
    }

    @Test("Without weights: the matcher's own fault, never a word against the portrait")
    func withoutWeights() throws {
        let pipeline = try FacePipeline(files: nil)
        let report = [UInt8]([1, 2, 3]).withUnsafeBytes { pipeline.checkReference($0) }
        #expect(report.code == .matcherUnavailable && report.problem == nil)
    }
}
