import Crypto
import FoundationEssentials
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@testable import KioskDaemon

@Suite("B3: the record of the site's trial (issue 4.5)")
struct SiteCalibrationTests {
    private static let models = [
        ModelIdentity(name: "a.dat", sha256: "aa"), ModelIdentity(name: "b.dat", sha256: "bb"),
    ]

    private static func record(people: Int = 60) -> CalibrationRecord {
        CalibrationRecord(
            distance: 0.45, frames: 5, protocolName: "runs of five", population: "staff", people: people, genuine: 600,
            impostors: 35_400, falseNonMatches: 4, falseMatches: 0, models: models, made: "2026-11-21")
    }

    private static func health(_ distance: Double = 0.45, models: [ModelIdentity] = models) -> VisionHealth {
        let part = DeviceStatus(id: "x", name: "", health: .ok, finding: "")
        return VisionHealth(
            camera: part, matcher: part, models: models,
            threshold: MatchThreshold(distance: distance, frames: 5, derivation: ""))
    }

    private static func calibration(_ bytes: [UInt8]?, demonstration: Bool = false) throws -> SiteCalibration {
        let folder = try TemporaryFolder("calibration")
        if let bytes { try Data(bytes).write(to: URL(filePath: folder.file("c.json"))) }
        return SiteCalibration(file: folder.file("c.json"), demonstration: demonstration, policy: .standard)
    }

    @Test("Without a record an enrolled kiosk is not ready for issue by face; the demonstration needs none (R1)")
    func absent() {
        let enrolled = SiteCalibration(file: "", demonstration: false, policy: .standard)
        #expect(enrolled.status(nil).code == .calibrationMissing)
        #expect(enrolled.status(Self.health()).health == .fault)
        #expect(enrolled.hash == nil)
        #expect(SiteCalibration(file: "", demonstration: true, policy: .standard).status(nil).health == .ok)
    }

    @Test("A missing file, one that is no record and one that is too long are faults")
    func unreadable() throws {
        for bytes in [nil, [], Array("{}".utf8), [UInt8](repeating: 0x20, count: 70_000)] as [[UInt8]?] {
            #expect(try Self.calibration(bytes).status(Self.health()).code == .calibrationMissing)
        }
    }

    @Test("A record that fits is ok, and its file's SHA-256 is the hash of the evidence")
    func fits() throws {
        let bytes = Array(try JSONEncoder().encode(Self.record()))
        let calibration = try Self.calibration(bytes)
        #expect(calibration.status(nil).health == .ok)
        #expect(calibration.status(Self.health()).health == .ok)
        #expect("SHA256 digest: \(calibration.hash ?? "")" == SHA256.hash(data: bytes).description)
    }

    @Test("Other weights, another threshold or too few people are told; a helper without weights is judged elsewhere")
    func otherMatcher() throws {
        let calibration = try Self.calibration(Array(try JSONEncoder().encode(Self.record())))
        #expect(calibration.status(Self.health(0.46)).code == .calibrationMissing)
        #expect(calibration.status(Self.health(models: [Self.models[0]])).finding.contains("model files"))
        #expect(calibration.status(Self.health(models: [])).health == .ok)
        let few = try Self.calibration(Array(try JSONEncoder().encode(Self.record(people: 49))))
        #expect(few.status(nil).finding.contains("49"))
    }

    @Test(
        "Table of outcomes: a matcher known to be broken, a refused pack among them, lets nobody begin",
        arguments: [
            FailureCode.matcherUnavailable, .packRefused,
        ])
    func brokenMatcher(code: FailureCode) {
        let demonstration = SiteCalibration(file: "", demonstration: true, policy: .standard)
        var health = Self.health()
        #expect(demonstration.problem(nil) == nil && demonstration.problem(health) == nil)
        health.matcher.health = .fault
        health.matcher.code = code
        #expect(demonstration.problem(health) == code)
        // A missing trial is said first: it does not pass by itself.
        let enrolled = SiteCalibration(file: "", demonstration: false, policy: .standard)
        #expect(enrolled.problem(health) == .calibrationMissing)
    }
}
