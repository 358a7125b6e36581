import CardReaderPCSC
import Glibc
import HallClient
import HelperProtocol
import Hummingbird
import KioskDevices
import KioskDomain
import KioskScreens
import Logging
import PortalClient
import ServiceLifecycle

extension DaemonParts {
    /// What runs side by side, in the order of the start.
    func services() throws -> [any ServiceLifecycle.Service] {
        var services: [any ServiceLifecycle.Service] = [
            Running("readers") { [readers] in await readers.run() },
            Running("reader-watch") { [readerWatch] in await readerWatch.run() },
            Running("operator-seat") { [operatorSeat] in await operatorSeat.run() },
            Running("documents") { [documents, operatorSeat] in await documents?.run(operatorSeat.views()) },
            Running("card-desk") { [cards, operatorSeat] in await cards.run(operatorSeat.views()) },
            Running("exchanges") { [exchanges, operatorSeat] in await exchanges?.run(operatorSeat.views()) },
            Running("printer") { [printer, board] in await PrinterWatch(printer: printer, board: board).run() },
            Running("portal") { [portalWatch] in await portalWatch.run() },
            Running("outbox") { [pump] in await pump.run() },
            Running("leases") { [queue] in await queue.leases.run() },
            Running("reservations") { [queue] in await queue.reservations.run() },
            Running("closings") { [queue, runner] in
                await queue.closings.run { await runner.show(closings: $0) }
            },
            Running("sessions") { [runner, metrics] in
                await SessionMeter(metrics: metrics).run(runner.snapshots())
            },
            Running("housekeeping") { [housekeeping] in await housekeeping.run() },
        ]
        if queue.hall is HallKeeper {
            services.append(Running("ticket-status") { [statusTeller] in await statusTeller.run() })
        }
        if let line = queue.hall as? HallClient { services.append(Running("hall-line") { await line.run() }) }
        if let helper = camera.helper { services.append(Running("vision-process") { await helper.run() }) }
        services += [
            Running("vision") { [camera] in await camera.face.run() },
            Running("vision-health") { [camera, visionWatch, configuration] in
                await VisionGreeting(
                    client: camera.client, plug: CameraPlug(source: configuration.cameraSource),
                    cameraIsFaulty: { await visionWatch.cameraIsFaulty }, report: visionWatch.health,
                    fault: visionWatch.listener.fault
                ).run()
            },
            Running("preview") { [camera, preview] in
                for await frame in camera.client.previews { preview.pass(frame) }
            },
            Running("pushed-sets") { [sets] in await sets?.run() },
            Running("manager") { await ServiceManagerLink().run() },
        ]
        if let monitoring { services.append(monitoring) }
        return services + signing.services(board, sessionEnds: sessionEnds) + [try control(), try screensApplication()]
    }

    /// Each return of the citizen's screen to its beginning.
    private var sessionEnds: AsyncStream<Void> {
        let snapshots = runner.snapshots()
        return AsyncStream { continuation in
            let task = Task {
                var wasIdle = true
                for await snapshot in snapshots {
                    let isIdle = snapshot.session.stage == .idle
                    if isIdle, !wasIdle { continuation.yield() }
                    wasIdle = isIdle
                }
                continuation.finish()
            }
            continuation.onTermination = { _ in task.cancel() }
        }
    }

    private var statusTeller: TicketStatusTeller {
        TicketStatusTeller(
            hall: queue.hall, journal: ground.journal, clock: ground.clock, centre: configuration.centre,
            logger: logger)
    }

    private var portalWatch: PortalWatch {
        PortalWatch(
            portal: ground.portal, keeper: ground.keeper, clock: ground.clock, journal: ground.journal, board: board,
            centre: configuration.centre, demonstration: configuration.isDemonstration, sets: sets,
            lastRound: { [pump] in pump.lastReport },
            lineFound: { [runner, configuration] in await configuration.offline.apply($0, to: runner) })
    }

    private var metricsRoute: MetricsRoute {
        MetricsRoute(
            registry: registry,
            gauges: KioskGauges(
                metrics: metrics, board: board, journal: ground.journal, clock: ground.clock,
                lastRound: { [pump] in pump.lastReport }))
    }

    /// For a Prometheus on this machine; nil unless the configuration names a port.
    private var monitoring: (any ServiceLifecycle.Service)? {
        guard configuration.metricsPort > 0 else { return nil }
        return Application(
            router: metricsRoute.router(),
            configuration: ApplicationConfiguration(
                address: .hostname("127.0.0.1", port: configuration.metricsPort), serverName: nil),
            logger: logger)
    }

    private func screensApplication() throws -> some ServiceLifecycle.Service {
        Application(
            router: try screenRouter(
                host: screens,
                options: ScreenOptions(
                    consentFollows: configuration.role == .kiosk,
                    voice: EspeakVoice(program: configuration.voiceProgram, logger: logger)),
                consents: signing.pages, sites: signing.sites, hall: hallSite),
            configuration: ApplicationConfiguration(
                address: .hostname(configuration.screensHost, port: configuration.screensPort), serverName: nil),
            onServerRunning: { [logger, started, configuration, sets, ready] channel in
                ready()
                await sets?.ready()
                let milliseconds = started.duration(to: .now) / .milliseconds(1)
                logger.notice(
                    "ready",
                    metadata: [
                        "milliseconds": "\(Int(milliseconds))",
                        "screens": "http://\(configuration.screensHost):\(channel.localAddress?.port ?? 0)",
                    ])
                try? NotifySocket.fromEnvironment()?.send(.ready)
            }, logger: logger)
    }

    private var hallPlace: QueueRoutes.Place {
        if let keeper = queue.hall as? HallKeeper { return .here(keeper) }
        return .elsewhere(configuration.hallLink?.address.text ?? "another machine")
    }

    private func control() throws -> some ServiceLifecycle.Service {
        let server = ControlServer(
            board: board, trace: trace, started: started,
            session: { [runner] in runner.snapshot.session.stage.caseName }, operators: operators, seat: operatorSeat,
            journal: ground.journal,
            camera: CameraRoutes(
                vision: camera.client, holder: camera.holder,
                isIdle: { [runner] in runner.snapshot.session.stage == .idle }),
            queue: QueueRoutes(place: hallPlace, journal: ground.journal, clock: ground.clock), sets: sets,
            metrics: metricsRoute, slips: SlipRoutes(work: slips))
        ControlSocket.prepare(configuration.controlSocket)
        return Application(
            router: server.router(),
            configuration: ApplicationConfiguration(
                address: .unixDomainSocket(path: configuration.controlSocket), serverName: nil),
            onServerRunning: { [configuration] _ in ControlSocket.restrict(configuration.controlSocket) },
            logger: logger)
    }
}

/// A part that runs until the group stops.
struct Running: ServiceLifecycle.Service, CustomStringConvertible {
    let description: String
    private let body: @Sendable () async -> Void

    init(_ name: String, _ body: @escaping @Sendable () async -> Void) {
        description = name
        self.body = body
    }

    func run() async {
        await cancelWhenGracefulShutdown { await body() }
        // A part whose stream ended waits for the others: only the group ends the daemon.
        try? await gracefulShutdown()
    }
}
