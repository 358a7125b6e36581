import FoundationEssentials
import KioskTestSupport

/// kioskd with the role `hall`, on a stage.
struct HallMachine {
    let stage: Stage
    let port: UInt16
    let enrolmentPort: UInt16
    let screens: UInt16

    /// Starts it.
    init(_ stage: Stage) async throws {
        self.stage = stage
        port = try Stage.freePort()
        enrolmentPort = try Stage.freePort()
        screens = try Stage.freePort()
        try stage.folder.write("hall-plan.json", Self.plan.utf8)
        try stage.folder.makeFolder("hall")
        try stage.folder.write("hall.yaml", configuration(state: "hall").utf8)
        try await start()
    }

    /// Another machine with the same address takes over from what the dead one left on its disk.
    /// - Returns: what the command says.
    func takeOver() async throws -> String {
        try stage.folder.makeFolder("hall-2")
        let file = try stage.folder.write("hall.yaml", configuration(state: "hall-2").utf8)
        let output = try await Tool.run(
            try Programs.path("kioskd"), ["--configuration", file, "--take-over", stage.folder.file("hall")])
        guard output.succeeded else { throw Problem("kioskd --take-over: \(output.standardError)") }
        try await start()
        return output.standardOutput
    }

    func start() async throws {
        try await stage.run(
            "hall", "kioskd", ["--configuration", stage.folder.file("hall.yaml"), "--log-level", "notice"],
            ready: "hall ready")
    }

    /// Output of `kioskctl hall`.
    func kioskctl(_ words: String...) async throws -> Tool.Output {
        try await Tool.run(
            try Programs.path("kioskctl"), ["hall"] + words + ["--socket", stage.folder.file("run/hall.sock")])
    }

    /// What a machine's configuration says of the hall, with a new code.
    func section(_ name: String, role: String) async throws -> String {
        let code = try await kioskctl("enrol", name, "--role", role)
        guard code.succeeded else { throw Problem("hall enrol: \(code.standardError)\(code.standardOutput)") }
        let file = try stage.folder.write("\(name)-code", code.standardOutput.utf8)
        return """
            hall:
              address: "https://127.0.0.1:\(port)"
              enrolment-port: \(enrolmentPort)
              enrolment-code-file: "\(file)"

            """
    }

    /// What the board of the hall shows.
    func board() async throws -> String {
        try await LocalHTTP.shared.send("GET", "/board", port: screens).text
    }

    private static let plan = """
        {"services": [{"id": "id-card", "usualMinutes": 5}], "windows": [{"number": 1}, {"number": 2}],
         "terminals": ["T1", "T2", "D1"], "leaseSize": 10}
        """

    private func configuration(state: String) -> String {
        """
        mode: demonstration
        kiosk:
          name: hall
          role: hall
        psc:
        \(KioskConfiguration.centreName)
        \(KioskConfiguration.purposes)
        state:
          folder: "\(stage.folder.file(state))"
        screens:
          port: \(screens)
        control:
          socket: "\(stage.folder.file("run/hall.sock"))"
        hall:
          plan-file: "\(stage.folder.file("hall-plan.json"))"
          listen-host: 127.0.0.1
          listen-port: \(port)
          enrolment-port: \(enrolmentPort)

        """
    }
}

/// kioskd behind a hall board, or of a manager.
struct FollowerMachine {
    let screens: UInt16

    /// Starts it.
    init(_ stage: Stage, _ name: String, role: String, hall: HallMachine) async throws {
        screens = try Stage.freePort()
        try stage.folder.makeFolder(name)
        let text = """
            mode: demonstration
            kiosk:
              name: \(name)
              role: \(role)
            psc:
            \(KioskConfiguration.centreName)
            \(KioskConfiguration.purposes)
            state:
              folder: "\(stage.folder.file(name))"
            screens:
              port: \(screens)
            control:
              socket: "\(stage.folder.file("run/\(name).sock"))"
            staff:
              pin-hash: "\(KioskConfiguration.staffHash)"

            """
        try stage.folder.write("\(name).yaml", (text + (try await hall.section(name, role: role))).utf8)
        try await stage.run(
            name, "kioskd", ["--configuration", stage.folder.file("\(name).yaml"), "--log-level", "notice"],
            ready: "\(role) ready")
    }

    /// A page as it shows it.
    func page(_ path: String) async throws -> String {
        try await LocalHTTP.shared.send("GET", path, port: screens).text
    }
}

/// kioskd of a terminal that gives slips only, with a printer of its own.
struct TerminalMachine {
    let stage: Stage
    let name: String
    let screens: UInt16

    /// Starts it.
    init(_ stage: Stage, _ name: String, hall: HallMachine) async throws {
        self.stage = stage
        self.name = name
        screens = try Stage.freePort()
        let printer = try Stage.freePort()
        for folder in [name, "\(name)-slips"] { try stage.folder.makeFolder(folder) }
        try await stage.run(
            "\(name)-printer", "kiosk-sim",
            [
                "printer", "--port", "\(printer)", "--folder", stage.folder.file("\(name)-slips"),
                "--control", stage.folder.file("run/\(name)-printer.sock"),
            ], ready: "printer ready")
        let text = configuration(printer: printer) + (try await hall.section(name, role: "terminal"))
        try stage.folder.write("\(name).yaml", text.utf8)
        try await start()
    }

    func start() async throws {
        try await stage.run(
            name, "kioskd", ["--configuration", stage.folder.file("\(name).yaml"), "--log-level", "notice"],
            ready: "screens=http")
    }

    /// A person takes a slip.
    /// - Returns: its number, once it is on paper.
    func slip() async throws -> String {
        let page = try await Page.open(port: screens)
        do {
            let number = try await slip(page)
            await page.close()
            return number
        } catch {
            await page.close()
            throw error
        }
    }

    private func slip(_ page: Page) async throws -> String {
        try await page.act("language", ["value": "kk"])
        try await page.until("services")
        try await page.act("service", ["value": "queue-ticket"])
        try await page.until("ticket-choosing")
        try await page.act("purpose", ["value": "id-card"])
        let view = try await page.untilEnded("ending-ticket")
        guard let number = view.ticketNumber, view.slip == "printed" else {
            throw Problem("\(name): \(view.code ?? "") \(view.slip ?? "no slip")")
        }
        try await page.act("done")
        try await page.until("idle")
        return number
    }

    private func configuration(printer: UInt16) -> String {
        """
        mode: demonstration
        kiosk:
          name: \(name)
        psc:
        \(KioskConfiguration.centreName)
        \(KioskConfiguration.purposes)
        portal:
          url: "https://127.0.0.1:\(stage.portalPort)"
          ca-file: "\(stage.folder.file("portal/tls-ca.pem"))"
          enrolment-code-file: "\(stage.folder.file("portal/enrolment-code"))"
        state:
          folder: "\(stage.folder.file(name))"
        screens:
          port: \(screens)
        control:
          socket: "\(stage.folder.file("run/\(name).sock"))"
        reader:
          citizen: "no such reader"
        camera:
          source: "stream:unix:\(stage.folder.file("run/no-frames.sock"))"
        vision:
          socket: "\(stage.folder.file("run/\(name)-vision.sock"))"
        printer:
          device: "tcp:127.0.0.1:\(printer)"

        """
    }
}
