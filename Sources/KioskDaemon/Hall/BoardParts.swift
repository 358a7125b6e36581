import HallClient
import Hummingbird
import KioskDevices
import KioskDiagnostics
import KioskDomain
import KioskScreens
import KioskTime
import Logging
import ServiceLifecycle

/// A machine behind a hall board: it follows the hall of the centre and serves the board's page to its own browser.
struct BoardParts: MachineParts {
    private static let look = Duration.seconds(2)
    private static let patience = Duration.seconds(10)

    private let configuration: BoardConfiguration
    private let logger: Logger
    private let started: ContinuousClock.Instant
    private let clock = TrustedClock()
    private let board = StatusBoard()
    private let hall: HallClient

    init(_ configuration: BoardConfiguration, logger: Logger, started: ContinuousClock.Instant) throws(Failure) {
        self.configuration = configuration
        self.logger = logger
        self.started = started
        hall = HallClient(
            try configuration.hallLink.client(folder: configuration.stateFolder), logger: logger
        ) { [clock] in clock.now() }
    }

    func close() async { await hall.shutdown() }

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
            hall: hall, pscName: configuration.pscName, services: [], isDemonstration: configuration.isDemonstration,
            clock: HallSite.Clock(
                now: { [clock] in clock.now() }, wall: { [zone = configuration.zone] in zone.civil($0) }),
            name: configuration.name)
        return Application(
            router: try hallRouter(site, options: ScreenOptions()),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.screensHost, port: configuration.screensPort), serverName: nil),
            onServerRunning: { [logger, configuration, started] channel in
                let ready = started.duration(to: .now) / .milliseconds(1)
                logger.notice(
                    "board ready",
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
        router.get("status") { [board, started] _, _ in
            try ControlServer.json(
                ControlStatus(
                    uptimeSeconds: started.duration(to: .now) / .seconds(1), session: "board",
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
