import HallClient
import HallContract
import Hummingbird
import KioskDevices
import KioskDiagnostics
import KioskDomain
import KioskJournal
import KioskScreens
import KioskTime
import Logging
import ServiceLifecycle

/// A machine that follows the hall of the centre and serves its page to its own browser: behind a hall board, or a
/// manager's.
struct FollowerParts: MachineParts {
    private static let look = Duration.seconds(2)
    private static let patience = Duration.seconds(10)

    private let configuration: FollowerConfiguration
    private let logger: Logger
    private let started: ContinuousClock.Instant
    private let clock = TrustedClock()
    private let board = StatusBoard()
    private let hall: HallClient
    /// A manager's: keeps who signed in and what was changed.
    private let journal: Journal?

    init(_ configuration: FollowerConfiguration, logger: Logger, started: ContinuousClock.Instant) async throws {
        self.configuration = configuration
        self.logger = logger
        self.started = started
        journal =
            configuration.role == .manager
            ? try await Ground.openJournal(
                configuration.stateFolder, demonstration: configuration.isDemonstration, clock: clock, logger: logger)
            : nil
        hall = HallClient(
            try configuration.hallLink.client(configuration.machine), logger: logger
        ) { [clock] in clock.now() }
    }

    func close() async {
        await hall.shutdown()
        try? await journal?.close()
    }

    func services() throws -> [any ServiceLifecycle.Service] {
        [
            Running("hall-line") { [hall] in await hall.run() },
            Running("hall-watch") {
                while !Task.isCancelled {
                    await note()
                    try? await Task.sleep(for: Self.look)
                }
            },
            Running("manager") { await ServiceManagerLink().run() },
            control(), try screens(),
        ] + housekeeping
    }

    private var housekeeping: [any ServiceLifecycle.Service] {
        guard let journal else { return [] }
        return [
            Running("housekeeping") { [clock, logger, zone = configuration.zone] in
                await Housekeeping(
                    journal: journal, clock: clock, zone: zone, logger: logger, hearsPortal: false
                ).run()
            }
        ]
    }

    /// How the line to the hall is, for `kioskctl status`.
    private func note() async {
        let isHeard = hall.silence.map { $0 < Self.patience } ?? false
        await board.set(
            DeviceStatus(
                id: "hall", name: configuration.hallLink.address.text, health: isHeard ? .ok : .fault,
                code: isHeard ? nil : .hallUnreachable, finding: isHeard ? "answers" : "is not heard"))
    }

    private func screens() throws -> some ServiceLifecycle.Service {
        let site = HallSite(
            hall: hall, pscName: configuration.pscName, services: configuration.purposes,
            isDemonstration: configuration.isDemonstration,
            clock: HallSite.Clock(
                now: { [clock] in clock.now() }, wall: { [zone = configuration.zone] in zone.civil($0) }),
            name: configuration.name, manager: journal == nil ? nil : hall,
            gate: journal.flatMap { .open(configuration.staffPIN, journal: $0, clock: clock, logger: logger) })
        return Application(
            router: try hallRouter(site, options: ScreenOptions()),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.screensHost, port: configuration.screensPort), serverName: nil),
            onServerRunning: { [logger, configuration, started] channel in
                let ready = started.duration(to: .now) / .milliseconds(1)
                logger.notice(
                    "\(configuration.role) ready",
                    metadata: [
                        "milliseconds": "\(Int(ready))",
                        "screens": "http://\(configuration.screensHost):\(channel.localAddress?.port ?? 0)",
                    ])
                try? NotifySocket.fromEnvironment()?.send(.ready)
            }, logger: logger)
    }

    private func control() -> some ServiceLifecycle.Service {
        ControlSocket.prepare(configuration.controlSocket)
        let router = Router()
        router.get("status") { [board, started, configuration] _, _ in
            try ControlServer.json(
                ControlStatus(
                    uptimeSeconds: started.duration(to: .now) / .seconds(1), session: configuration.role.rawValue,
                    devices: await board.statuses))
        }
        return Application(
            router: router,
            configuration: ApplicationConfiguration(
                address: .unixDomainSocket(path: configuration.controlSocket), serverName: nil),
            onServerRunning: { [configuration] _ in ControlSocket.restrict(configuration.controlSocket) },
            logger: logger)
    }
}
