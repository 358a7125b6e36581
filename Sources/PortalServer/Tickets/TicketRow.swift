import KioskDomain
import PortalContract
import SQLAccess

/// How a slip's number stands, as the machines of its centre told it last. No person's data.
struct TicketRow: Sendable {
    enum State: String, Sendable { case waiting, called, closed }

    var centre: String
    var day: CivilDate
    var number: TicketNumber
    var state: State
    var window: Int?
    var toldAt: UnixTime
    /// As its terminal has it; until that has told, when the hall first did.
    var issuedAt: UnixTime

    private init?(row: SQLRow) throws {
        guard let day = CivilDate(iso: try row["day"]), let state = State(rawValue: try row["state"]),
            let lane = TicketLane(rawValue: try row["lane"]),
            let number = TicketNumber(day: day, lane: lane, number: try row["number"])
        else { return nil }
        (centre, self.day, self.number) = try (row["centre"], day, number)
        (self.state, window) = try (state, row["window"])
        toldAt = UnixTime(milliseconds: try row["toldAt"])
        issuedAt = (try row["issuedAt"] as Int64?).map { UnixTime(milliseconds: $0) } ?? toldAt
    }

    /// A slip was given. What the hall has told about its number before stays.
    ///
    /// - Parameter today: by the portal's clock, as in ``told(_:_:_:today:)``: a day far from it is a wrong clock's, and
    ///   changes nothing here. The event itself is kept.
    static func issued(
        _ database: any SQLTransaction, _ body: TicketIssuedBody, today: CivilDate
    ) throws -> FailureCode? {
        guard let centre = body.centre, let hash = body.tokenHash else { return nil }
        guard CentreCode.isValid(centre), hash.utf8.count == 64, body.service.utf8.count <= 64,
            let number = number(day: body.day, lane: body.lane, number: body.number)
        else { return .portalRequest }
        try forget(database, before: today.adding(days: -1))
        guard isNear(number.day, today) else { return nil }
        try database.execute(
            """
            INSERT INTO hallTicket (centre, day, lane, number, tokenHash, service, state, toldAt, issuedAt)
            VALUES (?, ?, ?, ?, ?, ?, 'waiting', ?, ?)
            ON CONFLICT (centre, day, lane, number) DO UPDATE SET
            tokenHash = excluded.tokenHash, service = excluded.service, issuedAt = excluded.issuedAt
            """,
            [
                centre, number.day.description, number.lane.rawValue, number.number, hash, body.service,
                body.issuedAtMilliseconds, body.issuedAtMilliseconds,
            ])
        return nil
    }

    /// The hall told something. It may come before the slip itself, and older news later than newer: the newest stands.
    static func told(
        _ database: any SQLTransaction, _ body: TicketToldBody, _ state: State, today: CivilDate
    ) throws -> FailureCode? {
        guard CentreCode.isValid(body.centre), (body.sameAs?.utf8.count ?? 0) <= 16,
            let number = number(day: body.day, lane: body.lane, number: body.number)
        else { return .portalRequest }
        guard isNear(number.day, today) else { return nil }
        try database.execute(
            """
            INSERT INTO hallTicket (centre, day, lane, number, state, "window", sameAs, toldAt)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            ON CONFLICT (centre, day, lane, number) DO UPDATE SET
            state = excluded.state, "window" = excluded."window", sameAs = excluded.sameAs, toldAt = excluded.toldAt
            WHERE excluded.toldAt >= hallTicket.toldAt
            """,
            [
                body.centre, number.day.description, number.lane.rawValue, number.number, state.rawValue, body.window,
                body.sameAs, body.atMilliseconds,
            ])
        return nil
    }

    /// The slip whose link this is; of a copy, the number that is called for it (Q7).
    static func find(_ database: any SQLTransaction, tokenHash: String) throws -> TicketRow? {
        guard
            let row = try database.row("SELECT * FROM hallTicket WHERE tokenHash = ?", [tokenHash])
        else { return nil }
        if let other = try row["sameAs"] as String?, let lane = other.first.map({ String($0) }),
            let number = Int(other.dropFirst()),
            let standing = try database.row(
                "SELECT * FROM hallTicket WHERE centre = ? AND day = ? AND lane = ? AND number = ?",
                [try row["centre"] as String, try row["day"] as String, lane, number])
        {
            return try TicketRow(row: standing)
        }
        return try TicketRow(row: row)
    }

    /// Those of the same lane who wait and came before: by time, as each terminal counts in blocks of its own.
    func ahead(_ database: any SQLTransaction) throws -> Int {
        try database.value(
            """
            SELECT count(*) FROM hallTicket
            WHERE centre = ? AND day = ? AND lane = ? AND state = 'waiting'
            AND (coalesce(issuedAt, toldAt), number) < (?, ?)
            """, [centre, day.description, number.lane.rawValue, issuedAt.milliseconds, number.number]) ?? 0
    }

    /// Slips are of today; around midnight a clock may be a day off.
    private static func isNear(_ day: CivilDate, _ today: CivilDate) -> Bool {
        (today.adding(days: -1)...today.adding(days: 1)).contains(day)
    }

    private static func forget(_ database: any SQLTransaction, before day: CivilDate) throws {
        try database.execute("DELETE FROM hallTicket WHERE day < ?", [day.description])
    }

    private static func number(day: String, lane: String, number: Int) -> TicketNumber? {
        guard let day = CivilDate(iso: day), let lane = TicketLane(rawValue: lane) else { return nil }
        return TicketNumber(day: day, lane: lane, number: number)
    }
}
