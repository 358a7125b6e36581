internal import FoundationEssentials

/// The one-time code of a desk at which officers sit, too: kept from the first start on, when it is used (docs/exchange.md).
struct DeskEnrolment {
    let options: StageOptions
    let folders: StageFolders

    /// - Throws: ``StageProblem`` when the portal gives none.
    func giveCode(within limit: Duration = .seconds(30)) async throws {
        guard !FileManager.default.fileExists(atPath: folders.deskCode) else { return }
        let log = LogFile(path: folders.log("desk-code"))
        // What is written there is the code itself.
        defer { try? FileManager.default.removeItem(atPath: log.path) }
        let child = try await ChildProcess.start(
            "desk-code", "\(options.programs)/kiosk-portal",
            ["code", "--role", "kiosk", "--role", "desk", "--role", "officer", "--state", folders.portal], log: log)
        let end = ContinuousClock.now + limit
        while child.ended == nil, ContinuousClock.now < end { try await Task.sleep(for: .milliseconds(50)) }
        let lines = log.tail().map { $0.filter { !$0.isWhitespace } }
        guard child.ended == .exited(0), let code = lines.last(where: { !$0.isEmpty }) else {
            await child.stop()
            throw StageProblem(
                "the portal gives no code for the desk", remedy: "read \(folders.log("portal"))", details: log.tail())
        }
        try StageFiles.write(code, to: folders.deskCode)
    }
}
