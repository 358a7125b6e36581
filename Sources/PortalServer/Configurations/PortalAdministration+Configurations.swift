public import FoundationEssentials
import KioskDevices
import KioskDomain
public import PortalContract
import PushedConfiguration

/// A published set as the team sees it.
public struct PublishedConfiguration: Codable, Sendable, Hashable {
    /// Its scope, version and digest.
    public var name: ConfigurationName
    /// The first day on which machines take it on.
    public var validFrom: String
    /// What it is for.
    public var note: String
    /// Where it is on its way.
    public var state: RollOutState
    /// Per cent that take it first.
    public var share: Int
    /// Milliseconds since 1970, portal's clock.
    public var publishedAtMilliseconds: Int64
    /// Machines that run on it.
    public var good: Int
    /// Machines that did not take or keep it.
    public var failed: Int
}

/// How one machine stands with sets.
public struct KioskConfigurationStatus: Codable, Sendable, Hashable {
    /// Its ID.
    public var kioskID: String
    /// Where it is, and how it stands, as it last told.
    public var told: ConfigurationPresence
    /// Milliseconds since 1970, portal's clock.
    public var toldAtMilliseconds: Int64
    /// It runs on a set that this portal does not know: one of the two was put back to an older state.
    public var isUnknownHere: Bool
}

extension PortalAdministration {
    /// Publishes a set that `signers` signed.
    ///
    /// - Parameter signers: public keys, PEM.
    /// - Throws: ``Failure`` `configuration.…`; `configuration.portal-differs` for one by which machines would decide otherwise
    ///   than this portal, and in a folder with other rules than the portals on the database.
    public static func publish(
        _ signed: String, signers: String, _ plan: RollOutPlan, in options: PortalOptions
    ) async throws -> ConfigurationName {
        let set = try SignedSet.opened(signed, signers: signers)
        let today = PortalClock(now: options.now).today()
        let tables = set.set.rules.contradictions(
            of: try AdoptedRules.book(in: options.stateFolder), since: max(today, set.set.validFrom))
        guard tables.isEmpty else {
            throw Failure(.configurationPortal, "the portal judges by other data of \(tables.joined(separator: ", "))")
        }
        try await with(options) { store in
            try await PortalTerms(options, store: store).compare()
            try await service(store, options).publish(set, plan, by: name)
        }
        return ConfigurationName(set)
    }

    /// Has the portals of this folder judge by the data of the rules in a set for all machines, from their next start on. No
    /// portal with other data starts on this database from then on.
    ///
    /// - Parameter signers: public keys, PEM.
    /// - Throws: ``Failure`` `configuration.…`.
    public static func adopt(
        _ signed: String, signers: String, in options: PortalOptions
    ) async throws -> ConfigurationName {
        let set = try SignedSet.opened(signed, signers: signers)
        try AdoptedRules.adopt(set, signers: signers, in: options.stateFolder)
        try await with(options) { store in
            try await store.write { database in
                try PortalTerms.adopt(database, AdoptedRules.mark(of: set))
                try Audit.record(
                    database, at: options.now(), kiosk: name, "configuration.adopted", detail: "all \(set.set.version)")
            }
        }
        return ConfigurationName(set)
    }

    /// All sets, the newest first.
    public static func configurations(in options: PortalOptions) async throws -> [PublishedConfiguration] {
        try await with(options) { store in
            try await store.read { database in
                try ConfigurationRow.all(database).map { row in
                    PublishedConfiguration(
                        name: row.name, validFrom: row.validFrom, note: row.note, state: row.state,
                        share: row.plan.share, publishedAtMilliseconds: row.publishedAt.milliseconds,
                        good: try ToldConfiguration.runs(database, row.name),
                        failed: try ToldConfiguration.failures(database, row.name))
                }
            }
        }
    }

    /// What was signed: the team's own JSON.
    /// - Throws: ``Failure`` `configuration.unknown`.
    public static func configuration(
        _ scope: String, _ version: Int64, in options: PortalOptions
    ) async throws -> Data {
        let text = try await with(options) { store in
            try await store.read { database in
                try ConfigurationRow.find(database, scope, version).flatMap {
                    try ConfigurationRow.text(database, $0.name)
                }
            }
        }
        let payload = text?.split(separator: ".").dropFirst().first.flatMap { Base64URL.decode($0) }
        guard let payload else { throw Failure(.configurationUnknown, "there is no set \(scope) \(version)") }
        return payload
    }

    /// Offers a set to nobody any more.
    public static func withdraw(_ scope: String, _ version: Int64, in options: PortalOptions) async throws {
        try await with(options) { try await service($0, options).withdraw(scope, version, by: name) }
    }

    /// The machines after the one named, at most 500.
    public static func configurationStatus(
        after: String = "", in options: PortalOptions
    ) async throws -> [KioskConfigurationStatus] {
        try await with(options) { store in
            try await store.read { database in
                try ToldConfiguration.list(database, after: after).map { known in
                    let running = known.told.report.running
                    let row = try running.flatMap { try ConfigurationRow.find(database, $0.scope, $0.version) }
                    return KioskConfigurationStatus(
                        kioskID: known.kiosk, told: known.told, toldAtMilliseconds: known.at.milliseconds,
                        isUnknownHere: running != nil && row?.name != running)
                }
            }
        }
    }

    private static func service(_ store: PortalStore, _ options: PortalOptions) -> ConfigurationsService {
        ConfigurationsService(store: store, clock: PortalClock(now: options.now))
    }
}
