internal import GRDB
public import KioskDomain

/// An application for the exchange of an identity card as this kiosk remembers it (I4): by which key the portal has it.
public struct ExchangeSubmission: Sendable, Hashable {
    /// The idempotency key under which it is sent.
    public var key: String
    /// Number of its registration slip; nil while the portal's answer is not known here.
    public var slip: String?
}

extension Journal {
    /// Keeps the key before the application is sent. Photo, specimen and signature are never kept.
    ///
    /// - Throws: `journal.conflict` for a key that is here already.
    public func intendExchange(key: String, of iin: IIN, at now: UnixTime) throws(JournalError) {
        try transaction { database in
            let known: Int? = try Int.fetchOne(
                database, sql: "SELECT 1 FROM exchange_submission WHERE key = ?", arguments: [key])
            guard known == nil else { throw JournalError.conflict("this key was used before") }
            let sequence = try allot(database)
            try database.run(
                sql: "INSERT INTO exchange_submission VALUES (?, ?, ?, NULL, ?, ?)",
                arguments: [sequence, key, personHash(iin), now.milliseconds, now.milliseconds])
            try audit(database, "exchange.intended", sequence, ["key": key], now)
        }
    }

    /// Keeps the slip that the portal gave; the same again is left as it is.
    ///
    /// - Throws: `journal.conflict` for an unknown key, and for another slip than the one that is here.
    public func settleExchange(key: String, slip: String, at now: UnixTime) throws(JournalError) {
        try transaction { database in
            guard
                let row = try Row.fetchOne(
                    database, sql: "SELECT sequence, slip FROM exchange_submission WHERE key = ?", arguments: [key])
            else { throw JournalError.conflict("nothing was submitted under this key") }
            let (sequence, former): (Int64, String?) = (row["sequence"], row["slip"])
            if former == slip { return }
            guard former == nil else { throw JournalError.conflict("this key has another slip") }
            try database.run(
                sql: "UPDATE exchange_submission SET slip = ?, changed_at = ? WHERE key = ?",
                arguments: [slip, now.milliseconds, key])
            try audit(database, "exchange.registered", sequence, ["slip": slip], now)
        }
    }

    /// What this kiosk submitted for a person, newest first; the personal part is forgotten with the other data (R6).
    public func exchanges(of iin: IIN, limit: Int = 5) throws(JournalError) -> [ExchangeSubmission] {
        try reading { database in
            try Row.fetchAll(
                database,
                sql: "SELECT key, slip FROM exchange_submission WHERE iin_hash = ? ORDER BY sequence DESC LIMIT ?",
                arguments: [personHash(iin), limit]
            ).map { ExchangeSubmission(key: $0["key"], slip: $0["slip"]) }
        }
    }
}
