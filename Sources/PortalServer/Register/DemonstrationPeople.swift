import FoundationEssentials
import KioskDomain
import PortalContract
import SQLAccess

/// The people of demonstration mode, from `Resources/people.json`; none of them exists.
enum DemonstrationPeople {
    private struct Seed: Decodable {
        struct Failure: Decodable {
            var channel: AttemptChannel
            var outcome: AttemptOutcome
        }
        var note: String
        var iin: String
        var commonName: String
        var surname: String
        var givenName: String
        var documentNumber: String
        /// Nil for whoever comes of age around the present day.
        var birthDate: String?
        /// Days from today to the birthday from which on an EDS is issued (P3).
        var adultInDays: Int?
        var portrait: String?
        var phone: String?
        var failures: [Failure]

        func born(asOf today: CivilDate) -> String? {
            guard let adultInDays else { return birthDate }
            let birthday = today.adding(days: adultInDays)
            return birthday.adding(years: -RuleBook.standard.minimumAge.value(on: birthday)).description
        }
    }

    /// Adds those that are missing; what happened to the others since stays. Birthdays around the present day move with it.
    static func seed(_ store: PortalStore, now: UnixTime) async throws {
        let seeds = try ContractJSON.decode([Seed].self, from: Data(PackageResources.people_json))
        try await store.write { database in
            for seed in seeds { try add(seed, database, now) }
            try DemonstrationReservations.renew(database, at: now)
            try DemonstrationCards.renew(database, at: now)
            try DemonstrationOrganisations.add(database)
        }
    }

    private static func add(_ seed: Seed, _ database: any SQLTransaction, _ now: UnixTime) throws {
        guard let birthDate = seed.born(asOf: PortalCalendar.day(of: now)) else { return }
        let added = try database.execute(
            """
            INSERT INTO person
            (iin, commonName, surname, givenName, documentNumber, birthDate, portrait, phone, note)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            [
                seed.iin, seed.commonName, seed.surname, seed.givenName, seed.documentNumber, birthDate,
                seed.portrait, seed.phone, seed.note,
            ])
        guard added == 1 else {
            guard seed.adultInDays != nil else { return }
            try database.execute("UPDATE person SET birthDate = ? WHERE iin = ?", [birthDate, seed.iin])
            return
        }
        for (index, failure) in seed.failures.enumerated() {
            let hoursAgo = 24 * (seed.failures.count - index)
            let time = (now - .seconds(3_600 * hoursAgo)).milliseconds
            try database.execute(
                """
                INSERT INTO attempt
                (source, sequence, iin, channel, ordinal, failuresBefore, openedAt, closedAt, outcome)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    "\(failure.channel.rawValue)-\(seed.documentNumber)", index + 1, seed.iin,
                    failure.channel.rawValue, index + 1, index, time, time, failure.outcome.rawValue,
                ])
        }
    }
}
