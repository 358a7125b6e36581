internal import GRDB
public import HallQueue
public import KioskDomain

/// What the hall answered, once it is durable.
public struct HallOutcome<Value: Sendable>: Sendable {
    /// The answer.
    public var value: Value
    /// The hall after it.
    public var hall: HallState
    /// The position of its last event.
    public var position: Int64
}

extension Journal {
    /// Events after which the whole state is stored, so that a start does not read a day's events.
    private static let snapshotEvery: Int64 = 5000
    /// Events that stay readable for replicas beyond the stored state.
    private static let kept: Int64 = 5000

    /// Loads the hall that this machine keeps, or starts an empty one.
    ///
    /// - Parameter isNewBoot: the machine was started since: its disk may be an old picture, so that no block of numbers is
    ///   given until every terminal was heard (`docs/hall.md`).
    public func openHall(_ plan: HallPlan, day: CivilDate, isNewBoot: Bool, at now: UnixTime) throws(JournalError)
        -> HallState
    {
        let (stored, position) = try reading { try Self.storedHall($0) }
        hallPosition = position
        hall = stored ?? HallState(plan: plan, day: day)
        let floors = floors
        return try decideHall(at: now) { hall in
            var events = hall.dayEvents(day)
            let marks = floors.marks(above: hall.book.highest)
            if !marks.isEmpty { events.append(.raised(marks)) }
            // Floors above what it knows: it was put back from a copy while the machine went on.
            if stored != nil, isNewBoot || !marks.isEmpty { events += hall.restarted(course: Self.newCourse()) }
            return ((), events)
        }.hall
    }

    static func newCourse() -> Int64 { .random(in: 1 ... .max) }

    /// Decides on the hall as it is and keeps what came of it, in one step that nothing interrupts.
    ///
    /// - Parameter body: looks at the hall and gives an answer and the events; what it throws changed nothing.
    public func decideHall<Value: Sendable>(
        at now: UnixTime, _ body: @Sendable (HallState) throws -> (Value, [HallEvent])
    ) throws(JournalError) -> HallOutcome<Value> {
        guard var next = hall else { throw JournalError(.journalFault, "the hall was not opened") }
        do {
            // Another file: every terminal brings what it knows, as after a start from a copy.
            let again = isHallUnkept ? next.restarted(course: Self.newCourse()) : []
            for event in again { next.apply(event) }
            let (value, decided) = try body(next)
            let events = again + decided
            guard isHallUnkept || !events.isEmpty else {
                return HallOutcome(value: value, hall: next, position: hallPosition)
            }
            var ended: [HallReport] = []
            for event in decided {
                if case .dayOpened = event { ended.append(next.reportAtEnd(now)) }
                next.apply(event)
            }
            let position = try transaction { database in
                try self.keep(database, ended)
                return try self.keep(database, events, next, at: now)
            }
            hall = next
            hallPosition = position
            isHallUnkept = false
            return HallOutcome(value: value, hall: next, position: position)
        } catch {
            throw JournalError(error, in: folder)
        }
    }

    /// The events after a position, at most 1,000, for a replica; nil when they are no longer kept.
    public func hallEvents(after position: Int64) throws(JournalError) -> [HallEvent]? {
        try reading { database in
            let first = try Int64.fetchOne(database, sql: "SELECT min(position) FROM hall_event") ?? 1
            guard position + 1 >= first else { return nil }
            return try String.fetchAll(
                database, sql: "SELECT event FROM hall_event WHERE position > ? ORDER BY position LIMIT 1000",
                arguments: [position]
            ).map { try JSON.decode(HallEvent.self, Array($0.utf8)) }
        }
    }

    static func storedHall(_ database: Database) throws -> (HallState?, Int64) {
        guard let row = try Row.fetchOne(database, sql: "SELECT position, state FROM hall_state") else {
            return (nil, 0)
        }
        var state = try JSON.decode(HallState.self, Array((row["state"] as String).utf8))
        var position: Int64 = row["position"]
        let newer = try Row.fetchAll(
            database, sql: "SELECT position, event FROM hall_event WHERE position > ? ORDER BY position",
            arguments: [position])
        for row in newer {
            state.apply(try JSON.decode(HallEvent.self, Array((row["event"] as String).utf8)))
            position = row["position"]
        }
        return (state, position)
    }

    private func keep(
        _ database: Database, _ events: [HallEvent], _ state: HallState, at now: UnixTime
    ) throws -> Int64 {
        var position = hallPosition
        for event in events {
            if case .granted(let lease) = event {
                try floors.cover(
                    NumberFloors.Ticket(
                        lane: lease.lane.rawValue, day: lease.day.description, number: lease.numbers.upperBound))
            }
            position += 1
            try database.run(
                sql: "INSERT INTO hall_event VALUES (?, ?, ?)",
                arguments: [position, now.milliseconds, String(decoding: try JSON.encode(event), as: UTF8.self)])
        }
        if hallPosition == 0 || isHallUnkept || position / Self.snapshotEvery != hallPosition / Self.snapshotEvery {
            try database.run(
                sql: "INSERT OR REPLACE INTO hall_state VALUES (1, ?, ?)",
                arguments: [position, String(decoding: try JSON.encode(state), as: UTF8.self)])
            try database.run(sql: "DELETE FROM hall_event WHERE position <= ?", arguments: [position - Self.kept])
        }
        return position
    }
}
