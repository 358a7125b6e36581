internal import FoundationEssentials
internal import ScriptedPeople
internal import StreamSockets

/// A whole demonstration: starts the programs, says where everything is, watches them, ends them.
public actor Stage {
    private let options: StageOptions
    private let folders: StageFolders
    private let troupe: Troupe
    private let probe = Probe()
    private let tell: @Sendable (String) -> Void
    private var files: StageFiles?
    private var printerPort: UInt16 = 0

    /// Nothing is started yet.
    /// - Parameter tell: gets a line for each step.
    public init(_ options: StageOptions, tell: @escaping @Sendable (String) -> Void) {
        self.options = options
        self.tell = tell
        folders = StageFolders(root: options.state)
        troupe = Troupe(folders)
    }

    /// Starts everything; ``stop()`` is needed afterwards in any case.
    /// - Throws: ``StageProblem``, `CancellationError`.
    public func start() async throws -> StageReport {
        let files = try StageFiles(folders)
        self.files = files
        try await checkPorts()
        try await SmartCardService(troupe: troupe, probe: probe, tell: tell).start()
        let cast = try await StageCast(HardwareSearch.look(), virtualOnly: options.virtualOnly)
        for line in cast.lines { tell(line) }
        try await check(cast)
        let portalPort = try await startPortal()
        printerPort = try await VirtualParts(troupe: troupe, folders: folders, options: options).start(cast)
        let screensPort = try await startKiosk(cast, portalPort: portalPort)
        try await registerOperator(cast)
        let report = await report(cast, screens: screensPort, portal: portalPort)
        try StageFiles.write((try? report.json()) ?? "{}", to: folders.report)
        return report
    }

    /// Waits until a program ends that should not.
    /// - Throws: `CancellationError`.
    public func watch() async throws -> StageProblem { try await troupe.firstEnd() }

    /// Ends everything in reverse order; nothing is left running and no socket is left behind.
    public func stop() async {
        await troupe.stop()
        // Without files nothing was started here, and another demonstration may own the folder.
        guard let files else { return }
        try? FileManager.default.removeItem(atPath: folders.report)
        files.removeSockets()
        self.files = nil
    }

    private func checkPorts() async throws {
        for (what, option, port) in [
            ("the screens", "--screens-port", options.screensPort), ("the portal", "--portal-port", options.portalPort),
        ] { try await checkPort(what, option, port) }
    }

    private func checkPort(_ what: String, _ option: String, _ port: UInt16) async throws {
        guard await probe.isFree(port) else {
            throw StageProblem(
                "TCP port \(port) for \(what) is in use by another program",
                remedy: "stop that program, or take another port with \(option)")
        }
    }

    /// What the virtual parts need, before anything is started for them.
    private func check(_ cast: StageCast) async throws {
        let picture = "\(options.models)/\(VirtualParts.picture).jpg"
        if cast.camera == .virtual, !FileManager.default.isReadableFile(atPath: picture) {
            throw StageProblem("\(picture) is missing", remedy: "run .ci/fetch-models \(options.models)")
        }
        if cast.printer == .virtual {
            try await checkPort("the virtual printer", "--printer-port", options.printerPort)
        }
    }

    private func startPortal() async throws -> UInt16 {
        tell("starting the portal")
        let log = folders.log("portal")
        try await troupe.start(
            "portal", "\(options.programs)/kiosk-portal",
            [
                "--port", "\(options.portalPort)", "--state", folders.portal, "--portraits", options.models,
                "--demonstration",
            ] + (options.smsLimit.map { ["--sms-limit", "\($0)"] } ?? [])
        ) { $0.line(with: "kiosk-portal ready") != nil }
        return LogFile(path: log).port(after: "kiosk-portal ready https://127.0.0.1:") ?? options.portalPort
    }

    private func startKiosk(_ cast: StageCast, portalPort: UInt16) async throws -> UInt16 {
        tell("starting kioskd")
        let configuration = StageConfiguration(
            folders: folders, options: options, cast: cast, portalPort: portalPort, printerPort: printerPort)
        try StageFiles.write(configuration.text, to: folders.configuration)
        let wanted = options.screensPort
        let probe = probe
        try await troupe.start(
            "kioskd", "\(options.programs)/kioskd", ["--configuration", folders.configuration]
        ) { log in
            guard let port = wanted == 0 ? log.screensPort : wanted else { return false }
            return await probe.isHealthy(port: port, path: "/healthz")
        }
        return wanted == 0 ? LogFile(path: folders.log("kioskd")).screensPort ?? 0 : wanted
    }

    /// A real card is registered by its owner.
    private func registerOperator(_ cast: StageCast) async throws {
        guard cast.operatorReader == .virtual else { return }
        tell("registering the operator's card")
        try await OperatorRegistration(control: folders.control, name: DemonstrationOperator.first.name).run()
    }

    private func report(_ cast: StageCast, screens: UInt16, portal: UInt16) async -> StageReport {
        let kiosk = "http://127.0.0.1:\(screens)"
        let portal = "https://127.0.0.1:\(portal)"
        return StageReport(
            screens: kiosk, portal: portal, operatorPage: "\(kiosk)/operator", board: "\(kiosk)/board",
            smsStub: "\(portal)/sms-stub", portalAuthority: folders.portalAuthority, control: folders.control,
            configuration: folders.configuration,
            state: folders.root, logs: folders.logs, cardControl: cast.reader == .virtual ? folders.cardControl : nil,
            operatorControl: cast.operatorReader == .virtual ? folders.operatorControl : nil,
            printerControl: cast.printer == .virtual ? folders.printerControl : nil,
            cameraControl: cast.camera == .virtual ? folders.cameraControl : nil,
            slips: cast.printer == .virtual ? folders.slips : nil, devices: cast.lines,
            processes: await troupe.processes)
    }
}

extension LogFile {
    /// The port that kioskd says it serves the screens on.
    fileprivate var screensPort: UInt16? { port(after: "screens=http://127.0.0.1:") }
}
