internal import FoundationEssentials
internal import KioskDevices
internal import PortalContract
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
    private var ports = StagePorts()
    /// Turns the virtual camera's head as the screen asks.
    private var following: Task<Void, Never>?

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
        let portal = try await startPortal()
        let staffPIN = try StaffPIN.draw()
        try await DeskEnrolment(options: options, folders: folders).giveCode()
        try await startHall(staffPIN)
        ports.printer = try await VirtualParts(
            troupe: troupe, folders: folders, options: options, portal: "https://127.0.0.1:\(ports.portal)"
        ).start(cast)
        ports.door = options.doorPort == 0 ? try await probe.freePort() : options.doorPort
        let doorIsFree = await probe.isFree(ports.door)
        try await startKiosk(cast, staffPIN)
        if cast.camera == .virtual { followScreen() }
        try await registerOperator(cast)
        tell("making the person's key files")
        try await DemonstrationKeyFiles(folders: folders, portal: portal).make()
        var report = await report(cast, staffPIN)
        if !doorIsFree { report.devices.append("door: another program has port \(ports.door), such as NCALayer") }
        try StageFiles.write((try? report.json()) ?? "{}", to: folders.report)
        return report
    }

    /// Waits until a program ends that should not.
    /// - Throws: `CancellationError`.
    public func watch() async throws -> StageProblem { try await troupe.firstEnd() }

    /// Ends everything in reverse order; nothing is left running and no socket is left behind.
    public func stop() async {
        following?.cancel()
        await following?.value
        following = nil
        await troupe.stop()
        // Without files nothing was started here, and another demonstration may own the folder.
        guard let files else { return }
        try? FileManager.default.removeItem(atPath: folders.report)
        files.removeSockets()
        self.files = nil
    }

    private func checkPorts() async throws {
        for (what, option, port) in [
            ("the screens", "--screens-port", options.screensPort), ("the hall", "--hall-port", options.hallPages),
            ("the portal", "--portal-port", options.portalPort),
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

    private func startPortal() async throws -> PortalLink {
        tell("starting the portal")
        try await troupe.start(
            "portal", "\(options.programs)/kiosk-portal",
            [
                "--port", "\(options.portalPort)", "--kiosk-port", "0", "--state", folders.portal,
                "--portraits", options.models,
                "--face-models", options.models, "--demonstration",
            ] + (options.smsLimit.map { ["--sms-limit", "\($0)"] } ?? [])
                + (options.exchangePilot.map { ["--exchange-pilot", $0] } ?? [])
                + (options.servicesPort.map { ["--services-port", "\($0)"] } ?? [])
        ) { $0.line(with: "kiosk-portal ready") != nil }
        let log = LogFile(path: folders.log("portal"))
        ports.portal = log.port(after: "kiosk-portal ready https://127.0.0.1:") ?? options.portalPort
        ports.machines = log.port(after: "kiosks=https://127.0.0.1:") ?? 0
        ports.services = log.port(after: "services=http://127.0.0.1:") ?? 0
        let portal = PortalLink(base: "https://127.0.0.1:\(ports.portal)", authority: folders.portalAuthority)
        tell("waiting for the portal's authorities")
        do {
            let anchors = try await portal.get(PortalRoute.trustAnchors)
            try StageFiles.write(String(decoding: anchors, as: UTF8.self), to: folders.trust)
        } catch let failure as Failure {
            throw StageProblem(
                "the portal does not give its authorities: \(failure.detail)", remedy: "read \(log.path)",
                details: log.tail())
        }
        return portal
    }

    private func startHall(_ staffPIN: StaffPIN) async throws {
        tell("starting the hall")
        ports.hall = try await probe.freePort()
        ports.hallEnrolment = try await probe.freePort()
        let hall = StageHall(troupe: troupe, folders: folders, options: options)
        ports.hallPages = try await hall.start(ports, staffPIN)
        try await hall.giveCode()
    }

    private func startKiosk(_ cast: StageCast, _ staffPIN: StaffPIN) async throws {
        tell("starting kioskd")
        let configuration = StageConfiguration(
            folders: folders, options: options, cast: cast, ports: ports, staffPIN: staffPIN)
        try StageFiles.write(configuration.text, to: folders.configuration)
        if options.tokenModules == nil { try StageFiles.write("{\"modules\": []}\n", to: folders.tokenModules) }
        let wanted = options.screensPort
        let probe = probe
        try await troupe.start(
            "kioskd", "\(options.programs)/kioskd", ["--configuration", folders.configuration]
        ) { log in
            guard let port = wanted == 0 ? log.screensPort : wanted else { return false }
            return await probe.isHealthy(port: port, path: "/healthz")
        }
        ports.screens = wanted == 0 ? LogFile(path: folders.log("kioskd")).screensPort ?? 0 : wanted
    }

    /// The person before the virtual camera does what the challenge asks.
    private func followScreen() {
        let follower = CameraFollower(screens: "http://127.0.0.1:\(ports.screens)") { [folders, probe] line in
            let answer = try await probe.ask(folders.cameraControl, line)
            guard answer == "ok" else { throw StageProblem("the virtual camera: \(answer)", remedy: "restart it") }
        }
        following = Task { await follower.run() }
    }

    /// A real card is registered by its owner.
    private func registerOperator(_ cast: StageCast) async throws {
        guard cast.operatorReader == .virtual else { return }
        tell("registering the cards of operator and officer")
        try await OperatorRegistration(control: folders.control, name: DemonstrationOperator.first.name).run()
        try await changeCard(from: folders.operatorControl, to: folders.officerControl)
        try await OperatorRegistration(
            control: folders.control, name: DemonstrationOperator.officer.name, duties: ["officer"]
        ).run()
        try await changeCard(from: folders.officerControl, to: folders.operatorControl)
    }

    private func changeCard(from former: String, to next: String) async throws {
        do throws(Failure) {
            try await OperatorCards(screens: "http://127.0.0.1:\(ports.screens)").change(from: former, to: next)
        } catch {
            throw StageProblem(
                "the card in the operator's reader cannot be changed: \(error.detail)",
                remedy: "restart pcscd, try again")
        }
    }

    private func report(_ cast: StageCast, _ staffPIN: StaffPIN) async -> StageReport {
        let kiosk = "http://127.0.0.1:\(ports.screens)"
        let hall = "http://127.0.0.1:\(ports.hallPages)"
        let portal = "https://127.0.0.1:\(ports.portal)"
        return StageReport(
            screens: kiosk, portal: portal, operatorPage: "\(kiosk)/operator", board: "\(hall)/board",
            desk: "\(kiosk)/desk", manager: "\(hall)/manager", staff: "\(kiosk)/staff", staffPIN: staffPIN.digits,
            hallControl: folders.hallControl, consent: "\(kiosk)/consent", smsStub: "\(portal)/sms-stub",
            fleet: "https://127.0.0.1:\(ports.machines)/fleet", services: "http://127.0.0.1:\(ports.services)",
            door: "wss://127.0.0.1:\(ports.door)",
            signTest: "https://127.0.0.1:\(ports.door)/sign-test", portalAuthority: folders.portalAuthority,
            control: folders.control, configuration: folders.configuration, state: folders.root, logs: folders.logs,
            media: folders.media, cardControl: cast.reader == .virtual ? folders.cardControl : nil,
            operatorControl: cast.operatorReader == .virtual ? folders.operatorControl : nil,
            officerControl: cast.operatorReader == .virtual ? folders.officerControl : nil,
            printerControl: cast.printer == .virtual ? folders.printerControl : nil,
            cameraControl: cast.camera == .virtual ? folders.cameraControl : nil,
            documentControl: folders.documentControl, stickControl: folders.stickControl,
            slips: cast.printer == .virtual ? folders.slips : nil, devices: cast.lines,
            processes: await troupe.processes)
    }
}

extension LogFile {
    /// The port that kioskd says it serves the screens on.
    fileprivate var screensPort: UInt16? { port(after: "screens=http://127.0.0.1:") }
}
