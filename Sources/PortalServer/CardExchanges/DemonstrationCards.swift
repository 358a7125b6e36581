import FoundationEssentials
import KioskDomain
import SQLAccess

/// Identity cards of demonstration people around the present day, so that each row of I1 always has someone: the first and
/// the last day of the window, the day before and the day after, a card that was lost. A card that was exchanged stays.
enum DemonstrationCards {
    private struct Seed {
        var iin: String
        /// Days from today to its last day of validity.
        var days: Int
        var standing = IdentityCardRow.Standing.valid
    }

    private static let seeds = [
        Seed(iin: "850315300019", days: 20), Seed(iin: "901112400026", days: 30),
        Seed(iin: "200520600038", days: 5), Seed(iin: "780702300047", days: -10),
        Seed(iin: "820910400054", days: 31), Seed(iin: "790427300064", days: -11),
        Seed(iin: "881219400071", days: 15, standing: .lost),
    ]
    /// Signs for the migration service, and could not exchange a card of their own today.
    private static let officer = "820910400054"

    static func renew(_ database: any SQLTransaction, at now: UnixTime) throws {
        let today = PortalCalendar.day(of: now)
        for seed in seeds {
            guard let iin = try? IIN(text: seed.iin), let person = try Person.find(database, iin) else { continue }
            let exchanged: Int? = try database.value("SELECT 1 FROM cardExchange WHERE iin = ?", [seed.iin])
            guard exchanged == nil else { continue }
            try database.execute(
                """
                INSERT INTO identityCard (iin, number, expiresOn, standing, specimen) VALUES (?, ?, ?, ?, ?)
                ON CONFLICT (iin) DO UPDATE SET expiresOn = excluded.expiresOn
                """,
                [
                    seed.iin, person.documentNumber, today.adding(days: seed.days).description, seed.standing.rawValue,
                    Data(PackageResources.specimen_png),
                ])
        }
        if let iin = try? IIN(text: officer) { try MigrationOfficers.add(database, iin, at: now) }
    }
}
