public import FoundationEssentials
internal import GRDB
public import KioskDomain

extension Journal {
    /// Which slip of a reservation is the first: the hall may have put another terminal's number in its place, and then it
    /// is a copy of itself.
    static var isStanding: String { "reservation_hash = ? AND (copy_of IS NULL OR copy_of = sequence)" }

    /// Keeps the list of a day as the portal gave it, sealed; the same list again is not written again.
    public func keepReservations(_ list: [UInt8], of day: CivilDate, at now: UnixTime) throws(JournalError) {
        guard try reservations(of: day) != list else { return }
        try transaction { database in
            let sealed = try sealer.seal(list, table: "reservation_list", sequence: Int64(day.dayNumber))
            try database.run(
                sql: "INSERT OR REPLACE INTO reservation_list VALUES (?, ?, ?, ?)",
                arguments: [day.dayNumber, sealed.wrappedKey, sealed.body, now.milliseconds])
        }
    }

    /// The list of a day as it was synced last; nil when it never was.
    public func reservations(of day: CivilDate) throws(JournalError) -> [UInt8]? {
        try reading { database in
            guard
                let row = try Row.fetchOne(
                    database, sql: "SELECT * FROM reservation_list WHERE day = ?", arguments: [day.dayNumber])
            else { return nil }
            return try sealer.open(
                Sealer.Sealed(wrappedKey: row["wrapped_key"], body: row["sealed"]), table: "reservation_list",
                sequence: Int64(day.dayNumber))
        }
    }

    /// The first slip of a reservation at this terminal, whose number stands; nil when it gave none.
    public func slip(ofReservation number: String) throws(JournalError) -> SlipRecord? {
        try reading { try slips($0, Self.isStanding, [sealer.hash("reservation|" + number)]).first }
    }

    /// A fault of ours kept the person from a slip: the tap counts when they come again (Q4). The first one stays.
    public func keepTap(of iin: IIN, on day: CivilDate, at tap: UnixTime) throws(JournalError) {
        try transaction { database in
            try database.run(
                sql: "INSERT OR IGNORE INTO reservation_tap VALUES (?, ?, ?)",
                arguments: [personHash(iin), day.description, tap.milliseconds])
        }
    }

    /// The first tap of a person that a fault of ours made vain on this day.
    public func keptTap(of iin: IIN, on day: CivilDate) throws(JournalError) -> UnixTime? {
        try reading { database in
            try Int64.fetchOne(
                database, sql: "SELECT first_at FROM reservation_tap WHERE iin_hash = ? AND day = ?",
                arguments: [personHash(iin), day.description]
            ).map { UnixTime(milliseconds: $0) }
        }
    }

    /// The hall's key of a day, by which its terminals name people to each other (Q4).
    public func tapKey(of day: CivilDate) -> Data { sealer.hash("hall-taps|" + day.description) }

    /// The wrong numbers of this terminal; none before the first.
    public func reservationTries() throws(JournalError) -> ReservationTries {
        try reading { database in
            let kept = try [UInt8].fetch(database, "SELECT value FROM meta WHERE name = 'reservation-tries'", [])
            return try kept.map { try JSON.decode(ReservationTries.self, $0) } ?? ReservationTries()
        }
    }

    /// Keeps the wrong numbers of this terminal: a count and a time, nobody's data.
    public func keepTries(_ tries: ReservationTries) throws(JournalError) {
        try transaction { database in
            try database.run(
                sql: "INSERT OR REPLACE INTO meta VALUES ('reservation-tries', ?)",
                arguments: [Data(try JSON.encode(tries))])
        }
    }

    /// The person came late: the portal is told once (Q4).
    public func voidReservation(_ number: String, on day: CivilDate, at now: UnixTime) throws(JournalError) {
        try transaction { database in
            try database.run(
                sql: "INSERT OR IGNORE INTO reservation_void VALUES (?, ?)",
                arguments: [sealer.hash("reservation|" + number), day.description])
            guard database.changesCount == 1 else { return }
            try enqueue(database, "reservation.voided", number, at: now)
        }
    }

    /// The hall calls the reservation of one of our slips under another number (Q7): that one is printed from now on.
    public func renumber(_ ticket: TicketNumber, as standing: TicketNumber) throws(JournalError) {
        try transaction { database in
            try database.run(
                sql: """
                    UPDATE slip SET day = ?, lane = ?, number = ?, copy_of = sequence
                    WHERE day = ? AND lane = ? AND number = ? AND kind = 'ticket' AND reservation_hash IS NOT NULL
                    AND copy_of IS NULL
                    """,
                arguments: [
                    standing.day.description, standing.lane.rawValue, standing.number, ticket.day.description,
                    ticket.lane.rawValue, ticket.number,
                ])
        }
    }

    /// In the transaction of its slip.
    func reservationUsed(_ database: Database, _ number: String, at now: UnixTime) throws {
        try enqueue(database, "reservation.used", number, at: now)
    }

    /// Lists and taps are of their day only: what is older than the newest day's eve goes, and the last with the time.
    func eraseReservations(_ database: Database, before: UnixTime) throws {
        for statement in [
            "DELETE FROM reservation_list WHERE synced_at < ? OR day < (SELECT max(day) - 1 FROM reservation_list)",
            "DELETE FROM reservation_tap WHERE first_at < ? OR day < (SELECT max(day) FROM reservation_tap)",
        ] {
            try database.run(sql: statement, arguments: [before.milliseconds])
        }
        try database.run(
            sql: "DELETE FROM reservation_void WHERE day < (SELECT max(day) FROM reservation_void)")
    }

    private func enqueue(_ database: Database, _ type: String, _ number: String, at now: UnixTime) throws {
        struct Body: Encodable {
            var reservation: String
            var atMilliseconds: Int64
        }
        let body = Body(reservation: number, atMilliseconds: now.milliseconds)
        _ = try enqueue(database, OutboxEvent(type, try JSON.encode(body)), for: nil, at: now)
    }
}
