import KioskDomain
import KioskTime
import PortalContract
import SQLAccess

/// Reservations of demonstration people around the present moment, so that there is always one that fits, one that is early
/// and one that is late. One that was not asked for moves along with the time.
enum DemonstrationReservations {
    /// Code of the centre of the demonstration, as `psc.code` has it.
    static let centre = "PSC-1"

    private struct Seed {
        var iin: String
        /// Minutes from now to the appointment.
        var minutes: Int
        /// While the appointment is within these, it stays where it is.
        var stays: ClosedRange<Int>
    }

    private static let seeds = [
        Seed(iin: "850315300019", minutes: 20, stays: 5...25),
        Seed(iin: "901112400026", minutes: 120, stays: 60...180),
        Seed(iin: "780702300047", minutes: -20, stays: -60 ... -5),
    ]

    static func renew(_ database: any SQLTransaction, at now: UnixTime) throws {
        let wall = CentreZone.almaty.civil(now)
        for (index, seed) in seeds.enumerated() {
            let number = "D\(wall.date.description.filter { $0 != "-" })\(index + 1)"
            let row = try ReservationRow.find(database, "number = ?", [number]).first
            guard let row else {
                try add(database, number, seed, wall, at: now)
                continue
            }
            let ahead = wall.seconds(until: CivilDateTime(row.day, row.time)) / 60
            guard row.state == .booked, !seed.stays.contains(ahead) else { continue }
            try database.execute(
                "UPDATE reservation SET time = ?, changedAt = ? WHERE number = ?",
                [time(seed, wall), now.milliseconds, number])
        }
    }

    private static func add(
        _ database: any SQLTransaction, _ number: String, _ seed: Seed, _ wall: CivilDateTime, at now: UnixTime
    ) throws {
        try database.execute(
            """
            INSERT INTO reservation
            (number, iin, region, centre, purpose, day, time, createdOn, state, changedAt)
            SELECT ?, iin, 'R-1', ?, 'id-card', ?, ?, ?, 'booked', ? FROM person WHERE iin = ?
            ON CONFLICT DO NOTHING
            """,
            [
                number, centre, wall.date.description, time(seed, wall), wall.date.adding(days: -1).description,
                now.milliseconds, seed.iin,
            ])
    }

    /// Within the day: just before and after midnight the one or other does not fit.
    private static func time(_ seed: Seed, _ wall: CivilDateTime) -> String {
        let moment = wall.adding(minutes: seed.minutes)
        guard moment.date == wall.date else { return moment.date > wall.date ? "23:59" : "00:00" }
        return moment.time.hoursAndMinutes
    }
}
