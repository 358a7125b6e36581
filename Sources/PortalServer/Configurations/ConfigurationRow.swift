import FoundationEssentials
import KioskDomain
import PortalContract
import PushedConfiguration
import SQLAccess

/// A published set.
struct ConfigurationRow: Sendable {
    let name: ConfigurationName
    let validFrom: String
    let note: String
    let publishedAt: UnixTime
    let plan: RollOutPlan
    var state: RollOutState

    private static let columns =
        "scope, version, digest, validFrom, note, publishedAt, canaryShare, holdMilliseconds, stopAfter, state"

    init(_ row: SQLRow) throws {
        name = ConfigurationName(scope: try row["scope"], version: try row["version"], digest: try row["digest"])
        validFrom = try row["validFrom"]
        note = try row["note"]
        publishedAt = UnixTime(milliseconds: try row["publishedAt"])
        plan = RollOutPlan(
            share: try row["canaryShare"], hold: .milliseconds(try row["holdMilliseconds"] as Int64),
            stopAfter: try row["stopAfter"])
        state = RollOutState(rawValue: try row["state"]) ?? .stopped
    }

    /// The newest sets first, at most 500.
    static func all(_ database: any SQLTransaction) throws -> [ConfigurationRow] {
        try database.rows(
            "SELECT \(columns) FROM configurationSet ORDER BY publishedAt DESC, scope, version DESC LIMIT 500"
        ).map(ConfigurationRow.init)
    }

    static func find(_ database: any SQLTransaction, _ scope: String, _ version: Int64) throws -> ConfigurationRow? {
        try database.row(
            "SELECT \(columns) FROM configurationSet WHERE scope = ? AND version = ?", [scope, version]
        ).map(ConfigurationRow.init)
    }

    /// Held until the end of the transaction.
    static func hold(_ database: any SQLTransaction, _ scope: String, _ version: Int64) throws -> ConfigurationRow? {
        try database.heldRow(
            "SELECT \(columns) FROM configurationSet WHERE scope = ? AND version = ?", [scope, version]
        ).map(ConfigurationRow.init)
    }

    /// One whose way may go on or end by what a machine says of it; held until the end of the transaction, so that of two
    /// machines that fail at once the second one is counted with the first.
    static func moving(
        _ database: any SQLTransaction, _ name: ConfigurationName, hasFailed: Bool
    ) throws -> ConfigurationRow? {
        guard let row = try find(database, name.scope, name.version), row.name == name,
            row.state == .canary || hasFailed && row.state == .all
        else { return nil }
        return try database.heldRow(
            "SELECT \(columns) FROM configurationSet WHERE digest = ?", [name.digest]
        ).map(ConfigurationRow.init)
    }

    /// Those of a scope that are on their way to machines, the newest first.
    static func offered(_ database: any SQLTransaction, _ scope: String) throws -> [ConfigurationRow] {
        try database.rows(
            """
            SELECT \(columns) FROM configurationSet WHERE scope = ? AND state IN ('canary', 'all')
            ORDER BY version DESC LIMIT 8
            """, [scope]
        ).map(ConfigurationRow.init)
    }

    static func text(_ database: any SQLTransaction, _ name: ConfigurationName) throws -> String? {
        try database.value("SELECT signed FROM configurationSet WHERE digest = ?", [name.digest])
    }

    static func newestVersion(_ database: any SQLTransaction, _ scope: String) throws -> Int64 {
        try database.value("SELECT max(version) FROM configurationSet WHERE scope = ?", [scope], as: Int64?.self)
            .flatMap { $0 } ?? 0
    }

    static func insert(
        _ database: any SQLTransaction, _ set: SignedSet, _ plan: RollOutPlan, at now: UnixTime
    ) throws {
        try database.execute(
            """
            INSERT INTO configurationSet (\(columns), signed, changedAt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                set.set.scope.text, set.set.version, set.digest, set.set.validFrom.description, set.set.note,
                now.milliseconds, plan.share, Int64(plan.hold / .milliseconds(1)), plan.stopAfter,
                (plan.share < 100 ? RollOutState.canary : .all).rawValue, set.text, now.milliseconds,
            ])
    }

    /// Only from the state that was read: another process may have been first.
    func move(_ database: any SQLTransaction, to next: RollOutState, at now: UnixTime, by who: String) throws {
        let changed = try database.execute(
            "UPDATE configurationSet SET state = ?, changedAt = ? WHERE digest = ? AND state = ?",
            [next.rawValue, now.milliseconds, name.digest, state.rawValue])
        guard changed > 0 else { return }
        try Audit.record(
            database, at: now, kiosk: who, "configuration.\(next.rawValue)", detail: "\(name.scope) \(name.version)")
    }
}
