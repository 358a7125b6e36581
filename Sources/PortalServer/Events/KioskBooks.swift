import FoundationEssentials
import KioskDomain
import PortalContract
import PortalSync
import SQLAccess

/// What the database holds of one kiosk, within one transaction.
final class KioskBooks: EventBooks {
    private let database: any SQLTransaction
    private let kiosk: EnrolledKiosk
    private let works: EventWorks
    private let now: UnixTime
    private var taken: TakenEvents
    private let held: KnownKiosk

    /// Keeps other processes from taking a batch of this kiosk meanwhile.
    ///
    /// - Parameter sequences: what the batch asks about.
    init(
        _ database: any SQLTransaction, _ kiosk: EnrolledKiosk, _ works: EventWorks, _ sequences: [Int64], now: UnixTime
    ) throws {
        self.database = database
        self.kiosk = kiosk
        self.works = works
        self.now = now
        // Before anything is read.
        held = try Self.hold(database, kiosk.id)
        taken = TakenEvents(kiosk: kiosk.id, now: now)
        try taken.load(database, sequences.filter { $0 <= held.highest })
    }

    /// Writes the events that were taken.
    func finish() throws { try taken.store(database) }

    /// Of two processes one waits for the other here, and reads afterwards.
    private static func hold(_ database: any SQLTransaction, _ kiosk: String) throws -> KnownKiosk {
        if let known = try read(database, kiosk) { return known }
        try database.send(
            "INSERT INTO kioskSync (kiosk, saidAt, former, answers, heard) VALUES (?, 0, '', 0, 0) ON CONFLICT (kiosk) DO NOTHING",
            with: [kiosk])
        guard let known = try read(database, kiosk) else { throw StoreFault.unreadable(column: "kioskSync") }
        return known
    }

    /// One row for each link, or one without.
    private static func read(_ database: any SQLTransaction, _ kiosk: String) throws -> KnownKiosk? {
        try database.hold("SELECT kiosk FROM kioskSync WHERE kiosk = ?", [kiosk.sqlValue])
        let rows = try database.rows(
            """
            SELECT journal, saidAt, former, answers, heard, shown, era, fenced, position, hash,
            (SELECT max(sequence) FROM event WHERE source = kioskSync.kiosk) AS highest
            FROM kioskSync LEFT JOIN kioskLink ON kioskLink.kiosk = kioskSync.kiosk WHERE kioskSync.kiosk = ?
            """, [kiosk])
        guard let row = rows.first else { return nil }
        var links: [Int64: String] = [:]
        for link in rows {
            guard let position: Int64 = try link["position"] else { continue }
            links[position] = try link["hash"] as String
        }
        let (former, shown): (String, String) = (try row["former"], try row["shown"])
        return KnownKiosk(
            highest: try row["highest"] ?? 0, journal: try row["journal"],
            former: Set(former.split(separator: " ").map(String.init)), saidAtMilliseconds: try row["saidAt"],
            links: links, answers: try row["answers"], heard: try row["heard"], shown: Self.shown(shown),
            era: try row["era"], fenced: try row["fenced"])
    }

    /// As `sequence:digest`, parted by spaces.
    private static func shown(_ text: String) -> [Int64: String] {
        let marks = text.split(separator: " ").compactMap { mark -> (Int64, String)? in
            let parts = mark.split(separator: ":")
            guard parts.count == 2, let sequence = Int64(parts[0]) else { return nil }
            return (sequence, String(parts[1]))
        }
        return Dictionary(marks) { $1 }
    }

    private static func text(_ shown: [Int64: String]) -> String {
        shown.sorted { $0.key < $1.key }.map { "\($0.key):\($0.value)" }.joined(separator: " ")
    }

    func known() -> KnownKiosk { held }

    func stored(_ sequence: Int64) -> EventRule.Stored? { taken.stored(sequence) }

    func isAnother(_ event: KioskEvent) throws -> Bool {
        guard let wish = try? EventWorks.wish(event, of: kiosk) else { return false }
        return try AttemptsService.isAnother(database, wish)
    }

    func apply(_ event: KioskEvent) throws -> FailureCode? { try works.apply(event, of: kiosk, database, now) }

    func store(_ event: KioskEvent) {
        var event = event
        // The attempt has a row of its own; the proof in the body is worth something and is kept nowhere but as a hash.
        if event.type == .attemptOpened { event.body = Data() }
        taken.add(event)
    }

    func remember(_ next: KnownKiosk, after held: KnownKiosk) throws {
        try database.send(
            """
            UPDATE kioskSync SET journal = ?, saidAt = ?, former = ?, answers = ?, heard = ?, shown = ?, era = ? WHERE kiosk = ?
            """,
            with: [
                next.journal, next.saidAtMilliseconds, next.former.sorted().joined(separator: " "),
                next.answers, next.heard, Self.text(next.shown), next.era, kiosk.id,
            ])
        for position in held.links.keys where next.links[position] != held.links[position] {
            try database.send("DELETE FROM kioskLink WHERE kiosk = ? AND position = ?", with: [kiosk.id, position])
        }
        for (position, hash) in next.links where held.links[position] != hash {
            try database.send(
                "INSERT INTO kioskLink (kiosk, position, hash) VALUES (?, ?, ?)", with: [kiosk.id, position, hash])
        }
    }

    func fence(_ reason: String) throws {
        try database.execute(
            "UPDATE kioskSync SET fenced = ?, fencedAt = ? WHERE kiosk = ?", [reason, now.milliseconds, kiosk.id])
        try Audit.record(database, at: now, kiosk: kiosk.id, "kiosk.fenced", detail: reason)
    }

    func raise(_ alarm: FailureCode) throws {
        try AlarmsService.raise(database, alarm, of: kiosk.id, at: now)
    }
}
