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
        var birthDate: String
        var portrait: String?
        var phone: String?
        var failures: [Failure]
    }

    /// Adds those that are missing; what happened to the others since stays.
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
        let added = try database.execute(
            """
            INSERT INTO person
            (iin, commonName, surname, givenName, documentNumber, birthDate, portrait, phone, note)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT DO NOTHING
            """,
            [
                seed.iin, seed.commonName, seed.surname, seed.givenName, seed.documentNumber, seed.birthDate,
                seed.portrait, seed.phone, seed.note,
            ])
        guard added == 1 else { return }
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
