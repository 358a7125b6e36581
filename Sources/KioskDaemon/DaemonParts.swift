import CardReaderPCSC
import FoundationEssentials
import Glibc
import HallClient
import HallContract
import HelperProtocol
import Hummingbird
import KioskDevices
import KioskDomain
import KioskJournal
import KioskScreens
import KioskTime
import Logging
import PortalClient
import PortalContract
import PrometheusText
import ServiceLifecycle
import SlipPrinter
import SmartCard

/// Everything that kioskd is made of, wired.
struct DaemonParts: MachineParts {
    let configuration: DaemonConfiguration
    let registry: PrometheusRegistry
    let metrics: KioskMetrics
    let logger: Logger
    let started: ContinuousClock.Instant
    let ready: @Sendable () -> Void
    let ground: Ground
    let board = StatusBoard()
    let runner: SessionRunner
    let camera: CameraParts
    let readers = ReaderMonitor()
    let readerWatch: ReaderWatch
    let operators: OperatorList
    let operatorSeat: OperatorSeat
    /// Nil where no issuing bodies are configured.
    let documents: DocumentDesk?
    let cards: CardDesk
    /// Nil where no exchanges of identity cards are checked.
    let exchanges: ExchangeDesk?
    let signing: SigningParts
    let printer: SlipPrinter
    let templates: SlipTemplates
    let slips: SlipWork
    let trace: APDUTrace
    let screens: ScreenService
    let preview = Broadcast(WipedBytes([]))
    let pump: OutboxPump<JournalOutbox>
    let housekeeping: Housekeeping
    let queue: QueueParts
    /// Nil where no signers are configured.
    let sets: PushedSets?

    /// - Parameters:
    ///   - pushed: what this start chose of pushed sets.
    ///   - again: ends kioskd for another start.
    ///   - ready: called when the screens are served.
    init(
        _ configuration: DaemonConfiguration, metrics registry: PrometheusRegistry,
        pushed: PushedStart? = nil,
        again: @escaping @Sendable () -> Void = {},
        ready: @escaping @Sendable () -> Void = {}, logger: Logger, started: ContinuousClock.Instant
    ) async throws {
        self.configuration = configuration
        self.registry = registry
        let metrics = KioskMetrics(factory: registry)
        self.metrics = metrics
        self.logger = logger
        self.started = started
        self.ready = ready
        ground = try await Ground(configuration, logger: logger)
        let (clock, zone, journal, portal) = (ground.clock, ground.zone, ground.journal, ground.portal)
        let identity = ground.identity
        await journal.watchCommits { KioskMetrics.commits.observe($0, in: registry) }
        MetricFamily.started.set(Double(clock.now().milliseconds) / 1_000, in: registry)
        let demonstration = configuration.isDemonstration
        printer = SlipPrinter(
            try SlipPrinter.Configuration(
                device: configuration.printerDevice, width: configuration.printerWidth,
                family: configuration.printer.family, hasNearEndSensor: configuration.printer.hasNearEndSensor,
                untaken: configuration.printer.untaken, acceptsVirtual: demonstration))
        trace = APDUTrace { [logger] in logger.notice("\($0)", metadata: ["part": "apdu"]) }
        pump = OutboxPump(
            source: JournalOutbox(journal: journal, clock: clock, logger: logger),
            logger: logger,
            send: { [portal] batch throws(PortalError) in try await metrics.counting(batch, to: portal) })
        housekeeping = Housekeeping(
            journal: journal, clock: clock, zone: zone, logger: logger, rules: configuration.rules)
        camera = try await CameraParts(configuration, logger: logger)
        let face = camera.face
        let attempts = AttemptWork(
            journal: journal, portal: portal, machine: identity.kioskID, key: ground.key, clock: clock, face: face,
            calibrationHash: camera.calibration.hash, metrics: metrics,
            pump: { [pump] in _ = try? await withDeadline(.seconds(3), "outbox") { await pump.pumpOnce() } })
        queue = try await QueueParts(configuration, ground, board: board, logger: logger)
        let monitor = readers
        let assignment = ReaderAssignment(
            citizen: ReaderAssignment.Place(configuration.citizenReader),
            operatorPlace: configuration.operatorReader.map { ReaderAssignment.Place($0) },
            acceptsVirtual: demonstration)
        let card = CitizenCard(
            journal: journal, clock: clock, zone: zone, trace: trace,
            reader: { assignment.citizenReader(monitor.latest)?.name })
        let writer = CardWriter(
            card: card, journal: journal, portal: portal, clock: clock,
            algorithm: configuration.cardKeys == .rsa2048 ? .rsa2048 : .eccP256)
        operators = try OperatorList(folder: configuration.stateFolder)
        operatorSeat = OperatorSeat(
            assignment: assignment, monitor: readers, operators: operators, journal: journal, clock: clock,
            trace: trace, logger: logger)
        documents = try Self.documents(configuration, ground, camera: camera, seat: operatorSeat)
        exchanges = Self.exchanges(configuration, ground, seat: operatorSeat, trace: trace) {
            assignment.operatorReader(monitor.latest)?.name
        }
        signing = try await SigningParts(
            configuration,
            SigningParts.Surroundings(
                assignment: assignment, readers: readers, journal: journal, clock: clock, zone: zone,
                seat: operatorSeat, trace: trace, logger: logger))
        templates = SlipTemplates(folder: configuration.slipsFolder, paper: printer.configuration.paper)
        await board.set(templates.status)
        slips = SlipWork(
            journal: journal, printer: printer, clock: clock,
            writer: SlipWriter(
                journal: journal, zone: zone, machine: identity.kioskID, key: ground.key, kiosk: configuration.name,
                centre: configuration.pscName, demonstration: demonstration, book: templates.book,
                paper: printer.configuration.paper,
                link: StatusLink(centre: configuration.centre, portal: configuration.portalPublicURL),
                attempts: { await attempts.failures() }), tickets: queue.tickets)
        let person = PersonWork(
            portal: portal, clock: clock, zone: zone, unsynced: { await attempts.unsynced($0) },
            attemptLimit: { [clock] in configuration.rules.attemptLimit.value(on: zone.day(clock.now())) })
        let check = CertificateCheck(configuration, signing.fetcher, now: { [clock] in clock.now() })
        let exchanging = ExchangeWork(
            card: card, check: check, portal: portal, journal: journal, clock: clock, zone: zone, logger: logger,
            photo: { [face] in await face.photo })
        let revocations = RevocationWork(card: card, portal: portal, clock: clock, machine: identity.kioskID)
        let sticks = configuration.stick.map { StickClient(socketPath: $0.socket, mode: configuration.mode) }
        let stickWatch = StickWatch(sticks)
        let keys = SigningClient(
            socketPath: configuration.signing.socket,
            fetch: { _ in throw Failure(.internalError, "keys need nothing from the network") })
        runner = SessionRunner(
            settings: Self.settings(configuration, today: { [clock] in zone.day(clock.now()) }),
            work: DeviceWork(
                person: person,
                applications: ApplicationWork(
                    portal: portal, journal: journal, clock: clock, centre: configuration.centre),
                attempts: attempts, face: face,
                chip: try ChipWork(
                    trusting: configuration.documentAuthorities, trace: trace, now: { [clock] in clock.now() },
                    reader: { assignment.citizenReader(monitor.latest)?.name },
                    keep: { [face] in await face.keep(chipPortrait: $0) }), card: card, check: check,
                writer: writer,
                files: FileWork(
                    sign: keys, sticks: sticks, watch: stickWatch, journal: journal, portal: portal, clock: clock,
                    zone: zone),
                tokens: TokenWriter(
                    TokenWriter.Parts(
                        tokens: signing.tokens, journal: journal, portal: portal, clock: clock, zone: zone,
                        algorithm: configuration.cardKeys == .rsa2048 ? .rsa2048 : .ecP256)),
                tokenReader: TokenReader(
                    TokenReader.Parts(
                        tokens: signing.tokens, ledger: CardLedger(journal: journal, clock: clock), clock: clock,
                        zone: zone, check: check)),
                keyFiles: KeyFileWork(
                    sign: keys, sticks: sticks, watch: stickWatch, clock: clock, zone: zone, check: check),
                reissues: ReissueWork(portal: portal, clock: clock, machine: identity.kioskID),
                revocations: revocations,
                losses: LostEDSWork(journal: journal, portal: portal, zone: zone, machine: identity.kioskID),
                phoneSigning: PhoneSigningWork(
                    portal: portal, clock: clock, zone: zone, seal: try PhoneSeal(configuration), exchanges: exchanging,
                    revocations: revocations),
                exchanges: exchanging,
                accounts: AccountWork(
                    card: card, portal: portal, clock: clock, zone: zone, machine: identity.kioskID),
                phones: PhoneWork(portal: portal, clock: clock, zone: zone),
                tickets: queue.tickets, slips: slips))
        if let pushed {
            sets = PushedSets(
                pushed,
                Self.surroundings(
                    configuration, ground, board: board, runner: runner, seat: operatorSeat, guest: signing.guest,
                    again: again, logger: logger),
                PushedSets.Patience(trial: .seconds(configuration.trialSeconds)))
        } else {
            sets = nil
        }
        readerWatch = ReaderWatch(
            monitor: readers, assignment: assignment, board: board,
            tell: { [runner] in await runner.handle(.card($0)) })
        let desk = OperatorDesk(
            journal: journal, portal: portal, clock: clock, zone: zone, attempts: attempts, seat: operatorSeat,
            print: { [slips] in await slips.print($0, language: $1) },
            centre: configuration.centre, rules: configuration.rules)
        cards = CardDesk(
            runner,
            desk.cardDuties(
                of: card,
                reachable: Set(Medium.allCases.filter { $0.isToken || $0 == .idCard })
                    .union(configuration.stick == nil ? [] : [.file])))
        screens = ScreenService(
            runner: runner, seat: ScreenSeat(), desk: desk, documents: documents, cards: cards, exchanges: exchanges,
            preview: preview)
        await board.listen { [runner] in await runner.show(devices: $0) }
        await visionWatch.judge(nil)
        await camera.face.listen(visionWatch.listener)
    }

    var visionWatch: VisionWatch {
        VisionWatch(
            board: board, acceptsVirtual: configuration.isDemonstration, runner: runner,
            calibration: camera.calibration, holder: camera.holder)
    }

    func close() async {
        if let line = queue.hall as? HallClient { await line.shutdown() }
        await ground.portal.shutdown()
        await signing.close()
        try? await ground.journal.close()
        if camera.helper != nil { try? FileManager.default.removeItem(atPath: configuration.visionSocket) }
    }

    private static func documents(
        _ configuration: DaemonConfiguration, _ ground: Ground, camera: CameraParts, seat: OperatorSeat
    ) throws(Failure) -> DocumentDesk? {
        guard let trust = configuration.issuingBodies else { return nil }
        let sources = DocumentSources(
            portal: ground.portal, vision: camera.client,
            seal: try DocumentSeal(authorities: trust.authorities, issuers: trust.names), seat: seat,
            journal: ground.journal, clock: ground.clock, zone: ground.zone, rules: configuration.rules,
            isDemonstration: configuration.isDemonstration)
        return DocumentDesk(
            sources.duties, timeOuts: configuration.timeOuts, hasCamera: configuration.documentSource != nil)
    }

    private static func exchanges(
        _ configuration: DaemonConfiguration, _ ground: Ground, seat: OperatorSeat, trace: APDUTrace,
        reader: @escaping @Sendable () -> String?
    ) -> ExchangeDesk? {
        guard configuration.hasOfficers else { return nil }
        let card = OfficerCardWork(
            ledger: CardLedger(journal: ground.journal, clock: ground.clock), clock: ground.clock, trace: trace,
            reader: reader)
        return ExchangeDesk(
            PortalExchanges(
                portal: ground.portal, journal: ground.journal, clock: ground.clock, zone: ground.zone, seat: seat,
                card: card), timeOuts: configuration.timeOuts)
    }

    private static func settings(
        _ configuration: DaemonConfiguration, today: @escaping @Sendable () -> CivilDate?
    ) -> SessionRunner.Settings {
        let rules = configuration.rules
        return SessionRunner.Settings(
            demonstration: configuration.isDemonstration, pscName: configuration.pscName,
            purposes: configuration.purposes, timeOuts: configuration.timeOuts, rules: rules, today: today,
            challenge: ChallengeKind(configuration.challenge),
            readsDocuments: !configuration.documentAuthorities.isEmpty, savesFiles: configuration.stick != nil,
            // Without a table nothing of it can be read, and kiosk-token says so.
            readsTokens: (try? TokenModuleTable(path: configuration.tokenModulesFile))?.hasTokens == true,
            signsByPhone: PhoneSeal.isPossible(configuration))
    }
}
