import FoundationEssentials
import KioskTestSupport

/// Another desk of the centre: kioskd on a journal of its own, whose operator's card is in the reader where the stage has the
/// citizen's. While it stands, the stage's kiosk has no citizen.
struct SecondDesk {
    static let name = "Operator 2"

    let stage: Stage
    let screens: UInt16

    init(_ stage: Stage) async throws {
        self.stage = stage
        screens = try Stage.freePort()
        try stage.folder.makeFolder("D2")
        _ = try await stage.child("card")?.stop()
        try await stage.run(
            "operator-2", "kiosk-sim",
            [
                "card", "--slot", "0", "--state", stage.folder.file("operator-2-card.json"), "--pin", Operator.pin,
                "--puk",
                Operator.puk, "--holder", Self.name, "--control", stage.folder.file("run/operator-2.sock"),
                "--operator",
            ], ready: "card ready")
        let file = try stage.folder.write("D2.yaml", configuration.utf8)
        try await stage.run(
            "D2", "kioskd", ["--configuration", file, "--log-level", "notice"], ready: "screens=http")
    }

    /// The page with Operator 2 signed in.
    func open() async throws -> Desk {
        try await eventually("the card of \(Self.name) is registered", within: .seconds(60)) {
            try await Tool.run(
                try Programs.path("kioskctl"),
                ["operators", "add", Self.name, "--socket", self.stage.folder.file("run/D2.sock")]
            ).succeeded ? () : nil
        }
        let desk = try await Desk.page(port: screens)
        let seat = try await desk.until("the pad") { $0.pad != nil }
        try await desk.enter(Operator.pin, on: seat)
        try await desk.until("an open desk", \.isOpen)
        return desk
    }

    /// The citizen's reader is the citizen's again.
    func stop() async throws {
        for part in ["D2", "operator-2"] { _ = try await stage.child(part)?.stop() }
        try await stage.startCard()
    }

    private var configuration: String {
        """
        mode: demonstration
        kiosk:
          name: D2
        psc:
          code: \(stage.settings.centre)
        \(KioskConfiguration.centreName)
        \(KioskConfiguration.purposes)
        portal:
          url: "https://127.0.0.1:\(stage.portalPort)"
          ca-file: "\(stage.folder.file("portal/tls-ca.pem"))"
          enrolment-code-file: "\(stage.folder.file("portal/enrolment-code"))"
        state:
          folder: "\(stage.folder.file("D2"))"
        screens:
          port: \(screens)
        control:
          socket: "\(stage.folder.file("run/D2.sock"))"
        reader:
          citizen: "no such reader"
          operator: "Virtual PCD 00 00"
        camera:
          source: "stream:unix:\(stage.folder.file("run/no-frames.sock"))"
        vision:
          socket: "\(stage.folder.file("run/D2-vision.sock"))"
        printer:
          device: "tcp:127.0.0.1:\(stage.printerPort)"

        """
    }
}
