import FoundationEssentials
import KioskDevices
import KioskDomain
import LocalAuthority
public import PortalContract

/// What the portal's team does at its own machine, beside or without a running portal: over the same database and folder.
public enum PortalAdministration {
    /// In the audit in the place of a machine.
    static let name = "portal-command"

    /// A one-time code for these roles, valid for a day.
    ///
    /// - Parameters:
    ///   - kiosk: the enrolled machine that it is for; nil for a new one.
    ///   - centre: the PSC that the machine shall speak for; nil leaves that as it is.
    public static func newCode(
        for roles: Set<KioskRole>, kiosk: String? = nil, centre: String? = nil, in options: PortalOptions
    ) async throws -> EnrolmentCode {
        let codes = EnrolmentCodes(clock: PortalClock(now: options.now), file: options.enrolmentCodeFile)
        return try await with(options) { store in
            try await store.write { try codes.make($0, for: roles, kiosk: kiosk, centre: centre, by: name) }
        }
    }

    /// The machines after the one named.
    public static func kiosks(after: String? = nil, in options: PortalOptions) async throws -> KioskList {
        try await with(options) { try await register($0, options).list(after: after) }
    }

    /// Lets a machine speak for a PSC, and for no other any more.
    public static func move(_ id: String, to centre: String, in options: PortalOptions) async throws {
        try await with(options) { try await register($0, options).move(id, to: centre, by: name) }
    }

    /// Shuts a machine out for good.
    public static func revoke(
        _ id: String, _ cause: KioskRevocationCause, in options: PortalOptions
    ) async throws -> RegisteredKiosk {
        try await with(options) { try await register($0, options).revoke(id, cause, by: name) }
    }

    /// The authorities that can be followed by others.
    public enum Authority: String, Sendable, CaseIterable {
        /// What machines pin.
        case tls
        /// What certifies machines.
        case kiosks
    }

    /// The steps by which one authority follows another; each takes effect when a portal process starts anew.
    public enum AuthorityStep: String, Sendable, CaseIterable {
        /// Make the next one: machines learn it, the present one goes on.
        case prepare
        /// Let it sign.
        case change
        /// Trust the former one no more.
        case retire
    }

    /// Does one step.
    /// - Throws: ``Failure`` `configuration.invalid` for one that is not due.
    public static func take(_ step: AuthorityStep, of authority: Authority, in options: PortalOptions) throws {
        let folder = IdentityFolder.portal(path: options.stateFolder, now: options.now())
        let kind: TrustAuthorities.Kind = authority == .tls ? .tls : .kiosks
        switch step {
        case .prepare: try AuthorityRoll.prepare(kind.file, commonName: kind.commonName, in: folder)
        case .change: try AuthorityRoll.change(kind.file, in: folder)
        case .retire: try AuthorityRoll.retire(kind.file, in: folder)
        }
    }

    private static func register(_ store: PortalStore, _ options: PortalOptions) throws -> KioskRegister {
        let trust = try TrustAuthorities(folder: options.stateFolder, now: options.now()).trust
        let clock = PortalClock(now: options.now)
        return KioskRegister(
            store: store, clock: clock, trust: trust, configurations: ConfigurationsService(store: store, clock: clock))
    }

    static func with<Value: Sendable>(
        _ options: PortalOptions, _ body: (PortalStore) async throws -> Value
    ) async throws -> Value {
        let store = try await PortalStore.open(options)
        do {
            let value = try await body(store)
            try await store.close()
            return value
        } catch let problem as PortalProblem {
            try? await store.close()
            throw Failure(problem.code, problem.detail)
        }
    }
}
