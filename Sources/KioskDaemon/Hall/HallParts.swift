import FoundationEssentials
import HallServer
import Hummingbird
import KioskDevices
import KioskDomain
import KioskJournal
import KioskScreens
import KioskTime
import Logging
import ServiceLifecycle

/// What the parts of any machine have in common.
protocol MachineParts: Sendable {
    /// What runs side by side, in the order of the start.
    func services() throws -> [any ServiceLifecycle.Service]
    func close() async
}

/// A machine that only keeps the hall: journal, keeper, the line for the other machines, pages for board and manager.
struct HallParts: MachineParts {
    private static let tick = Duration.seconds(20)

    private let configuration: HallConfiguration
    private let logger: Logger
    private let started: ContinuousClock.Instant
    private let journal: Journal
    private let clock = TrustedClock()
    private let zone: CentreZone
    private let board = StatusBoard()
    private let keeper: HallKeeper
    private let authority: HallAuthority
    private let register: MachineRegister

    init(_ configuration: HallConfiguration, logger: Logger, started: ContinuousClock.Instant) async throws {
        self.configuration = configuration
        self.logger = logger
        self.started = started
        zone = configuration.zone
        journal = try await Ground.openJournal(
            configuration.stateFolder, demonstration: configuration.isDemonstration, clock: clock, logger: logger)
        keeper = try await HallKeeper.open(
            journal: journal, clock: clock, zone: zone, plan: configuration.plan,
            applied: AppliedPlan(folder: configuration.stateFolder))
        authority = try HallAuthority(folder: configuration.stateFolder, now: clock.now())
        register = try MachineRegister(folder: configuration.stateFolder, authority: authority) { [clock] in
            clock.now()
        }
    }

    func close() async { try? await journal.close() }

    func services() throws -> [any ServiceLifecycle.Service] {
        var services: [any ServiceLifecycle.Service] = [
            Running("hall-clock") { [keeper] in
                while !Task.isCancelled {
                    await keeper.tick()
                    try? await Task.sleep(for: Self.tick)
                }
            },
            Running("housekeeping") { [journal, clock, zone, logger, portal = configuration.portal] in
                await Housekeeping(
                    journal: journal, clock: clock, zone: zone, logger: logger, hearsPortal: portal != nil
                ).run()
            },
            Running("manager") { await ServiceManagerLink().run() },
        ]
        if let portal = configuration.portal {
            let line = HallPortalLine(
                settings: portal, configuration: configuration, journal: journal, clock: clock, board: board,
                keeper: keeper, logger: logger)
            services.append(Running("portal") { await line.run() })
        }
        return services + [control(), try screens(), server()]
    }

    private func server() -> HallServer {
        HallServer(
            hall: keeper, reports: ManagerWork(journal: journal, clock: clock), authority: authority,
            register: register, host: configuration.listenHost,
            ports: configuration.ports, logger: logger, now: { [clock] in clock.now() },
            ready: { [logger, started] ports in
                let ready = started.duration(to: .now) / .milliseconds(1)
                logger.notice(
                    "hall ready",
                    metadata: [
                        "milliseconds": "\(Int(ready))", "machines": "\(ports.machines)",
                        "enrolment": "\(ports.enrolment)",
                    ])
                try? NotifySocket.fromEnvironment()?.send(.ready)
            })
    }

    private func screens() throws -> some ServiceLifecycle.Service {
        let site = HallSite(
            hall: keeper, pscName: configuration.pscName, services: configuration.purposes,
            isDemonstration: configuration.isDemonstration,
            clock: HallSite.Clock(now: { [clock] in clock.now() }, wall: { [zone] in zone.civil($0) }),
            name: configuration.name, manager: ManagerWork(journal: journal, clock: clock),
            gate: .open(configuration.staffPIN, journal: journal, clock: clock, logger: logger))
        return Application(
            router: try hallRouter(site, options: ScreenOptions()),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.screensHost, port: configuration.screensPort), serverName: nil),
            onServerRunning: { [logger, configuration] channel in
                logger.notice(
                    "pages ready",
                    metadata: ["screens": "http://\(configuration.screensHost):\(channel.localAddress?.port ?? 0)"])
            }, logger: logger)
    }

    private func control() -> some ServiceLifecycle.Service {
        ControlSocket.prepare(configuration.controlSocket)
        return Application(
            router: HallControl(
                board: board, started: started, authority: authority, register: register, keeper: keeper,
                queue: QueueRoutes(place: .here(keeper), journal: journal, clock: clock)
            ).router(),
            configuration: ApplicationConfiguration(
                address: .unixDomainSocket(path: configuration.controlSocket), serverName: nil),
            onServerRunning: { [configuration] _ in ControlSocket.restrict(configuration.controlSocket) },
            logger: logger)
    }
}
