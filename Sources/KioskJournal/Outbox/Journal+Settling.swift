internal import FoundationEssentials
internal import GRDB
public import KioskDomain
internal import PortalContract
public import PortalSync

/// What became of a settlement.
public struct SettleReport: Sendable, Hashable {
    /// Records that count as sent from now on.
    public var sent: [Int64] = []
    /// Records that did before.
    public var alreadySent: [Int64] = []
    /// The portal's digest is not the stored one, or there is no such record: they stay as they are.
    public var differs: [Int64] = []
    /// What a technician must hear; also in ``Journal/alarms()``.
    public var alarms: [FailureCode] = []
}

extension Journal {
    /// Makes what the portal answered durable, in one transaction: marks by the stored digest, records set aside, and what
    /// follows from what the portal holds of this kiosk.
    public func settle(_ settlement: Settlement, at now: UnixTime) throws(JournalError) -> SettleReport {
        try transaction { database in
            var report = SettleReport()
            for confirmation in settlement.confirmed { try confirm(database, confirmation, at: now, &report) }
            for refusal in settlement.refused { try setAside(database, refusal, at: now, &report) }
            if let standing = settlement.standing { try conclude(database, standing, at: now, &report) }
            return report
        }
    }

    private func confirm(
        _ database: Database, _ confirmation: Settlement.Confirmation, at now: UnixTime, _ report: inout SettleReport
    ) throws {
        let sequence = confirmation.sequence
        let row = try Row.fetchOne(
            database, sql: "SELECT digest, state, bytes FROM outbox WHERE sequence = ?", arguments: [sequence])
        guard let row, [UInt8](row["digest"] as Data).hex == confirmation.digest else {
            report.differs.append(sequence)
            return
        }
        guard row["state"] == "pending" else {
            report.alreadySent.append(sequence)
            return
        }
        try close(database, sequence, as: "sent", bytes: row["bytes"], refusal: nil, at: now)
        report.sent.append(sequence)
    }

    private func setAside(
        _ database: Database, _ refusal: Settlement.Refusal, at now: UnixTime, _ report: inout SettleReport
    ) throws {
        let row = try Row.fetchOne(
            database, sql: "SELECT type, bytes FROM outbox WHERE sequence = ? AND state = 'pending'",
            arguments: [refusal.sequence])
        guard let row else { return }
        try close(database, refusal.sequence, as: "refused", bytes: row["bytes"], refusal: refusal.code, at: now)
        try audit(database, "outbox.refused", refusal.sequence, ["code": refusal.code], now)
        // An attempt that the portal did not open is its answer, not a fault.
        guard row["type"] != KioskEventType.attemptOpened.rawValue else { return }
        try raise(database, .eventRefused, "record \(refusal.sequence): \(refusal.code)", at: now)
        report.alarms.append(.eventRefused)
    }

    /// Ends a record's time among the unsent ones.
    func close(
        _ database: Database, _ sequence: Int64, as state: String, bytes: Int64, refusal: String?, at now: UnixTime
    ) throws {
        try database.run(
            sql: "UPDATE outbox SET state = ?, sent_at = ?, refusal = ? WHERE sequence = ?",
            arguments: [state, now.milliseconds, refusal, sequence])
        try database.run(
            sql: "UPDATE ledger SET unsent = unsent - 1, unsent_bytes = unsent_bytes - ?", arguments: [bytes])
    }

    private func conclude(
        _ database: Database, _ standing: JournalStanding, at now: UnixTime, _ report: inout SettleReport
    ) throws {
        let conclusion = try StandingRule.judge(standing, era: try era(database)) { index in
            try Data.fetchOne(database, sql: "SELECT hash FROM audit WHERE position = ?", arguments: [index])
                .map { [UInt8]($0).hex }
        }
        if let anchor = conclusion.anchor {
            try keepAnchor(database, anchor, mayGoBack: conclusion.offersAgain)
        }
        try keepHeard(database, standing, mayGoBack: conclusion.offersAgain)
        if conclusion.offersAgain { try offerAgain(database, at: now) }
        for alarm in conclusion.alarms where alarm != .portalSetBack {
            let head = standing.audit.map { "the portal holds link \($0.index)" } ?? "the portal holds no link"
            try raise(database, alarm, head, at: now)
        }
        report.alarms += conclusion.alarms
    }

    /// The portal lost records that it had confirmed: all that are still here are unsent again.
    private func offerAgain(_ database: Database, at now: UnixTime) throws {
        let row = try Row.fetchOne(
            database,
            sql: "SELECT count(*) AS number, coalesce(sum(bytes), 0) AS bytes FROM outbox WHERE state = 'sent'")
        let number: Int64 = row?["number"] ?? 0
        let bytes: Int64 = row?["bytes"] ?? 0
        try database.run(
            sql: "UPDATE outbox SET state = 'pending', sent_at = NULL WHERE state = 'sent'")
        try database.run(
            sql: "UPDATE ledger SET unsent = unsent + ?, unsent_bytes = unsent_bytes + ?", arguments: [number, bytes])
        try raise(database, .portalSetBack, "\(number) records offered again", at: now)
        try audit(database, "portal.set-back", nil, ["again": String(number)], now)
    }
}
