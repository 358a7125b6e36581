import ArgumentParser
import Crypto
import FoundationEssentials
import HelperProtocol
import KioskDomain

/// Records of trials of matchers, as `kiosk-vision evaluate --calibration` makes them, that this portal accepts (B3).
enum AcceptedTrials {
    private static let limit = 65_536

    /// By the SHA-256 of each file.
    ///
    /// - Throws: `ValidationError` with the reason why one does not do: nobody may find that out at a kiosk.
    static func read(_ paths: [String]) throws -> [String: CalibrationFacts] {
        var trials: [String: CalibrationFacts] = [:]
        for path in paths {
            guard let data = FileManager.default.contents(atPath: path), data.count <= limit,
                let record = try? JSONDecoder().decode(CalibrationRecord.self, from: data)
            else { throw ValidationError("\(path) is no calibration record, or cannot be read") }
            if let problem = CalibrationGate.problem(with: record.facts, matcher: nil) {
                throw ValidationError("\(path): \(problem)")
            }
            let digest = SHA256.hash(data: data).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined()
            trials[digest] = record.facts
        }
        return trials
    }
}
