import KioskDomain
import SQLAccess

/// What portals on one database have alike beside their authorities (``TrustMark``), kept in the database: by which rules
/// they judge, and whether people and parts may be made up. A portal that differs does not start: of two machines at one
/// counter one would be told otherwise than the other, by chance.
struct PortalTerms: Sendable {
    static let table = "CREATE TABLE portalTerm (name TEXT PRIMARY KEY, value TEXT NOT NULL);"

    private enum Name: String {
        case rules, demonstration
    }

    private let rules: String
    private let demonstration: Bool
    private let store: PortalStore

    /// - Throws: ``Failure`` `configuration.…` for rules that cannot be read.
    init(_ options: PortalOptions, store: PortalStore) throws {
        rules = try AdoptedRules.mark(in: options.stateFolder)
        demonstration = options.demonstration
        self.store = store
    }

    /// Before anything else is written. The first portal of a database leaves its own on record.
    ///
    /// - Parameter replacingRules: the rules on record go.
    /// - Throws: ``PortalProblem`` `configuration.invalid`, `configuration.portal-differs`.
    func hold(replacingRules: Bool) async throws {
        try await store.write { [self] database in
            let mode = demonstration ? "yes" : "no"
            guard try Self.kept(database, .demonstration, or: mode) == mode else {
                throw PortalProblem(.configurationInvalid, 500, Self.otherMode(demonstration))
            }
            if replacingRules { try Self.adopt(database, rules) }
            try require(try Self.kept(database, .rules, or: rules))
        }
    }

    /// - Throws: ``PortalProblem`` `configuration.portal-differs` when other rules were adopted since.
    func compare() async throws {
        try await store.look { [self] database in
            let sql = "SELECT value FROM portalTerm WHERE name = ?"
            if let held: String = try database.value(sql, [Name.rules.rawValue]) { try require(held) }
        }
    }

    /// Portals that start from now on have these rules.
    static func adopt(_ database: any SQLTransaction, _ rules: String) throws {
        try database.execute(
            "INSERT INTO portalTerm (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
            [Name.rules.rawValue, rules])
    }

    /// Of two that start at once on a new database, one waits here and finds what the other left.
    private static func kept(_ database: any SQLTransaction, _ name: Name, or own: String) throws -> String {
        try database.execute(
            "INSERT INTO portalTerm (name, value) VALUES (?, ?) ON CONFLICT DO NOTHING", [name.rawValue, own])
        return try database.value("SELECT value FROM portalTerm WHERE name = ?", [name.rawValue]) ?? own
    }

    private func require(_ held: String) throws {
        guard held != rules else { return }
        throw PortalProblem(
            .configurationPortal, 500,
            """
            this folder has the rules "\(rules)", the portals on this database have "\(held)": copy rules.jws from the \
            folder of one of them, or start once with --replace-rules if these shall hold from now on
            """)
    }

    private static func otherMode(_ demonstration: Bool) -> String {
        demonstration
            ? "this database holds real people: a demonstration needs a --state and a --database of its own"
            : "this database is a demonstration's, with people made up: take another --state and --database"
    }
}
