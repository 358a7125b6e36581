import KioskDomain
import KioskTestSupport
import Testing

@testable import KioskJournal

@Suite("Killed at any moment (DESIGN 5.1, 5.2, 5.3)", .keptFolders)
struct CrashTests {
    /// `make soak` sets it: every index in turn, and more kills.
    private static var isSoak: Bool { RealPart.environment("KIOSK_SOAK") == "true" }

    @Test("kill -9 at 20 random moments of one journal: nothing acknowledged is lost, no number used twice")
    func randomKills() async throws {
        var generator = SplitMix64()
        print("crash seed \(generator.seed)")
        let fixture = try JournalFixture()
        var acknowledged = Acknowledged()
        for round in 0..<(Self.isSoak ? 500 : 20) {
            let lines = try await ProbeProcess().run(
                folder: fixture.folder.path, seed: round, killAfter: .random(in: 0...60, using: &generator),
                spin: .random(in: 0...400_000, using: &generator))
            try acknowledged.add(lines)
        }
        let journal = try await fixture.open()
        _ = try await journal.recover(now: JournalFixture.start)
        try await acknowledged.verify(journal)
        #expect(acknowledged.count > 20)
    }

    /// How often the probe makes each call in one cycle from creation on (at least), and how many of them to try.
    private static let calls = [
        ("fsync", 7, 7), ("rename", 2, 2), ("link", 1, 1), ("ftruncate", 1, 1), ("fdatasync", 16, 6),
        ("pwrite64", 120, 10), ("write", 10, 3),
    ]

    @Test("SIGKILL at the nth write, sync or rename, from creation through a whole cycle")
    func everySystemCall() async throws {
        try RealPart.require(programs: "strace")
        try await requireTracing()
        var generator = SplitMix64()
        print("system call seed \(generator.seed)")
        var killed = 0
        var tried = 0
        for (call, count, sample) in Self.calls {
            let indexes = Array(1...count).shuffled(using: &generator)
            for index in indexes.prefix(Self.isSoak ? count : sample) {
                tried += 1
                if try await survives(call, index) { killed += 1 }
            }
        }
        // A call may come a few times less often on another machine; most must have been reached.
        #expect(killed >= tried * 3 / 4, "\(killed) of \(tried) kills happened")
    }

    /// One life with a kill, one without, then the proof. True when the kill happened.
    private func survives(_ call: String, _ index: Int) async throws -> Bool {
        let fixture = try TemporaryFolder("crash")
        KeptFolders.Keeper.current?.keep(fixture)
        var acknowledged = Acknowledged()
        let output = try await Tool.run(
            "strace",
            [
                "-f", "-qq", "-o", "/dev/null", "-e", "trace=\(call)", "-e",
                "inject=\(call):signal=SIGKILL:when=\(index)", try ProbeProcess.path, fixture.path, "1", "1",
            ])
        let text = output.standardOutput
        let whole = text.lastIndex(of: "\n").map { text[..<$0] } ?? ""
        try acknowledged.add(whole.split(separator: "\n").map(String.init))
        try acknowledged.add(try await ProbeProcess().run(folder: fixture.path, seed: 2, killAfter: 12, spin: 0))
        let journal = try await Journal.open(
            folder: fixture.path, key: try JournalKey.load(folder: fixture.path), now: JournalFixture.start)
        _ = try await journal.recover(now: JournalFixture.start)
        try await acknowledged.verify(journal)
        try await journal.close()
        return !output.succeeded
    }

    private func requireTracing() async throws {
        let output = try await Tool.run("strace", ["-qq", "-o", "/dev/null", "true"])
        try RealPart.require(output.succeeded, "this machine does not allow ptrace")
    }
}
