import Crypto
import FoundationEssentials
import KioskDomain
import KioskTexts
import PortalContract
import SQLAccess

/// Reservations: made by people (Q1, Q2), listed for the terminals of a centre (Q3, Q9).
struct ReservationsService: Sendable {
    /// More than this on one day are no centre's.
    private static let limit = 5_000

    let store: PortalStore
    let clock: PortalClock
    let demonstration: Bool

    /// - Throws: ``PortalProblem`` `portal.request-invalid`, `portal.other-centre`.
    func list(centre: String, day text: String, kiosk: EnrolledKiosk) async throws -> ReservationList {
        guard CentreCode.isValid(centre), let day = CivilDate(iso: text) else {
            throw PortalProblem.invalid("no centre, or no day of the form YYYY-MM-DD")
        }
        try kiosk.require(centre)
        if demonstration {
            let now = clock.now()
            try await store.write { try DemonstrationReservations.renew($0, at: now) }
        }
        let rows = try await store.read { database in
            try ReservationRow.find(
                database, "centre = ? AND day = ? AND state <> 'cancelled'", [centre, day.description],
                limit: Self.limit)
        }
        let key = try await store.read { try Self.key($0, "\(kiosk.id)|\(centre)|\(day)") }
        return ReservationList(
            centre: centre, day: day.description, key: key,
            reservations: rows.map { row in
                ListedReservation(
                    number: row.number, person: ReservationList.person(row.iin, key: key), purpose: row.purpose,
                    time: row.time.hoursAndMinutes, state: row.state)
            })
    }

    /// - Throws: ``PortalProblem`` `portal.idempotency-conflict` when the person made another one today (Q1).
    func reserve(_ request: ReservationRequest) async throws -> ReservationRecord {
        let iin = try IIN(wire: request.iin)
        guard CentreCode.isValid(request.region), CentreCode.isValid(request.centre),
            (1...64).contains(request.purpose.utf8.count), let day = CivilDate(iso: request.day),
            let time = CivilTime(iso: request.time)
        else { throw PortalProblem.invalid("region, centre, purpose, day or time has another form") }
        let (now, today) = (clock.now(), clock.today())
        return try await store.write { database in
            let person = try Person.hold(database, iin)
            let made = try ReservationRow.find(database, "iin = ? AND createdOn = ?", [iin.digits, today.description])
            guard
                case .allowed = ReservationGate.mayReserve(iin, on: today, existing: made.compactMap(\.reservation))
            else { throw PortalProblem(.idempotencyConflict, 409, "the person has made a reservation today") }
            let sendsSMS = ReservationConfirmation.channels(phoneInMobileCitizensDatabase: person.phone != nil)
                .contains(.sms)
            let id = try database.id(
                inserting: """
                    INSERT INTO reservation
                    (number, iin, region, centre, purpose, day, time, createdOn, state, smsTo, changedAt)
                    VALUES ('', ?, ?, ?, ?, ?, ?, ?, 'booked', ?, ?) RETURNING id
                    """,
                [
                    iin.digits, request.region, request.centre, request.purpose, day.description,
                    time.hoursAndMinutes, today.description, sendsSMS ? person.phone : nil, now.milliseconds,
                ])
            let number = "R" + DecimalDigits.text(id, width: 9)
            try database.execute("UPDATE reservation SET number = ? WHERE id = ?", [number, id])
            return Self.record(number, .booked, sendsSMS ? person.maskedPhone : nil)
        }
    }

    /// Q1: the day is free again.
    func cancel(_ number: String) async throws -> ReservationRecord {
        let now = clock.now()
        return try await store.write { database in
            guard let row = try ReservationRow.find(database, "number = ?", [number]).first else {
                throw PortalProblem(.reservationNotFound, 404, "no such reservation")
            }
            try ReservationRow.change(database, row.number, to: .cancelled, at: now)
            let state = try ReservationRow.find(database, "number = ?", [number]).first?.state ?? row.state
            return Self.record(row.number, state, nil)
        }
    }

    /// Derived, so that the same list has the same bytes each time and a terminal writes only what is new.
    private static func key(_ database: any SQLTransaction, _ name: String) throws -> Data {
        let secret = try database.value("SELECT secret FROM reservationSecret") ?? Data()
        return Data(HMAC<SHA256>.authenticationCode(for: Data(name.utf8), using: SymmetricKey(data: secret)))
    }

    private static func record(_ number: String, _ state: ReservationState, _ phone: String?) -> ReservationRecord {
        let text = QueueTexts.reserved
        return ReservationRecord(
            number: number, state: state, confirmation: ["kk": text.kk, "ru": text.ru, "en": text.en],
            maskedPhone: phone)
    }
}
