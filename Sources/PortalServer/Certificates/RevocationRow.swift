import KioskDomain
import PKIX
import PortalContract
import SQLAccess

/// One revocation as the database holds it.
struct RevocationRow: Sendable {
    let serial: String
    let at: UnixTime
    let cause: RevocationCause

    static func find(_ database: any SQLTransaction, serial: String) throws -> RevocationRow? {
        try database.row("SELECT * FROM revocation WHERE serial = ?", [serial])
            .map(RevocationRow.init(row:))
    }

    /// Those of a family's certificates that came after another, oldest first.
    ///
    /// - Parameter expiringAfter: certificates that ended before need not be listed any more (RFC 5280, 5).
    static func all(
        _ database: any SQLTransaction, _ family: KeyFamily, after id: Int64 = 0, expiringAfter instant: UnixTime
    ) throws -> [RevocationRow] {
        try database.rows(
            """
            SELECT revocation.* FROM revocation JOIN certificate USING (serial)
            WHERE family = ? AND id > ? AND notAfter > ? ORDER BY id
            """, [family.rawValue, id, instant.milliseconds]
        ).map(RevocationRow.init(row:))
    }

    /// The number of the newest revocation in a family; 0 when there is none.
    static func newest(_ database: any SQLTransaction, _ family: KeyFamily) throws -> Int64 {
        try database.value(
            "SELECT COALESCE(MAX(id), 0) FROM revocation JOIN certificate USING (serial) WHERE family = ?",
            [family.rawValue]) ?? 0
    }

    func insert(_ database: any SQLTransaction) throws {
        try database.execute(
            "INSERT INTO revocation (serial, at, cause) VALUES (?, ?, ?)", [serial, at.milliseconds, cause.rawValue])
    }

    /// For the contract.
    var record: RevocationRecord {
        RevocationRecord(serial: serial, cause: cause, revokedAtMilliseconds: at.milliseconds)
    }

    /// For OCSP and lists.
    var reason: RevocationReason {
        switch cause {
        case .unspecified: .unspecified
        case .keyCompromise: .keyCompromise
        case .affiliationChanged: .affiliationChanged
        case .superseded: .superseded
        case .cessationOfOperation: .cessationOfOperation
        }
    }
}

extension RevocationRow {
    private init(row: SQLRow) throws {
        self.init(
            serial: try row["serial"], at: UnixTime(milliseconds: try row["at"]),
            cause: RevocationCause(rawValue: try row["cause"]) ?? .unspecified)
    }
}
