import HelperProtocol
import JPEGCodec
import Testing

@testable import FaceMatching
@testable import VirtualCamera

@ComputingTests
@Suite("facts 4.1: the degradation ladder on two people, a face of 200 px")
struct LadderTests {
    /// A condition, what both people are told, and whether the frame may be compared. The figures of the facts are means over
    /// seven people; these two are darker and have less contrast. At a blur of 8 px one of them is no face any more.
    private static let table: [(Degradation, Set<Guidance>, Bool)] = [
        (.clean, [.good], true),
        (.blur(1), [.blurred], true), (.blur(2), [.blurred], false), (.blur(3), [.blurred], false),
        (.blur(6), [.blurred], false), (.blur(8), [.blurred, .noFace], false),
        (.light(0.3), [.tooDark], true), (.light(0.2), [.tooDark], false), (.light(0.1), [.tooDark], false),
        (.light(0.05), [.tooDark], false),
        (.light(1.5), [.good], true), (.light(2), [.good], true), (.light(3), [.tooBright], false),
        (.fog(0.3), [.good], true), (.fog(0.6), [.fogged], true), (.fog(0.8), [.fogged], false),
        (.ramp(0.15, 1.2), [.unevenLight], true), (.ramp(0.02, 1.5), [.unevenLight], true),
    ]

    private func frame(_ name: String) throws -> [UInt8] { try frames(name, eyeDistance: 80)[0] }

    /// The person so that the eyes are so many pixels apart.
    private func frames(_ name: String, eyeDistance: Double) throws -> [[UInt8]] {
        _ = try TestModels.require()
        var place = try #require(FacePlace.known[name])
        place.eyeDistance *= 110 / eyeDistance
        return try SceneRenderer(folder: TestModels.folder, places: [name: place], companion: "").frames(
            of: .person(name))
    }

    @Test("Each rule fires where the table says, and none on a clean face", arguments: ["obama3", "biden"])
    func ladder(name: String) throws {
        let clean = try frame(name)
        for (condition, expected, usable) in Self.table {
            var showing = try Showing(try TestModels.require())
            let spoiled = try condition.applied(to: clean)
            let report = try #require(
                try showing.guidance([[UInt8]](repeating: spoiled, count: 18)).last)
            #expect(expected.contains(report.guidance), "\(condition): \(report.guidance), \(report.measures)")
            #expect(report.usable == usable, "\(condition): \(report.measures)")
        }
    }

    @Test(
        "Far away: faces 100, 75, 50 and 35 px wide are never compared, and those that can be found are told to come closer",
        arguments: ["obama3", "biden"])
    func sizes(name: String) throws {
        // The eyes are two fifths of a face's width apart.
        for (width, expected) in [(100.0, [Guidance.tooFar]), (75, [.tooFar]), (50, [.noFace]), (35, [.noFace])] {
            var showing = try Showing(try TestModels.require())
            let frames = try frames(name, eyeDistance: width * 0.4).prefix(18)
            let reports = try showing.guidance(Array(frames))
            #expect(reports.allSatisfy { !$0.usable }, "\(width) px")
            #expect(expected.contains(try #require(reports.last).guidance), "\(width) px: \(reports.last?.guidance)")
        }
    }

    @Test(
        "The figures of the table follow the condition: light, highlights, contrast, sharpness",
        arguments: ["obama3", "biden"])
    func figures(name: String) throws {
        let clean = try frame(name)
        func measures(_ conditions: [Degradation]) throws -> [QualityMeasures] {
            try conditions.map { condition in
                var showing = try Showing(try TestModels.require())
                return try #require(try showing.guidance([try condition.applied(to: clean)]).last).measures
            }
        }
        func falls(_ values: [Double?]) -> Bool {
            let known = values.compactMap(\.self)
            return known.count == values.count && zip(known, known.dropFirst()).allSatisfy { $0 > $1 }
        }
        let blurred = try measures([.clean, .blur(1), .blur(2), .blur(3), .blur(6)])
        #expect(falls(blurred.map(\.sharpness)), "\(blurred.map(\.sharpness))")
        let fogged = try measures([.clean, .fog(0.3), .fog(0.6), .fog(0.8)])
        #expect(falls(fogged.map(\.faceSpread)), "\(fogged.map(\.faceSpread))")
        // At a tenth of the light no face is found in these two, who are darker than the table's.
        let dark = try measures([.clean, .light(0.3), .light(0.2)])
        #expect(falls(dark.map(\.faceLuma)) && falls(dark.reversed().map(\.darkShare)), "\(dark)")
        let bright = try measures([.light(3), .light(2), .light(1.5), .clean])
        #expect(falls(bright.map(\.brightShare)), "\(bright.map(\.brightShare))")
        let even = try measures([.clean, .ramp(0.15, 1.2)])
        #expect(falls(even.map(\.evenness)), "\(even.map(\.evenness))")
    }

    /// Of one person there are several photos: what is compared is another one. Of the other there is one, so that only the
    /// distance by the degradation itself is measured, and the limit is that of a match.
    @Test(
        "What the rules let through still matches: no usable frame of the person is farther than 0.55",
        arguments: [("obama3", "obama", 0.45, 0.55), ("biden", "biden", 0.3, 0.45)])
    func distances(shown: String, portrait: String, clean: Double, spoiled: Double) throws {
        let engine = try FaceEngine(files: try TestModels.require())
        let decoder = try JPEGDecoder()
        let picture = try TestModels.picture(portrait)
        let reference = try #require(picture.withUnsafeBytes { engine.reference(of: $0, decoder) }.descriptor)
        let frame = try frame(shown)
        var compared = 0
        for (condition, _, _) in Self.table {
            var analyser = FrameAnalyser()
            let distance: Double? = try condition.applied(to: frame).withUnsafeBytes { bytes in
                let pixels = try FramePixels(bytes, decoder)
                let analysis = try analyser.analyse(engine, pixels, at: .now)
                guard analysis.report.usable, let face = analysis.face else { return nil }
                return try engine.descriptor(in: try pixels.rgb(), box: face.box)?.distance(to: reference)
            }
            guard let distance else { continue }
            compared += 1
            #expect(distance <= (condition == .clean ? clean : spoiled), "\(condition): \(distance)")
        }
        // A single frame: those rules that need several do not hold it back.
        #expect(compared >= 7, "\(compared) frames")
    }
}
