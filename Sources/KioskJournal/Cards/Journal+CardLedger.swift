internal import FoundationEssentials
internal import GRDB
public import KioskDomain

/// What is known of the tries at one card or token, at this kiosk.
public struct CardLedgerEntry: Sendable, Hashable {
    /// The first eight hexadecimal digits of the keyed hash of the card's serial number: enough to tell cards apart on a
    /// screen, useless elsewhere.
    public var card: String
    /// What it is, such as `piv`.
    public var medium: String
    /// Wrong tries here since the last right one.
    public var wrong: Int
    /// Tries left as the card said last; nil when it does not say.
    public var remaining: Int?
    /// The card said that its PIN is blocked.
    public var isBlocked: Bool
    /// The last try.
    public var changedAt: UnixTime
}

extension Journal {
    /// Keeps how a try ended. A right one begins a new count.
    ///
    /// - Parameters:
    ///   - card: serial number or GUID; only its keyed hash is stored.
    ///   - remaining: what the card said, nil when it does not say.
    public func recordTry(
        card: String, medium: String, accepted: Bool, remaining: Int?, at now: UnixTime
    ) throws(JournalError) {
        let key = key(of: card)
        try transaction { database in
            try database.run(
                sql: """
                    INSERT INTO card_ledger VALUES (?, ?, ?, ?, ?, ?)
                    ON CONFLICT (card) DO UPDATE SET wrong = CASE WHEN excluded.wrong = 0 THEN 0 ELSE wrong + 1 END,
                    remaining = excluded.remaining, blocked = excluded.blocked, changed_at = excluded.changed_at
                    """,
                arguments: [key, medium, accepted ? 0 : 1, remaining, remaining == 0 ? 1 : 0, now.milliseconds])
            if !accepted {
                try AuditChain.append(
                    database, at: now.milliseconds, kind: "pin.wrong", sequence: nil,
                    details: ["card": String([UInt8](key).hex.prefix(8)), "medium": medium])
            }
        }
    }

    /// The cards of the last tries, newest first.
    public func cardLedger(limit: Int = 50) throws(JournalError) -> [CardLedgerEntry] {
        try reading { database in
            try Row.fetchAll(
                database, sql: "SELECT * FROM card_ledger ORDER BY changed_at DESC LIMIT ?", arguments: [limit]
            ).map(CardLedgerEntry.init)
        }
    }

    /// One of them; nil before its first try here.
    ///
    /// - Parameter card: as it was given to ``recordTry(card:medium:accepted:remaining:at:)``.
    public func cardLedger(of card: String) throws(JournalError) -> CardLedgerEntry? {
        let key = key(of: card)
        return try reading { database in
            try Row.fetchOne(database, sql: "SELECT * FROM card_ledger WHERE card = ?", arguments: [key])
                .map(CardLedgerEntry.init)
        }
    }

    private func key(of card: String) -> Data { sealer.hash("card|" + card) }
}

extension CardLedgerEntry {
    fileprivate init(_ row: Row) {
        let key: [UInt8] = Array(row["card"] as Data)
        self.init(
            card: String(key.hex.prefix(8)), medium: row["medium"], wrong: row["wrong"], remaining: row["remaining"],
            isBlocked: row["blocked"], changedAt: UnixTime(milliseconds: row["changed_at"]))
    }
}
