import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskJournal
import KioskTime
import Logging
import MachineKeys
import PortalClient
import PortalContract

/// What every other part of a machine for people stands on.
struct Ground: Sendable {
    let clock: TrustedClock
    let zone: CentreZone
    let journal: Journal
    let portal: PortalClient
    let keeper: IdentityKeeper
    let identity: DeviceIdentity

    init(_ configuration: DaemonConfiguration, logger: Logger) async throws {
        // A book with a day of its own for it: as it is when kioskd starts.
        clock = TrustedClock(
            tolerance: configuration.rules.clockTolerance.value(on: configuration.zone.day(PushedStart.now())))
        zone = configuration.zone
        journal = try await Self.openJournal(
            configuration.stateFolder, demonstration: configuration.isDemonstration, clock: clock,
            limits: JournalLimits(unsentAge: .seconds(configuration.unsentDays * 86_400)), logger: logger)
        portal = try Self.portal(configuration.portalURL, authorityFile: configuration.portalCAFile)
        keeper = IdentityKeeper(
            folder: configuration.stateFolder, client: portal, code: Self.code(configuration.enrolmentCodeFile),
            roles: Self.roles(configuration), keys: configuration.keys)
        identity = try await keeper.identify()
        try await journal.speak(as: identity.kioskID, at: clock.now())
    }

    /// A machine at which nobody sits asks for no more than it needs: who steals its key is no desk.
    static func roles(_ configuration: DaemonConfiguration) -> [KioskRole] {
        guard configuration.operatorReader != nil else { return [.kiosk] }
        return configuration.hasOfficers ? [.kiosk, .desk, .officer] : [.kiosk, .desk]
    }

    /// The key of this machine as it is now: rotation and a new enrolment change it.
    var key: @Sendable () -> any MachineKey {
        { [portal, identity] in portal.currentIdentity?.key ?? identity.key }
    }

    /// Opens the journal and settles what a crash left behind, before anybody is served (DESIGN 5.3).
    static func openJournal(
        _ folder: String, demonstration: Bool, clock: TrustedClock, limits: JournalLimits = JournalLimits(),
        logger: Logger
    ) async throws -> Journal {
        let credentials = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"]
        let key = try JournalKey.load(folder: folder, credentials: credentials)
        let journal = try await Journal.open(
            folder: folder, key: key, now: clock.now(), limits: limits, demonstration: demonstration)
        for finding in try await journal.recover(now: clock.now()) {
            logger.warning(
                "settled after a crash",
                metadata: ["kind": "\(finding.kind.rawValue)", "code": "\(finding.code.rawValue)"])
        }
        await journal.watchDamage { [weak journal] in
            Task { if let journal { await Housekeeping.tellDamage(journal, clock, logger) } }
        }
        return journal
    }

    static func portal(_ url: String, authorityFile: String) throws(Failure) -> PortalClient {
        guard let pem = try? String(contentsOfFile: authorityFile, encoding: .utf8) else {
            throw Failure(.portalTrust, "portal.ca-file cannot be read")
        }
        do {
            return try PortalClient(
                PortalConfiguration(address: url, trustedAuthorities: pem, timeout: .seconds(5)))
        } catch {
            throw Failure(error)
        }
    }

    static func code(_ file: String) -> @Sendable () throws -> String {
        {
            guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
                throw Failure(
                    .portalRefused, "portal.enrolment-code-file cannot be read, and this kiosk is not enrolled")
            }
            return text.filter { !$0.isWhitespace }
        }
    }
}
