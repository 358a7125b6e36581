import FoundationEssentials
import Glibc

/// One line of JSON.
func line(_ value: some Encodable) throws -> String {
    let encoder = JSONEncoder()
    encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
    return String(decoding: try encoder.encode(value), as: UTF8.self)
}

/// Why a command cannot do its work, on standard error.
func refuse(_ reason: String) { note("kiosk-vision: \(reason)\n") }

/// Anything that is not the result goes to standard error.
func note(_ text: String) {
    let bytes = Array(text.utf8)
    // Notes that nobody can read are no reason to stop.
    _ = Glibc.write(STDERR_FILENO, bytes, bytes.count)
}

/// A number with so many places.
func decimals(_ value: Double, _ places: Int) -> String {
    let factor = pow(10, Double(places))
    let whole = Int((abs(value) * factor).rounded())
    guard places > 0 else { return "\(value < 0 ? "-" : "")\(whole)" }
    let fraction = String(whole % Int(factor))
    return "\(value < 0 ? "-" : "")\(whole / Int(factor))."
        + String(repeating: "0", count: places - fraction.count) + fraction
}

/// A share in per cent, with enough places to tell small ones apart.
func percent(_ share: Double) -> String {
    let value = share * 100
    return decimals(value, value == 0 || value >= 10 ? 1 : value >= 0.1 ? 2 : 4) + " %"
}

/// How far long work is, on standard error, every two seconds.
struct Progress {
    let what: String
    let total: Int
    private var last = ContinuousClock.now

    init(_ what: String, of total: Int) {
        self.what = what
        self.total = total
    }

    mutating func tell(_ done: Int) {
        guard ContinuousClock.now - last >= .seconds(2) else { return }
        last = .now
        note("\(what): \(done) of \(total)\n")
    }
}
