/// What arrives at the portal, by kind. Raw values stand in addresses.
enum ArrivalKind: String, Sendable, CaseIterable {
    case attempts, applications, certificates, revocations, exchanges, documents
    case logIns = "log-ins"
    case slips, reservations
    case missingCodes = "missing-codes"
    case machines
}

/// From where on a list goes, newest first: a time, and how many of that very time were shown before. No key of a row
/// stands in an address: some of them are worth something to who knows them.
struct ArrivalCursor: Sendable, Hashable {
    /// Rows of one instant that a list passes over; more than any instant has.
    private static let mostPassed = 100_000

    /// Milliseconds since 1970.
    var at = Int64.max
    var passed = 0

    init() {}

    init(at: Int64, passed: Int) { (self.at, self.passed) = (at, passed) }

    /// Nil for what ``text`` never is.
    init?(_ text: String) {
        let parts = text.split(separator: "-", maxSplits: 1, omittingEmptySubsequences: false).map { String($0) }
        guard parts.count == 2, let at = Int64(parts[0]), let passed = Int(parts[1]), at >= 0,
            (0...Self.mostPassed).contains(passed)
        else { return nil }
        self.init(at: at, passed: passed)
    }

    var text: String { "\(at)-\(passed)" }
}
