import FoundationEssentials
public import HelperProtocol
import KioskDevices
import KioskDomain

extension CalibrationRecord {
    /// The threshold that is used where a site has none of its own (`docs/calibration.md`).
    public static let shipped = CalibrationRecord(
        distance: 0.45, frames: 6, protocolName: "mean of 6 against 1", population: "AT&T face set, 10 pictures each",
        people: 20, genuine: 1764, impostors: 37242, falseNonMatches: 9, falseMatches: 0,
        models: [ModelFiles.landmarks, ModelFiles.descriptor], made: "2026-11-21")

    /// Why a threshold cannot be taken from this record; nil when it can. A record is for the weights it was made with.
    public func problem(with models: [ModelIdentity]) -> String? {
        guard Set(self.models) == Set(models), self.models.count == models.count else {
            return "the record was made with other weights"
        }
        guard (0.1...0.6).contains(distance) else { return "distance \(distance) is not between 0.1 and 0.6" }
        guard (1...12).contains(frames) else { return "\(frames) frames: from 1 to 12 can be averaged" }
        guard people >= 2, genuine > 0, impostors > 0 else { return "it counts no trial" }
        guard (0...genuine).contains(falseNonMatches), (0...impostors).contains(falseMatches) else {
            return "more errors than comparisons"
        }
        let limits = [falseNonMatchLimit, falseMatchLimit].compactMap { $0 }
        guard limits.allSatisfy({ (0...1).contains($0) }) else { return "a limit of a rate is not between 0 and 1" }
        for text in [protocolName, population] where !(1...300).contains(text.utf8.count) {
            return "protocol and population are texts of 1 to 300 bytes"
        }
        return Self.isDay(made) ? nil : "made is no date"
    }

    /// `YYYY-MM-DD` at the start.
    private static func isDay(_ text: String) -> Bool {
        let day = text.utf8.prefix(10)
        guard text.utf8.count <= 40, day.count == 10 else { return false }
        return zip(day, "0000-00-00".utf8).allSatisfy { $1 == 0x2D ? $0 == 0x2D : (0x30...0x39).contains($0) }
    }
}

extension ModelFiles {
    /// The name of a site's own record, beside the weights.
    public static let calibrationName = "calibration.json"

    /// The site's own record; nil when there is none.
    ///
    /// - Throws: `face.matcher-unavailable` for a record that cannot be read or does not fit `models`: a threshold of
    ///   unknown origin is no threshold.
    func calibration(for models: [ModelIdentity]) throws(Failure) -> CalibrationRecord? {
        guard let bytes = try read(Self.calibrationName, limit: 1 << 16) else { return nil }
        let record: CalibrationRecord
        do {
            record = try JSONDecoder().decode(CalibrationRecord.self, from: bytes)
        } catch {
            throw Failure(.matcherUnavailable, "\(Self.calibrationName) is not a calibration record")
        }
        if let problem = record.problem(with: models) {
            throw Failure(.matcherUnavailable, "\(Self.calibrationName): \(problem)")
        }
        return record
    }
}
