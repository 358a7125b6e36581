import FoundationEssentials
import KioskDevices
import KioskDomain
import PortalContract
import SQLAccess

/// Whose EDS certifies applications (RULES I4). The migration service says who that is; the portal's team keeps the list.
enum MigrationOfficers {
    static func isListed(_ database: any SQLTransaction, _ iin: IIN) throws -> Bool {
        let found: Int? = try database.value("SELECT 1 FROM migrationOfficer WHERE iin = ?", [iin.digits])
        return found != nil
    }

    static func add(_ database: any SQLTransaction, _ iin: IIN, at now: UnixTime) throws {
        try database.execute(
            "INSERT INTO migrationOfficer (iin, addedAt) VALUES (?, ?) ON CONFLICT DO NOTHING",
            [iin.digits, now.milliseconds])
    }
}

extension PortalAdministration {
    /// The officers' IINs, masked (RULES P4).
    public static func officers(in options: PortalOptions) async throws -> [String] {
        try await with(options) { store in
            let all: [String] = try await store.read {
                try $0.values("SELECT iin FROM migrationOfficer ORDER BY iin LIMIT 10000")
            }
            return all.compactMap { try? IIN(text: $0).masked }
        }
    }

    /// Adds an officer to the list, or takes one from it; the deed is in the audit.
    ///
    /// - Throws: ``Failure`` with the code of the fault in the IIN.
    public static func list(officer text: String, _ isListed: Bool, in options: PortalOptions) async throws {
        let now = options.now()
        try await with(options) { store in
            let iin = try IIN(wire: text)
            try await store.write { database in
                if isListed {
                    try MigrationOfficers.add(database, iin, at: now)
                } else {
                    try database.execute("DELETE FROM migrationOfficer WHERE iin = ?", [iin.digits])
                }
                try Audit.record(
                    database, at: now, kiosk: name, isListed ? "officer.listed" : "officer.removed", iin: iin.digits)
            }
        }
    }
}
