import FoundationEssentials
import KioskDomain
import PortalContract
import PushedConfiguration
import SQLAccess

/// Which machine is offered which set, and what machines say of it.
struct ConfigurationsService: Sendable {
    /// What a machine says is written when it changed, and at least so often.
    private static let newsAge = Duration.seconds(3600)

    let store: PortalStore
    let clock: PortalClock

    /// Takes what a machine tells of itself; answers the set that it shall take, if there is a new one for it.
    func hear(_ told: ConfigurationPresence, kiosk: String) async throws -> ConfigurationName? {
        let now = clock.now()
        let (known, due) = try await store.read { database in
            let known = try ToldConfiguration.find(database, kiosk)
            return (known, try Self.due(database, told, at: now))
        }
        let isNews = known?.told != told || known.map { $0.at + Self.newsAge < now } ?? true
        if isNews || !due.isEmpty {
            try await store.write { database in
                if isNews { try ToldConfiguration.keep(database, told, kiosk, at: now) }
                try Self.goOn(database, told, at: now)
            }
        }
        return try await store.read { try Self.wanted($0, told, kiosk: kiosk, at: now) }
    }

    /// The signed set that the machine is offered, by what it last told.
    func answer(kiosk: String) async throws -> ConfigurationAnswer {
        let now = clock.now()
        return try await store.read { database in
            guard let known = try ToldConfiguration.find(database, kiosk),
                let name = try Self.wanted(database, known.told, kiosk: kiosk, at: now)
            else { return ConfigurationAnswer() }
            return ConfigurationAnswer(set: try ConfigurationRow.text(database, name))
        }
    }

    // MARK: - Who is offered what

    private static func scopes(_ told: ConfigurationPresence, kiosk: String) -> [ConfigurationScope] {
        ConfigurationPlace(kiosk: kiosk, centre: told.centre, region: told.region ?? "").scopes
    }

    /// Of the narrowest scope that has a set the newest one; nil when the machine has it, failed with it, or is ahead of it.
    private static func wanted(
        _ database: any SQLTransaction, _ told: ConfigurationPresence, kiosk: String, at now: UnixTime
    ) throws -> ConfigurationName? {
        for scope in scopes(told, kiosk: kiosk) {
            let row = try ConfigurationRow.offered(database, scope.text).first {
                let share = RollOut.share($0.plan, after: $0.publishedAt.duration(to: now))
                return $0.state == .all || RollOut.isFirst(kiosk, $0.name, share: share)
            }
            guard let row else { continue }
            let report = told.report
            let known = [report.running, report.trial, report.waiting].compactMap { $0 }
            // A machine that was further is not asked to go back: it would refuse, and be right.
            let isAhead = known.contains { $0.scope == row.name.scope && $0.version >= row.name.version }
            return isAhead || report.refused?.set == row.name ? nil : row.name
        }
        return nil
    }

    // MARK: - How a set goes on

    private static func due(
        _ database: any SQLTransaction, _ told: ConfigurationPresence, at now: UnixTime
    ) throws -> [ConfigurationRow] {
        guard let running = told.report.running,
            let row = try ConfigurationRow.find(database, running.scope, running.version)
        else { return [] }
        return row.state == .canary && row.publishedAt + row.plan.hold <= now ? [row] : []
    }

    /// The sets that the machine speaks of go on or stop, by what all machines said.
    private static func goOn(_ database: any SQLTransaction, _ told: ConfigurationPresence, at now: UnixTime) throws {
        let report = told.report
        for (name, hasFailed) in [(report.running, false), (report.refused?.set, true)] {
            guard let name, let row = try ConfigurationRow.moving(database, name, hasFailed: hasFailed) else {
                continue
            }
            let next = RollOut.next(
                row.state, row.plan, publishedAt: row.publishedAt,
                failed: try ToldConfiguration.failures(database, name),
                good: try ToldConfiguration.runs(database, name),
                now: now)
            if next != row.state { try row.move(database, to: next, at: now, by: "portal") }
        }
    }

    // MARK: - What the team does

    /// - Throws: ``PortalProblem`` 409 `configuration.older` for a version that is not greater than all before it.
    func publish(_ set: SignedSet, _ plan: RollOutPlan, by who: String) async throws {
        let now = clock.now()
        try await store.write { [store] database in
            try NamedLock.configurations.hold(database, in: store)
            let newest = try ConfigurationRow.newestVersion(database, set.set.scope.text)
            guard set.set.version > newest else {
                throw PortalProblem(
                    .configurationOlder, 409, "\(set.set.scope.text) is at version \(newest): the next one is greater")
            }
            try ConfigurationRow.insert(database, set, plan, at: now)
            try Audit.record(
                database, at: now, kiosk: who, "configuration.published",
                detail: "\(set.set.scope.text) \(set.set.version)")
        }
    }

    /// It is offered to nobody any more; who runs on it stays.
    ///
    /// - Throws: ``PortalProblem`` 404 `configuration.unknown`.
    func withdraw(_ scope: String, _ version: Int64, by who: String) async throws {
        let now = clock.now()
        try await store.write { database in
            // Held: a machine's word may be moving it from the canary to all.
            guard let row = try ConfigurationRow.hold(database, scope, version) else {
                throw PortalProblem(.configurationUnknown, 404, "there is no set \(scope) \(version)")
            }
            try row.move(database, to: .withdrawn, at: now, by: who)
        }
    }
}
