import CardReaderPCSC
import FoundationEssentials
import Glibc
import HelperProtocol
import KioskDevices
import KioskDomain
import KioskJournal
import KioskScreens
import KioskTime
import Logging
import NCALayer
import NCALayerDoor
import ServiceLifecycle
import SigningKeys
import SmartCard
import Synchronization

/// Everything that signs: kiosk-sign and kiosk-token, keys, the pages' door and who may use it.
struct SigningParts: Sendable {
    let configuration: DaemonConfiguration
    let fetcher: TrustFetcher
    let client: SigningClient
    /// Certificates are read on a connection of their own: a listing never waits for a large document.
    let reading: SigningClient
    /// Keys on vendors' tokens.
    let tokens: TokenKeySource
    let pages: PageDesk
    let sites: SiteKeeper
    let door: DoorService?
    /// On kiosks only; a desk's pages are the operator's own.
    let guest: GuestSession?
    let logger: Logger
    private let assignment: ReaderAssignment
    private let readers: ReaderMonitor

    /// What signing takes from the rest of the daemon.
    struct Surroundings: Sendable {
        var assignment: ReaderAssignment
        var readers: ReaderMonitor
        var journal: Journal
        var clock: TrustedClock
        var zone: CentreZone
        var seat: OperatorSeat
        var trace: APDUTrace
        var logger: Logger
    }

    init(_ configuration: DaemonConfiguration, _ around: Surroundings) async throws {
        self.configuration = configuration
        logger = around.logger
        let clock = around.clock
        let settings = configuration.signingSettings
        if settings.anchors.isEmpty { Self.warnOfMissingTrust(around.logger) }
        let fetcher = TrustFetcher(hosts: settings.allHosts, now: { clock.now() })
        self.fetcher = fetcher
        client = SigningClient(socketPath: configuration.signing.socket, fetch: { try await fetcher.fetch($0) })
        let reading = SigningClient(socketPath: configuration.signing.socket, fetch: { try await fetcher.fetch($0) })
        self.reading = reading
        let summary: CardKeySource.Summaries = { der in
            guard let summary = try await reading.certificates(in: der).first else {
                throw Failure(.certificateMalformed)
            }
            return summary
        }
        let (assignment, readers, seat) = (around.assignment, around.readers, around.seat)
        (self.assignment, self.readers) = (assignment, readers)
        let guestHolder = GuestHolder()
        let ledger = CardLedger(journal: around.journal, clock: clock)
        let cards = CardKeySource(
            readers: { assignment.used(readers.latest, isOpen: seat.isOpen) },
            trace: around.trace, summary: summary, tried: { await ledger.note($2, card: $0, medium: $1) })
        tokens = TokenKeySource(
            socketPath: configuration.token.socket, acceptsVirtual: configuration.isDemonstration,
            tried: { await ledger.note($2, card: $0, medium: $1) }, summary: summary)
        pages = PageDesk(
            PageDesk.Parts(
                client: client, cards: cards, tokens: tokens,
                readers: around.readers, settings: settings, journal: around.journal, clock: clock, zone: around.zone,
                isDemonstration: configuration.isDemonstration, rules: configuration.rules,
                timeOuts: configuration.timeOuts, logger: around.logger,
                used: { await guestHolder.guest?.used() }))
        let folder = "\(configuration.stateFolder)/door"
        let policies = try FileSitePolicies(
            path: "\(folder)/sites.json", defaults: configuration.door.others == .ask ? .desk : .kiosk,
            now: { clock.now() })
        sites = SiteKeeper(
            policies: policies, seat: around.seat, journal: around.journal, clock: clock, zone: around.zone)
        guard configuration.door.isOpen else {
            door = nil
            guest = nil
            return
        }
        try Self.makePrivate(folder)
        try await sites.allow(configuration.door.sites)
        let isKiosk = configuration.role == .kiosk
        let door = DoorService(
            DoorConfiguration(
                port: configuration.door.port, stateFolder: folder, host: pages,
                policies: isKiosk
                    ? GuestPolicies(policies: policies, used: { await guestHolder.guest?.used() }) : policies,
                logger: around.logger), now: { clock.now() })
        self.door = door
        guest = isKiosk ? Self.guest(configuration, around, door, pages) : nil
        guestHolder.hold(guest)
    }

    /// A machine may run so; `kioskctl diagnose` says the same as `signing.trust`.
    private static func warnOfMissingTrust(_ logger: Logger) {
        logger.warning(
            "signing.trust-file names no authority: whether an EDS was revoked is not checked",
            metadata: ["code": "\(FailureCode.certificateIssuerMissing.rawValue)"])
    }

    private static func guest(
        _ configuration: DaemonConfiguration, _ around: Surroundings, _ door: DoorService, _ pages: PageDesk
    ) -> GuestSession {
        let profile = GuestProfile(
            folder: configuration.guest.profileFolder, endedFile: configuration.guest.endedFile,
            logger: around.logger)
        return GuestSession(
            GuestWatch(idle: .seconds(configuration.idleSeconds)),
            GuestSession.Duties(
                pages: { door.server?.connectionCount ?? 0 }, dismiss: { await door.server?.dismissPages() },
                forget: { await pages.forgetGuest() }, wipe: { profile.wipe() },
                note: { ending in
                    try? await around.journal.record(
                        "guest.ended", details: ["reason": ending.rawValue], at: around.clock.now())
                    around.logger.info("guest", metadata: ["ended": "\(ending.rawValue)"])
                }))
    }

    /// What runs beside the rest of the daemon.
    ///
    /// - Parameter sessionEnds: told whenever a citizen's session on our screen has ended.
    func services(_ board: StatusBoard, sessionEnds: AsyncStream<Void>) -> [any ServiceLifecycle.Service] {
        var services: [any ServiceLifecycle.Service] = helpers()
        services.append(Running("pages") { [pages] in await pages.run() })
        let watch = SigningWatch(
            sign: reading, tokenSocket: configuration.token.socket, mode: configuration.mode, board: board)
        services.append(Running("signing-health") { await watch.run() })
        guard let door else { return services }
        services.append(door)
        if let guest {
            services.append(
                Running("guest") { [readers, assignment] in
                    await guest.run(
                        readers: readers.snapshots(), assignment: assignment, sessionEnds: sessionEnds)
                })
        }
        services.append(
            Running("door-watch") {
                while !Task.isCancelled {
                    await board.set(door.status)
                    try? await Task.sleep(for: .seconds(1))
                }
            })
        return services
    }

    func close() async {
        await fetcher.close()
        for helper in [configuration.signing, configuration.token] where helper.program != nil {
            try? FileManager.default.removeItem(atPath: helper.socket)
        }
    }

    /// On a machine without a service manager.
    private func helpers() -> [any ServiceLifecycle.Service] {
        let parent = ["--parent", "\(getpid())"]
        var services: [any ServiceLifecycle.Service] = []
        if let program = configuration.signing.program {
            let process = HelperProcess(
                name: "kiosk-sign", program: program,
                arguments: ["serve", "--socket", configuration.signing.socket] + parent, logger: logger)
            services.append(Running("sign-process") { await process.run() })
        }
        if let program = configuration.token.program {
            let process = HelperProcess(
                name: "kiosk-token", program: program,
                arguments: [
                    "serve", "--socket", configuration.token.socket, "--modules", configuration.tokenModulesFile,
                ] + parent, logger: logger)
            services.append(Running("token-process") { await process.run() })
        }
        if let stick = configuration.stick, let program = stick.program {
            let process = HelperProcess(
                name: "kiosk-stick", program: program,
                arguments: ["serve", "--socket", stick.socket, "--mount-point", "\(configuration.stateFolder)/stick"]
                    + parent, logger: logger)
            services.append(Running("stick-process") { await process.run() })
        }
        return services
    }

    private static func makePrivate(_ folder: String) throws(Failure) {
        guard mkdir(folder, 0o700) == 0 || errno == EEXIST else {
            throw Failure(.configurationInvalid, "\(folder) cannot be made")
        }
    }
}

extension ReaderAssignment {
    /// The readers whose cards may sign: the operator's once its owner has signed in, as until then the card waits for
    /// that PIN.
    func used(_ snapshot: ReaderSnapshot, isOpen: Bool) -> [ReaderInfo] {
        [citizenReader(snapshot), isOpen ? operatorReader(snapshot) : nil].compactMap(\.self)
    }
}

/// The pages' desk and their policies are made before the guest's session that they tell.
private final class GuestHolder: Sendable {
    private let held = Mutex<GuestSession?>(nil)
    var guest: GuestSession? { held.withLock { $0 } }
    func hold(_ guest: GuestSession?) { held.withLock { $0 = guest } }
}
