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
    private let standing: SQLRow?

    /// - Parameter sequences: what the batch asks about.
    /// - Parameter isHeld: keep other processes from taking a batch of this kiosk meanwhile.
    init(
        _ database: any SQLTransaction, _ kiosk: EnrolledKiosk, _ works: EventWorks, _ sequences: [Int64],
        isHeld: Bool, now: UnixTime
    ) throws {
        self.database = database
        self.kiosk = kiosk
        self.works = works
        self.now = now
        // Before anything is read.
        standing = try isHeld ? Self.hold(database, kiosk.id) : database.row(Self.selection, [kiosk.id])
        taken = TakenEvents(kiosk: kiosk.id, now: now)
        try taken.load(database, sequences)
    }

    /// Writes the events that were taken.
    func finish() throws { try taken.store(database) }

    private static let selection = "SELECT * FROM kioskSync WHERE kiosk = ?"

    /// Of two processes one waits for the other here.
    private static func hold(_ database: any SQLTransaction, _ kiosk: String) throws -> SQLRow? {
        if let row = try database.heldRow(selection, [kiosk]) { return row }
        try database.execute(
            "INSERT INTO kioskSync (kiosk, saidAt, former, answers, heard) VALUES (?, 0, '', 0, 0) ON CONFLICT (kiosk) DO NOTHING",
            [kiosk])
        return try database.heldRow(selection, [kiosk])
    }

    func known() throws -> KnownKiosk {
        let highest: Int64? =
            try database.value("SELECT max(sequence) AS highest FROM event WHERE source = ?", [kiosk.id]) ?? nil
        guard let row = standing else { return KnownKiosk(highest: highest ?? 0) }
        var links: [Int64: String] = [:]
        for link in try database.rows("SELECT position, hash FROM kioskLink WHERE kiosk = ?", [kiosk.id]) {
            links[try link["position"]] = try link["hash"] as String
        }
        let former: String = try row["former"]
        return KnownKiosk(
            highest: highest ?? 0, journal: try row["journal"],
            former: Set(former.split(separator: " ").map(String.init)), saidAtMilliseconds: try row["saidAt"],
            links: links, answers: try row["answers"], heard: try row["heard"], era: try row["era"],
            fenced: try row["fenced"])
    }

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
        try database.execute(
            "UPDATE kioskSync SET journal = ?, saidAt = ?, former = ?, answers = ?, heard = ?, era = ? WHERE kiosk = ?",
            [
                next.journal, next.saidAtMilliseconds, next.former.sorted().joined(separator: " "),
                next.answers, next.heard, next.era,
                kiosk.id,
            ])
        for position in held.links.keys where next.links[position] != held.links[position] {
            try database.execute("DELETE FROM kioskLink WHERE kiosk = ? AND position = ?", [kiosk.id, position])
        }
        for (position, hash) in next.links where held.links[position] != hash {
            try database.execute(
                "INSERT INTO kioskLink (kiosk, position, hash) VALUES (?, ?, ?)", [kiosk.id, position, hash])
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
