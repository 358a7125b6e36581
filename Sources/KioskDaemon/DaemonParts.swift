import CardReaderPCSC
import FoundationEssentials
import Glibc
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
import ServiceLifecycle
import SlipPrinter
import SmartCard

/// Everything that kioskd is made of, wired.
struct DaemonParts {
    let configuration: DaemonConfiguration
    let logger: Logger
    let started: ContinuousClock.Instant
    let journal: Journal
    let clock: TrustedClock
    let portal: PortalClient
    let board = StatusBoard()
    let runner: SessionRunner
    let face: FaceWork
    let vision: VisionClient
    let calibration: SiteCalibration
    let cameraHolder: CameraHolder
    /// Nil where the service manager starts kiosk-vision.
    let visionHelper: OnDemandHelper?
    let readers = ReaderMonitor()
    let readerWatch: ReaderWatch
    let operators: OperatorList
    let operatorSeat: OperatorSeat
    let signing: SigningParts
    let printer: SlipPrinter
    let trace: APDUTrace
    let screens: ScreenService
    let preview = Broadcast<[UInt8]>([])
    let pump: OutboxPump<JournalOutbox>
    let housekeeping: Housekeeping
    let hall: HallKeeper
    let leases: LeaseKeeper

    init(_ configuration: DaemonConfiguration, logger: Logger, started: ContinuousClock.Instant) async throws {
        self.configuration = configuration
        self.logger = logger
        self.started = started
        clock = TrustedClock()
        journal = try await Self.openJournal(configuration, clock: clock, logger: logger)
        portal = try Self.portal(configuration)
        let identity = try await DeviceIdentity.loadOrEnrol(
            in: configuration.stateFolder, client: portal, code: Self.code(configuration), roles: [.kiosk, .desk])
        guard let zone = CentreZone(identifier: configuration.zone) else {
            throw Failure(.configurationInvalid, "rules.zone is not known")
        }
        let demonstration = configuration.isDemonstration
        printer = SlipPrinter(
            try SlipPrinter.Configuration(
                device: configuration.printerDevice, width: configuration.printerWidth,
                family: configuration.printer.family, hasNearEndSensor: configuration.printer.hasNearEndSensor,
                untaken: configuration.printer.untaken, acceptsVirtual: demonstration))
        visionHelper = try Self.visionHelper(configuration, logger: logger)
        vision = VisionClient(
            socketPath: configuration.visionSocket, hung: { [visionHelper] in visionHelper?.endHung() })
        trace = APDUTrace { [logger] in logger.notice("\($0)", metadata: ["part": "apdu"]) }
        pump = OutboxPump(
            source: JournalOutbox(journal: journal, clock: clock, demonstration: demonstration), logger: logger,
            send: EventSender(portal: portal, kioskID: identity.kioskID, logger: logger).send)
        housekeeping = Housekeeping(journal: journal, clock: clock, zone: zone, logger: logger)
        face = FaceWork(
            client: vision, attemptSeconds: configuration.attemptSeconds, challenge: configuration.challenge)
        calibration = SiteCalibration(configuration)
        cameraHolder = CameraHolder(
            sources: [.face: configuration.cameraSource, .document: configuration.documentSource])
        let attempts = AttemptWork(
            journal: journal, portal: portal, identity: identity, clock: clock, face: face,
            calibrationHash: calibration.hash,
            pump: { [pump] in _ = try? await withDeadline(.seconds(3), "outbox") { try await pump.pumpOnce() } })
        hall = try await HallKeeper.open(
            journal: journal, clock: clock, zone: zone,
            plan: .alone(terminal: configuration.kioskName, purposes: configuration.purposes))
        leases = try await LeaseKeeper.open(
            terminal: configuration.kioskName, hall: hall, journal: journal, clock: clock, zone: zone, logger: logger)
        let monitor = readers
        let assignment = ReaderAssignment(
            citizen: ReaderAssignment.Place(configuration.citizenReader),
            operatorPlace: configuration.operatorReader.map { ReaderAssignment.Place($0) },
            acceptsVirtual: demonstration)
        let card = CardWriter(
            journal: journal, portal: portal, clock: clock,
            algorithm: configuration.cardKeys == .rsa2048 ? .rsa2048 : .eccP256, trace: trace,
            reader: { assignment.citizenReader(monitor.latest)?.name })
        operators = try OperatorList(folder: configuration.stateFolder)
        operatorSeat = OperatorSeat(
            assignment: assignment, monitor: readers, operators: operators, journal: journal, clock: clock,
            trace: trace, logger: logger)
        signing = try await SigningParts(
            configuration,
            SigningParts.Surroundings(
                assignment: assignment, readers: readers, journal: journal, clock: clock, zone: zone,
                seat: operatorSeat, trace: trace, logger: logger))
        let slips = SlipWork(
            journal: journal, printer: printer, clock: clock,
            writer: SlipWriter(
                journal: journal, zone: zone, identity: identity, kiosk: configuration.kioskName,
                centre: configuration.pscName, demonstration: demonstration,
                attempts: { await attempts.failures() }), hall: hall, leases: leases)
        let person = PersonWork(
            portal: portal, unsynced: { await attempts.unsynced($0) },
            attemptLimit: { [clock] in RuleBook.standard.attemptLimit.value(on: zone.day(clock.now())) })
        runner = SessionRunner(
            settings: Self.settings(configuration, today: { [clock] in zone.day(clock.now()) }),
            work: DeviceWork(person: person, attempts: attempts, face: face, card: card, slips: slips))
        readerWatch = ReaderWatch(
            monitor: readers, assignment: assignment, board: board,
            tell: { [runner] in await runner.handle(.card($0)) })
        screens = ScreenService(
            runner: runner, seat: ScreenSeat(), hall: hall,
            desk: OperatorDesk(
                journal: journal, portal: portal, clock: clock, zone: zone, attempts: attempts, seat: operatorSeat),
            preview: preview)
        await board.listen { [runner] in await runner.show(devices: $0) }
        let watch = VisionWatch(
            board: board, acceptsVirtual: demonstration, runner: runner, calibration: calibration,
            holder: cameraHolder)
        await watch.judge(nil)
        await face.listen(watch.listener)
    }

    func close() async {
        await portal.shutdown()
        await signing.close()
        try? await journal.close()
        if visionHelper != nil { try? FileManager.default.removeItem(atPath: configuration.visionSocket) }
    }

    // MARK: - Steps of the start

    /// Opens the journal and settles what a crash left behind, before anybody is served (DESIGN 5.3).
    private static func openJournal(
        _ configuration: DaemonConfiguration, clock: TrustedClock, logger: Logger
    ) async throws -> Journal {
        let credentials = ProcessInfo.processInfo.environment["CREDENTIALS_DIRECTORY"]
        let key = try JournalKey.load(folder: configuration.stateFolder, credentials: credentials)
        let journal = try await Journal.open(folder: configuration.stateFolder, key: key, now: clock.now())
        for finding in try await journal.recover(now: clock.now()) {
            logger.warning(
                "settled after a crash",
                metadata: ["kind": "\(finding.kind.rawValue)", "code": "\(finding.code.rawValue)"])
        }
        return journal
    }

    private static func portal(_ configuration: DaemonConfiguration) throws -> PortalClient {
        guard let pem = try? String(contentsOfFile: configuration.portalCAFile, encoding: .utf8) else {
            throw Failure(.portalTrust, "portal.ca-file cannot be read")
        }
        return try PortalClient(
            PortalConfiguration(address: configuration.portalURL, trustedAuthorities: pem, timeout: .seconds(5)))
    }

    /// On a machine without a service manager.
    private static func visionHelper(
        _ configuration: DaemonConfiguration, logger: Logger
    ) throws -> OnDemandHelper? {
        guard let program = configuration.visionProgram else { return nil }
        let document = configuration.documentSource.map { ["--document-source", $0] } ?? []
        return try OnDemandHelper(
            name: "kiosk-vision", program: program,
            arguments: [
                "serve", "--inherit", "--socket", configuration.visionSocket, "--source", configuration.cameraSource,
                "--models", configuration.modelsFolder, "--parent", "\(getpid())",
                "--controls-file", "\(configuration.stateFolder)/camera-controls",
            ] + document, socket: configuration.visionSocket, logger: logger)
    }

    private static func code(_ configuration: DaemonConfiguration) -> @Sendable () throws -> String {
        let file = configuration.enrolmentCodeFile
        return {
            guard let text = try? String(contentsOfFile: file, encoding: .utf8) else {
                throw Failure(
                    .portalRefused, "portal.enrolment-code-file cannot be read, and this kiosk is not enrolled")
            }
            return text.filter { !$0.isWhitespace }
        }
    }

    private static func settings(
        _ configuration: DaemonConfiguration, today: @escaping @Sendable () -> CivilDate?
    ) -> SessionRunner.Settings {
        var timeOuts = RuleBook.standard.timeOuts.base
        timeOuts.idle = .seconds(configuration.idleSeconds)
        return SessionRunner.Settings(
            demonstration: configuration.isDemonstration, pscName: configuration.pscName,
            purposes: configuration.purposes, timeOuts: timeOuts, today: today,
            challenge: ChallengeKind(configuration.challenge))
    }
}
