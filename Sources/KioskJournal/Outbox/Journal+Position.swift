internal import FoundationEssentials
internal import GRDB
public import KioskDomain
internal import PortalContract

extension Journal {
    /// Where this journal stands.
    func position(_ database: Database, withholding withheld: [RecordMark], at now: UnixTime) throws -> JournalPosition
    {
        guard let ledger = try Row.fetchOne(database, sql: "SELECT last, heard, era FROM ledger"),
            let name = try Self.word(database, "journal-id")
        else { throw JournalError.corrupt("no ledger or name") }
        let head = try AuditChain.head(database)
        return JournalPosition(
            journal: name, last: ledger["last"], heard: ledger["heard"], era: ledger["era"],
            saidAtMilliseconds: now.milliseconds, withheld: withheld.isEmpty ? nil : withheld,
            audit: head.position == 0 ? nil : AuditHeadBody(index: head.position, hash: head.hash.hex),
            anchor: try anchor(database))
    }

    /// The link that the portal said to hold, with the hash that this chain has there now.
    private func anchor(_ database: Database) throws -> AuditHeadBody? {
        guard let index = try Self.word(database, "audit-anchor").flatMap(Int64.init),
            let hash = try Data.fetchOne(
                database, sql: "SELECT hash FROM audit WHERE position = ?", arguments: [index])
        else { return nil }
        return AuditHeadBody(index: index, hash: [UInt8](hash).hex)
    }

    /// Answers overtake each other: the link goes forward only, unless the portal has forgotten the newer one.
    func keepAnchor(_ database: Database, _ anchor: AuditHeadBody, mayGoBack: Bool) throws {
        let held = try Self.word(database, "audit-anchor").flatMap(Int64.init) ?? 0
        guard mayGoBack || anchor.index > held else { return }
        try database.run(
            sql: "INSERT OR REPLACE INTO meta VALUES ('audit-anchor', CAST(? AS BLOB))",
            arguments: [String(anchor.index)])
    }

    /// Of the answers settled so far.
    func era(_ database: Database) throws -> String? {
        try String.fetchOne(database, sql: "SELECT era FROM ledger")
    }

    /// Answers overtake each other: the newest counts, unless the portal has forgotten it.
    func keepHeard(_ database: Database, _ standing: JournalStanding, mayGoBack: Bool) throws {
        try database.run(
            sql: "UPDATE ledger SET heard = ?, era = ? WHERE heard < ? OR ?",
            arguments: [standing.answer, standing.era, standing.answer, mayGoBack])
    }

    /// This journal goes on under the name that the portal knows the machine by. Under another one than before the portal has
    /// said nothing yet: what it answered the former name counts no more. What was sent stays sent.
    public func speak(as kiosk: String, at now: UnixTime) throws(JournalError) {
        try transaction { database in
            let former = try Self.word(database, "kiosk-id")
            guard former != kiosk else { return }
            try database.run(
                sql: "INSERT OR REPLACE INTO meta VALUES ('kiosk-id', CAST(? AS BLOB))", arguments: [kiosk])
            guard former != nil else { return }
            try database.run(sql: "UPDATE ledger SET heard = 0, era = NULL")
            try database.run(sql: "DELETE FROM meta WHERE name = 'audit-anchor'")
            try audit(database, "kiosk.renamed", nil, ["to": kiosk], now)
        }
    }

    private static func word(_ database: Database, _ name: String) throws -> String? {
        try String.fetchOne(database, sql: "SELECT CAST(value AS TEXT) FROM meta WHERE name = ?", arguments: [name])
    }
}
