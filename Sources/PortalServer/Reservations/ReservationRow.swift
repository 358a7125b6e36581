import KioskDomain
import PortalContract
import SQLAccess

/// A reservation as the database has it (RULES Q1).
struct ReservationRow {
    var number: String
    var iin: String
    var region: String
    var centre: String
    var purpose: String
    var day: CivilDate
    var time: CivilTime
    var created: CivilDate
    var state: ReservationState

    init?(row: SQLRow) throws {
        guard let day = CivilDate(iso: try row["day"]), let time = CivilTime(iso: try row["time"]),
            let created = CivilDate(iso: try row["createdOn"]), let state = ReservationState(rawValue: try row["state"])
        else { return nil }
        (number, iin, region, centre) = try (row["number"], row["iin"], row["region"], row["centre"])
        (purpose, self.day, self.time, self.created, self.state) = try (row["purpose"], day, time, created, state)
    }

    /// As the rules see it; nil for an IIN that is none.
    var reservation: Reservation? {
        guard let iin = try? IIN(text: iin) else { return nil }
        return Reservation(
            number: number, iin: iin, region: region, centre: centre, purpose: purpose,
            slot: CivilDateTime(day, time), created: created, isCancelled: state == .cancelled)
    }

    static func find(
        _ database: any SQLTransaction, _ condition: String, _ arguments: [any SQLBindable], limit: Int = 100
    ) throws -> [ReservationRow] {
        try database.rows(
            "SELECT * FROM reservation WHERE \(condition) ORDER BY number LIMIT \(limit)",
            arguments
        ).compactMap(ReservationRow.init)
    }

    /// Nil for a number that is none.
    static func centre(_ database: any SQLTransaction, of number: String) throws -> String? {
        try database.value("SELECT centre FROM reservation WHERE number = ?", [number])
    }

    /// What a terminal did: `used` or `void`, each only from `booked`, so that a replay and a late arrival change nothing.
    static func change(
        _ database: any SQLTransaction, _ number: String, to state: ReservationState, at now: UnixTime
    ) throws {
        try database.execute(
            "UPDATE reservation SET state = ?, changedAt = ? WHERE number = ? AND state = 'booked'",
            [state.rawValue, now.milliseconds, number])
    }
}
