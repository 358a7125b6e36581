import FaceEvaluation
import FaceMatching
import FoundationEssentials
import HelperProtocol
import JPEGCodec
import KioskTestSupport
import Testing

/// What the tests read of the JSON of `kiosk-vision evaluate`.
private struct Evaluated: Decodable {
    struct Acquisition: Decodable {
        var people: Int
        var pictures: Int
        var used: Int
        var enlarged: Int
        var withoutFace: Int
        var unreadable: Int
        var withOnePicture: [String]
        var withoutPicture: [String]
    }
    var acquisition: Acquisition
    var report: EvaluationReport
}

@Suite("kiosk-vision evaluate and match, on people", .serialized)
struct FaceSetTests {
    private static let att = RealPart.environment("KIOSK_TEST_DATA").map { "\($0)/faces/att" }

    private static func run(_ arguments: [String]) async throws -> Tool.Output {
        _ = try TestModels.require()
        return try await Tool.run(
            try HelperProcess.binary(), arguments + ["--models", TestModels.folder], limit: .seconds(800))
    }

    @Test(
        "AT&T, 20 people: no false match and FNMR of at most 1 % at the shipped threshold, also on people it was not tuned on",
        .enabled(if: att != nil, "KIOSK_TEST_DATA is not set"))
    func shippedThreshold() async throws {
        let folder = try TemporaryFolder("evaluate")
        let (det, calibration) = (folder.file("det.png"), folder.file("calibration.json"))
        let output = try await Self.run([
            "evaluate", try #require(Self.att), "--json", "--draws", "100", "--folds", "20", "--det", det,
            "--population", "AT&T face set, 20 people", "--calibration", calibration,
        ])
        #expect(output.status == 0, "\(output.standardError)")
        let result = try JSONDecoder().decode(Evaluated.self, from: Data(output.standardOutput.utf8))
        #expect((result.acquisition.people, result.acquisition.pictures) == (20, 200))
        #expect(result.acquisition.enlarged == result.acquisition.used)
        #expect(result.acquisition.withoutFace + result.acquisition.unreadable <= 4)

        let fused = try #require(result.report.fusions.first { $0.frames == MatchThreshold.shipped.frames })
        let shipped = fused.atThreshold
        print(
            "AT&T, 20 people, fused at \(shipped.threshold): \(shipped.falseNonMatches.errors) of "
                + "\(shipped.falseNonMatches.trials) genuine refused, limit \(shipped.falseNonMatches.clustered.upper); "
                + "\(shipped.falseMatches.errors) of \(shipped.falseMatches.trials) impostors accepted, limit "
                + "\(shipped.falseMatches.clustered.upper) by pairs of people")
        #expect(shipped.threshold == MatchThreshold.shipped.distance)
        #expect(shipped.falseMatches.errors == 0)
        #expect(shipped.falseNonMatches.rate <= 0.01)
        // Fusing helps: that is why it is done.
        let single = try #require(result.report.fusions.first { $0.frames == 1 })
        #expect(shipped.falseNonMatches.rate < single.atThreshold.falseNonMatches.rate)
        // On people it was not tuned on: each alone, at what the others give.
        let held = try #require(result.report.heldOut)
        print(
            "AT&T, held out: thresholds \(held.thresholds), \(held.result.falseNonMatches.errors) of "
                + "\(held.result.falseNonMatches.trials) refused, \(held.result.falseMatches.errors) of "
                + "\(held.result.falseMatches.trials) accepted; from everybody \(held.tunedOnAll)")
        #expect(held.folds.map(\.people) == Array(repeating: 1, count: 20))
        #expect(held.result.falseMatches.trials == shipped.falseMatches.trials)
        #expect(held.result.falseNonMatches.trials == shipped.falseNonMatches.trials)
        #expect(held.result.falseMatches.errors == 0)
        #expect(held.result.falseNonMatches.rate <= 0.01)
        #expect(held.tunedOnAll == MatchThreshold.shipped.distance)

        let png = try PictureFile.load(det)
        #expect((png.width, png.height) == (900, 940))
        let record = try JSONDecoder().decode(
            CalibrationRecord.self, from: Data(contentsOf: URL(filePath: calibration)))
        #expect(record.people == 20)
        #expect(record.impostors == shipped.falseMatches.trials)
        #expect(record.models.count == 2)
        #expect(record.falseMatchLimit == shipped.falseMatches.clustered.upper)
    }

    @Test("Unreadable files, pictures without a face and a person with one picture are counted and named")
    func badPictures() async throws {
        let models = try TestModels.require().folder
        let folder = try TemporaryFolder("evaluate")
        let manager = FileManager.default
        func put(_ name: String, _ bytes: [UInt8]) throws {
            let person = name.prefix { $0 != "/" }
            try manager.createDirectory(atPath: folder.file(String(person)), withIntermediateDirectories: true)
            try Data(bytes).write(to: URL(filePath: folder.file(name)))
        }
        for name in ["obama", "obama2", "obama3"] { try put("m-50-x_1/\(name).jpg", TestModels.picture(name)) }
        try put("m-60-x_2/one.jpg", TestModels.picture("biden"))
        try put("m-60-x_2/broken.jpg", [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3])
        try put("m-60-x_2/empty.png", [])
        try put("x-x-x_3/wall.pgm", Array("P5 640 480 255\n".utf8) + [UInt8](repeating: 90, count: 640 * 480))
        let output = try await Tool.run(
            try HelperProcess.binary(), ["evaluate", folder.path, "--json", "--models", models, "--draws", "100"])
        #expect(output.status == 0, "\(output.standardError)")
        let result = try JSONDecoder().decode(Evaluated.self, from: Data(output.standardOutput.utf8))
        #expect((result.acquisition.people, result.acquisition.pictures, result.acquisition.used) == (3, 7, 4))
        #expect((result.acquisition.unreadable, result.acquisition.withoutFace) == (2, 1))
        #expect(result.acquisition.withOnePicture == ["m-60-x_2"])
        #expect(result.acquisition.withoutPicture == ["x-x-x_3"])
        #expect(result.report.groups.map(\.value) == ["m", "45-59", "60-"])
        let text = try await Tool.run(
            try HelperProcess.binary(), ["evaluate", folder.path, "--models", models, "--draws", "100"])
        #expect(text.standardOutput.contains("m-60-x_2/broken.jpg") == true)
        // Six frames are fused, and a seventh is the reference: three pictures give no record, and the remedy is said.
        let record = folder.file("calibration.json")
        let few = try await Tool.run(
            try HelperProcess.binary(),
            [
                "evaluate", folder.path, "--models", models, "--draws", "100", "--population", "x", "--calibration",
                record,
            ])
        #expect(few.status == 2 && !FileManager.default.fileExists(atPath: record))
        #expect(few.standardError.contains("no person has 7 usable pictures"), "\(few.standardError)")
        #expect(few.standardError.contains("at least 9 of each"), "\(few.standardError)")
    }

    @Test("What cannot be evaluated is refused with a sentence and status 2, bad options with usage")
    func refused() async throws {
        let folder = try TemporaryFolder("evaluate")
        for path in [folder.file("none"), folder.path] {
            let output = try await Self.run(["evaluate", path])
            #expect(output.status == 2)
            #expect(output.standardError.contains(path) == true)
            #expect(output.standardOutput.isEmpty == true)
        }
        let noPopulation = try await Self.run(["evaluate", folder.path, "--calibration", folder.file("c.json")])
        #expect(noPopulation.status == 64)
        let noModels = try await Tool.run(
            try HelperProcess.binary(), ["evaluate", folder.path, "--models", folder.path])
        #expect(noModels.status == 2)
        #expect(noModels.standardError.contains("face.matcher-unavailable") == true)
        let help = try await Tool.run(try HelperProcess.binary(), ["evaluate", "--help"])
        #expect(help.standardOutput.contains("Examples:") == true)
    }

    @Test("match: a person and another, a picture without a face, each by exit status, decision and code")
    func match() async throws {
        struct Result: Decodable {
            struct Side: Decodable {
                var code: String?
                var measures: QualityMeasures?
                var guidance: Guidance?
            }
            var portrait: Side
            var picture: Side
            var decision: String
            var distance: Double?
        }
        func match(_ one: String, _ other: String) async throws -> (status: Int32?, result: Result) {
            let folder = TestModels.folder
            let output = try await Self.run(["match", "\(folder)/\(one)", "\(folder)/\(other)", "--json"])
            return (
                output.status, try JSONDecoder().decode(Result.self, from: Data(output.standardOutput.utf8))
            )
        }
        let same = try await match("obama.jpg", "obama2.jpg")
        #expect(same.status == 0)
        #expect(same.result.decision == "match")
        #expect(try #require(same.result.distance) < 0.40)
        #expect(same.result.portrait.measures?.eyeDistance != nil)
        #expect(same.result.picture.guidance != nil)
        let other = try await match("obama.jpg", "biden.jpg")
        #expect(other.status == 1)
        #expect(other.result.decision == "no-match")
        let none = try await match("obama.jpg", "shape_predictor_5_face_landmarks.dat")
        #expect(none.status == 2)
        #expect(none.result.decision == "not-possible")
        #expect(none.result.picture.code == "face.reference-missing")
        #expect(none.result.distance == nil)
    }
}
