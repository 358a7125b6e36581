internal import FoundationEssentials
internal import ScriptedPeople
internal import StreamSockets

/// A whole demonstration: starts the programs, says where everything is, watches them, ends them.
public actor Stage {
    private let options: StageOptions
    private let folders: StageFolders
    private let person = DemonstrationPerson.matching
    /// As on the virtual card; nobody is meant.
    private static let holder = "Demo Person 1"
    private static let puk = "73915486"
    /// The picture that the virtual camera shows: the face of ``person``'s portrait on another day.
    private static let picture = "obama3"
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
        try await startVirtualParts(cast)
        let screensPort = try await startKiosk(cast, portalPort: portalPort)
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
        let picture = "\(options.models)/\(Self.picture).jpg"
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

    private func startVirtualParts(_ cast: StageCast) async throws {
        if cast.reader == .virtual {
            try await startVirtual(
                "card",
                [
                    "--state", folders.card, "--pin", person.pin, "--puk", Self.puk, "--holder", Self.holder,
                    "--iin", person.iin, "--control", folders.cardControl, "--removed",
                ])
        }
        if cast.camera == .virtual {
            try await startVirtual(
                "frames",
                [
                    "--socket", folders.frames, "--models", options.models, "--person", Self.picture,
                    "--control", folders.cameraControl,
                ])
        }
        if cast.printer == .virtual {
            try await startVirtual(
                "printer",
                [
                    "--port", "\(options.printerPort)", "--folder", folders.slips, "--control", folders.printerControl,
                ])
            printerPort =
                LogFile(path: folders.log("printer")).port(after: "ready tcp:127.0.0.1:") ?? options.printerPort
        }
    }

    /// A part that kiosk-sim plays; it says `ready` when it does.
    private func startVirtual(_ command: String, _ arguments: [String]) async throws {
        try await troupe.start(command, "\(options.programs)/kiosk-sim", [command] + arguments) {
            $0.line(with: "\(command) ready") != nil
        }
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

    private func report(_ cast: StageCast, screens: UInt16, portal: UInt16) async -> StageReport {
        let kiosk = "http://127.0.0.1:\(screens)"
        let portal = "https://127.0.0.1:\(portal)"
        return StageReport(
            screens: kiosk, portal: portal, operatorPage: "\(kiosk)/operator", board: "\(kiosk)/board",
            smsStub: "\(portal)/sms-stub", portalAuthority: folders.portalAuthority, control: folders.control,
            configuration: folders.configuration,
            state: folders.root, logs: folders.logs, cardControl: cast.reader == .virtual ? folders.cardControl : nil,
            printerControl: cast.printer == .virtual ? folders.printerControl : nil,
            cameraControl: cast.camera == .virtual ? folders.cameraControl : nil,
            slips: cast.printer == .virtual ? folders.slips : nil, devices: cast.lines,
            processes: await troupe.processes)
    }
}

extension LogFile {
    /// The port that kioskd says it serves the screens on.
    fileprivate var screensPort: UInt16? { port(after: "screens=http://127.0.0.1:") }

    /// The number that follows `mark`.
    fileprivate func port(after mark: String) -> UInt16? {
        guard let line = line(with: mark), let range = line.firstRange(of: mark) else { return nil }
        return UInt16(line[range.upperBound...].prefix { $0.isASCII && $0.isNumber })
    }
}
