import KioskTestSupport
import PortalServer
import Testing

/// What keeps the portal's state.
enum StoreKind: String, CaseIterable, Sendable, CustomTestStringConvertible {
    case sqlite, postgresql

    /// Of the portals that this task starts.
    @TaskLocal static var current = StoreKind.sqlite

    /// Those that can be tried here; in CI both.
    static var usable: [StoreKind] {
        allCases.filter { $0 == .sqlite || RealPart.isUsable(PostgreSQLServer.isInstalled) }
    }

    var testDescription: String { rawValue }

    /// The address for `PortalOptions`; the same folder has the same database.
    func address(of folder: TemporaryFolder) async throws -> String? {
        guard self == .postgresql else { return nil }
        let name = folder.path.split(separator: "/").last ?? "portal"
        return try await PostgreSQLServer.shared.server().database(String(name))
    }
}

extension PortalFixture {
    /// What the database answers to its own program, one line a row, columns parted by `|`.
    func stored(_ sql: String) async throws -> String { try await ask(sql, mayWrite: false) }

    /// Does to the database what nobody but its own program could.
    func change(_ sql: String) async throws { _ = try await ask(sql, mayWrite: true) }

    private func ask(_ sql: String, mayWrite: Bool) async throws -> String {
        if let database = options.database {
            let name = database.dropFirst("postgresql:///".count).prefix { $0 != "?" }
            return try await PostgreSQLServer.shared.server().query(sql, in: String(name))
        }
        try RealPart.require(programs: "sqlite3")
        let file = "\(options.stateFolder)/portal.sqlite"
        let output = try await Tool.mustRun(
            "sqlite3", (mayWrite ? [] : ["-readonly"]) + ["-cmd", ".timeout 5000", file, sql])
        return output.standardOutput.split(separator: "\n").joined(separator: "\n")
    }
}

/// Each test of the suite runs once on each store: what the portal promises does not hang on the engine.
struct OnEachStore: SuiteTrait, TestTrait, TestScoping {
    var isRecursive: Bool { true }

    func provideScope(
        for test: Test, testCase: Test.Case?, performing body: @Sendable () async throws -> Void
    ) async throws {
        guard testCase != nil else { return try await body() }
        for store in StoreKind.usable {
            do {
                try await StoreKind.$current.withValue(store) { try await body() }
            } catch {
                Issue.record("on \(store.rawValue)")
                throw error
            }
        }
    }
}

extension Trait where Self == OnEachStore {
    /// Runs each test once on SQLite and once on PostgreSQL.
    static var onEachStore: Self { OnEachStore() }
}
