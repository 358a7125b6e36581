import KioskDomain
import PortalContract
import PortalSync
import SQLAccess

/// All attempts of one person, oldest first, and the count that follows (RULES B1, B6).
struct AttemptHistory {
    private(set) var listed: [AttemptListed] = []
    let ledger: AttemptLedger

    init(_ database: any SQLTransaction, _ iin: IIN, at now: UnixTime) throws {
        let rows = try database.rows("SELECT * FROM attempt WHERE iin = ? ORDER BY position", [iin.digits])
        let issues: [Int64] = try database.values(
            "SELECT afterAttempt FROM operatorIssue WHERE iin = ? ORDER BY afterAttempt", [iin.digits])
        var entries: [(entry: LedgerEntry, position: Int64)] = []
        for row in rows {
            guard let channel = AttemptChannel(rawValue: try row["channel"]) else { continue }
            let key = AttemptKey(source: try row["source"], sequence: try row["sequence"])
            let outcome = try Self.outcome(row, at: now)
            entries.append((outcome.map { .closed(key, channel, $0) } ?? .open(key, channel), try row["position"]))
            listed.append(
                AttemptListed(
                    // The source of an attempt from elsewhere may name a document.
                    attempt: channel == .kiosk ? key : nil, channel: channel, openedAtMilliseconds: try row["openedAt"],
                    outcome: outcome, counts: false))
        }
        let lastMatch = entries.lastIndex { if case .closed(_, _, .matched) = $0.entry { true } else { false } }
        for index in listed.indices {
            let position = entries[index].position
            let closedByOperator = issues.contains { $0 >= position }
            // An open attempt is no failure yet, but takes its place among the five.
            listed[index].counts =
                index > (lastMatch ?? -1) && !closedByOperator && listed[index].outcome?.countsAsFailure == true
        }
        var merged: [LedgerEntry] = []
        var waiting = issues[...]
        for (entry, position) in entries {
            while let issue = waiting.first, issue < position {
                merged.append(.issuedByOperator)
                waiting.removeFirst()
            }
            merged.append(entry)
        }
        merged += waiting.map { _ in .issuedByOperator }
        ledger = AttemptLedger(portal: merged)
    }

    /// What an attempt counts as; nil while it is open.
    static func outcome(_ row: SQLRow, at now: UnixTime) throws -> AttemptOutcome? {
        SilentAttemptRule.outcome(
            (try row["outcome"] as String?).flatMap(AttemptOutcome.init(rawValue:)),
            openedAt: UnixTime(milliseconds: try row["openedAt"]), at: now)
    }
}
