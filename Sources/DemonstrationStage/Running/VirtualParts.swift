internal import ScriptedPeople

/// The parts that kiosk-sim plays where nothing real is plugged in, each in a process of its own.
struct VirtualParts {
    let troupe: Troupe
    let folders: StageFolders
    let options: StageOptions
    /// Address of the portal.
    let portal: String

    /// The picture that the virtual camera shows: the face of the person's portrait on another day.
    static let picture = "obama3"
    /// As on the virtual card; nobody is meant.
    private static let holder = "Demo Person 1"
    private static let puk = "73915486"
    private let person = DemonstrationPerson.matching
    private let deskOperator = DemonstrationOperator.first

    init(troupe: Troupe, folders: StageFolders, options: StageOptions, portal: String) {
        self.portal = portal
        self.troupe = troupe
        self.folders = folders
        self.options = options
    }

    /// - Returns: the port of the virtual printer; 0 when a real one is used.
    func start(_ cast: StageCast) async throws -> UInt16 {
        if cast.reader == .virtual { try await startCard() }
        if cast.operatorReader == .virtual {
            try await startOperatorCard()
            try await startOfficerCard()
        }
        if cast.camera == .virtual {
            try await start(
                "frames",
                [
                    "frames", "--socket", folders.frames, "--models", options.models, "--person", Self.picture,
                    "--control", folders.cameraControl,
                ])
        }
        try await start(
            "paper",
            [
                "frames", "--socket", folders.documentFrames, "--models", options.models, "--person", "",
                "--control", folders.documentControl,
            ])
        try await start(
            "stick",
            ["stick", "--socket", folders.stick, "--folder", folders.media, "--control", folders.stickControl])
        return cast.printer == .virtual ? try await startPrinter() : 0
    }

    private func startCard() async throws {
        try await start(
            "card",
            [
                "card", "--state", folders.card, "--pin", person.pin, "--puk", Self.puk, "--holder", Self.holder,
                "--iin", person.iin, "--control", folders.cardControl, "--removed",
            ])
    }

    /// In its reader from the start, so that the desk asks for the PIN at once.
    private func startOperatorCard() async throws {
        try await start(
            "operator-card",
            [
                "card", "--operator", "--slot", "1", "--state", folders.operatorCard, "--pin", deskOperator.pin,
                "--puk", deskOperator.puk, "--holder", deskOperator.name, "--iin", "",
                "--control", folders.operatorControl,
            ])
    }

    /// For the same reader, one after the other.
    private func startOfficerCard() async throws {
        let officer = DemonstrationOperator.officer
        try await start(
            "officer-card",
            [
                "card", "--operator", "--slot", "1", "--state", folders.officerCard, "--pin", officer.pin, "--puk",
                officer.puk, "--holder", officer.name, "--iin", DemonstrationOperator.officerIIN, "--eds", portal,
                "--eds-ca", folders.portalAuthority, "--control", folders.officerControl, "--removed",
            ])
    }

    private func startPrinter() async throws -> UInt16 {
        try await start(
            "printer",
            [
                "printer", "--port", "\(options.printerPort)", "--folder", folders.slips,
                "--control", folders.printerControl,
            ])
        return LogFile(path: folders.log("printer")).port(after: "ready tcp:127.0.0.1:") ?? options.printerPort
    }

    /// A part says `ready` when it is.
    private func start(_ role: String, _ arguments: [String]) async throws {
        let mark = "\(arguments.first ?? role) ready"
        try await troupe.start(role, "\(options.programs)/kiosk-sim", arguments) { $0.line(with: mark) != nil }
    }
}
