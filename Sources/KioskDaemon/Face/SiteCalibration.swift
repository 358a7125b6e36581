import Crypto
import FoundationEssentials
import HelperProtocol
import KioskDevices
import KioskDomain
import PortalContract

/// The record of this site's own trial of the matcher (`face.calibration`), without which an enrolled kiosk issues nothing
/// by face (B3). In the demonstration none is needed (R1).
struct SiteCalibration: Sendable {
    /// A record is a few hundred bytes.
    private static let limit = 65_536

    /// What was read at the start; a record that is put there later counts from the next start.
    private enum Source: Sendable {
        case notNeeded
        case refused(String)
        case read(CalibrationRecord)
    }

    private let source: Source
    private let policy: CalibrationPolicy
    /// SHA-256 of the file, hexadecimal; goes into the evidence of each attempt.
    let hash: String?

    /// - Parameter file: empty when none is configured.
    init(file: String, demonstration: Bool, policy: CalibrationPolicy) {
        self.policy = policy
        guard !file.isEmpty else {
            source = demonstration ? .notNeeded : .refused("face.calibration names no record")
            hash = nil
            return
        }
        guard let data = FileManager.default.contents(atPath: file), data.count <= Self.limit,
            let record = try? JSONDecoder().decode(CalibrationRecord.self, from: data)
        else {
            source = .refused("\(file) is no calibration record, or cannot be read")
            hash = nil
            return
        }
        source = .read(record)
        hash = Hex.encode(SHA256.hash(data: data))
    }

    /// As kioskd is configured.
    init(_ configuration: DaemonConfiguration) {
        var policy = CalibrationPolicy.standard
        policy.people = configuration.calibrationPeople
        self.init(
            file: configuration.calibrationFile, demonstration: configuration.isDemonstration, policy: policy)
    }

    /// `calibration.face`: fault with `face.calibration-missing` when the record does not do for this matcher.
    ///
    /// - Parameter health: nil as long as kiosk-vision has not said what it runs with.
    func status(_ health: VisionHealth?) -> DeviceStatus {
        switch source {
        case .notNeeded: Self.status(nil, name: "", "not needed in the demonstration")
        case .refused(let reason): Self.status(reason, name: "", reason)
        case .read(let record):
            Self.status(
                problem(record, health), name: record.population,
                "\(record.people) people, \(record.falseNonMatches) of \(record.genuine) refused, "
                    + "\(record.falseMatches) of \(record.impostors) falsely accepted at \(record.distance), "
                    + "made \(record.made)")
        }
    }

    /// Why nobody may begin an EDS by face here: the record, or a matcher that is known to be broken.
    func problem(_ health: VisionHealth?) -> FailureCode? {
        status(health).code ?? health.flatMap { $0.matcher.health == .fault ? $0.matcher.code : nil }
    }

    private func problem(_ record: CalibrationRecord, _ health: VisionHealth?) -> String? {
        // Without weights nothing is matched anyway; `matcher.face` says so.
        let matcher = health.flatMap { $0.models.isEmpty ? nil : $0 }.map {
            MatcherFacts(
                distance: $0.threshold.distance, frames: $0.threshold.frames,
                modelHashes: Set($0.models.map(\.sha256)))
        }
        return CalibrationGate.problem(with: record.facts, matcher: matcher, policy: policy)?.description
    }

    private static func status(_ problem: String?, name: String, _ finding: String) -> DeviceStatus {
        DeviceStatus(
            id: "calibration.face", name: name, health: problem == nil ? .ok : .fault,
            code: problem == nil ? nil : .calibrationMissing, finding: problem ?? finding)
    }
}
