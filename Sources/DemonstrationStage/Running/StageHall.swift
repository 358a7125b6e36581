internal import KioskControl
internal import KioskDiagnostics

/// The second machine of the demonstration: kioskd that keeps the hall, with the pages of board and manager.
struct StageHall {
    let troupe: Troupe
    let folders: StageFolders
    let options: StageOptions

    /// Starts it and waits until machines may join.
    /// - Returns: the port of its pages.
    func start(_ ports: StagePorts, _ staffPIN: StaffPIN) async throws -> UInt16 {
        let wanted = options.hallPages
        let configuration = HallStageConfiguration(
            folders: folders, ports: ports, screensPort: wanted, staffPIN: staffPIN)
        try StageFiles.write(StageCentre.plan, to: folders.hallPlan)
        try StageFiles.write(configuration.text, to: folders.hallConfiguration)
        try await troupe.start(
            "hall", "\(options.programs)/kioskd", ["--configuration", folders.hallConfiguration]
        ) { log in
            log.line(with: "hall ready") != nil && log.pagesPort != nil
        }
        return LogFile(path: folders.log("hall")).pagesPort ?? wanted
    }

    /// Writes the one-time code with which the kiosk joins, as a technician brings it there.
    func giveCode() async throws {
        let answer = await HallMachineCommands.enrol(
            StageCentre.kiosk, role: "desk", socket: folders.hallControl)
        switch answer {
        case .answer(let grant): try StageFiles.write(grant.code, to: folders.hallCode)
        case .problem(let result):
            throw StageProblem(
                "the hall gives no code for the kiosk: \(result.finding)", remedy: "read \(folders.log("hall"))")
        }
    }
}

extension LogFile {
    /// The port that a hall says it serves its pages on.
    fileprivate var pagesPort: UInt16? { port(after: "screens=http://127.0.0.1:") }
}
