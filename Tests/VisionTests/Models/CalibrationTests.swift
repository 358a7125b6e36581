import FoundationEssentials
import Glibc
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@testable import FaceMatching

@ComputingTests
@Suite("The threshold is data with its trial: calibration.json beside the weights")
struct CalibrationTests {
    private static let weights = [ModelFiles.landmarks, ModelFiles.descriptor]

    /// The pipeline with the real weights and this record beside them.
    private func pipeline(_ record: [UInt8]?) throws -> FacePipeline {
        let files = try TestModels.require()
        let folder = try TemporaryFolder("calibration")
        for model in Self.weights {
            try #require(symlink("\(files.folder)/\(model.name)", folder.file(model.name)) == 0)
        }
        if let record { try folder.write(ModelFiles.calibrationName, record) }
        return try FacePipeline(files: ModelFiles(folder: folder.path))
    }

    private func bytes(_ change: (inout CalibrationRecord) -> Void) throws -> [UInt8] {
        var record = CalibrationRecord.shipped
        change(&record)
        return Array(try JSONEncoder().encode(record))
    }

    @Test("The shipped record is sound, and the shipped threshold is its own")
    func shipped() throws {
        #expect(CalibrationRecord.shipped.problem(with: Self.weights) == nil)
        #expect(CalibrationRecord.shipped.threshold == .shipped)
        #expect(try pipeline(nil).threshold == .shipped)
    }

    @Test("A site's record gives the threshold, with its derivation")
    func site() throws {
        let pipeline = try pipeline(
            try bytes { record in
                (record.distance, record.frames, record.population) = (0.41, 4, "Demo people of one centre")
            })
        #expect(pipeline.matcherStatus.health == .ok)
        #expect(pipeline.threshold.distance == 0.41 && pipeline.threshold.frames == 4)
        #expect(pipeline.threshold.derivation.hasPrefix("Demo people of one centre"))
        #expect(pipeline.calibration.people == CalibrationRecord.shipped.people)
    }

    @Test("A record of other weights, or one that says impossible things, stops the matching")
    func refused() throws {
        let changes: [(inout CalibrationRecord) -> Void] = [
            { $0.models[0].sha256 = String(repeating: "0", count: 64) }, { $0.models.removeLast() },
            { $0.models.append($0.models[0]) }, { $0.distance = 0.61 }, { $0.distance = 0 }, { $0.frames = 0 },
            { $0.frames = 13 }, { $0.people = 1 }, { $0.genuine = 0 }, { $0.impostors = -1 },
            { $0.falseMatches = $0.impostors + 1 }, { $0.falseNonMatches = -1 }, { $0.falseMatchLimit = 1.1 },
            { $0.protocolName = "" }, { $0.population = String(repeating: "a", count: 301) }, { $0.made = "yesterday" },
            { $0.made = "2026-1-1" },
        ]
        for (index, change) in changes.enumerated() {
            var record = CalibrationRecord.shipped
            change(&record)
            #expect(record.problem(with: Self.weights) != nil, "change \(index)")
        }
        let pipeline = try pipeline(try bytes(changes[0]))
        #expect(pipeline.matcherStatus.code == .matcherUnavailable)
        #expect(pipeline.matcherStatus.finding.contains("other weights"))
    }

    @Test("A record that is no record, or too long, stops the matching", arguments: [0, 1, 1 << 17])
    func garbage(count: Int) throws {
        let pipeline = try pipeline([UInt8](repeating: 0x20, count: count))
        #expect(pipeline.matcherStatus.code == .matcherUnavailable)
    }
}
