import ArgumentParser
import Glibc
import KioskDomain
import KioskJournal

/// `journal-bench FOLDER --rows N`: writes sealed and chained rows into a journal, one commit each; prints commits a second.
@main
struct JournalBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "journal-bench", abstract: "Writes rows into a journal and says how many a second.")
    @Argument(help: "Of the journal; made when it does not exist.") var folder: String
    @Option var rows = 5000
    @Option(help: "Tasks that write at the same time.") var writers = 4
    @Option(help: "Bytes of each row before they are sealed.") var bytes = 256
    @Flag(help: "Events that wait for the portal, in place of slips.") var unsent = false
    @Flag(help: "Ends by SIGKILL, with the journal open.") var killed = false

    func run() async throws {
        let now = unsent ? Self.today : UnixTime(milliseconds: 1_770_000_000_000)
        let journal = try await Journal.open(folder: folder, key: try JournalKey.load(folder: folder), now: now)
        guard let day = CivilDate(iso: "2026-02-02") else { throw ExitCode.failure }
        let content = [UInt8](repeating: 0x5A, count: bytes)
        let event = OutboxEvent(
            "slip.state",
            Array("{\"slip\":1,\"state\":\"printed\",\"note\":\"\(String(repeating: "x", count: bytes))\"}".utf8))
        let each = rows / max(1, writers)
        let began = ContinuousClock.now
        try await withThrowingTaskGroup { group in
            for _ in 0..<writers {
                group.addTask {
                    for _ in 0..<each {
                        if unsent {
                            try await journal.enqueue(event, at: now)
                        } else {
                            _ = try await journal.issueSlip(
                                kind: "application", day: day, content: content, at: now)
                        }
                    }
                }
            }
            try await group.waitForAll()
        }
        let seconds = began.duration(to: .now) / .seconds(1)
        print(Double(each * writers) / seconds)
        if killed { raise(SIGKILL) }
        try await journal.close()
    }

    /// Of a record that did not wait too long.
    private static var today: UnixTime { UnixTime(milliseconds: Int64(time(nil)) * 1000) }
}
