import FoundationEssentials
import Glibc
import KioskDevices
import KioskDomain
import KioskTestSupport
import PortalContract
import Testing

@testable import PushedConfiguration

/// Everything between two durable writes can be cut: what runs then is the last good set or the next one, never neither.
@Suite("6.7: a kill or a power cut at each step")
struct CrashTests {
    private let team = Team()
    private let now = Team.now

    private enum Step: Int, CaseIterable { case heard, staged, began, started, judged }

    /// Does the steps up to `last`, each kept before the next, as kioskd does.
    private func act(_ last: Step, well: Bool, _ file: LedgerFile, _ set: SignedSet) throws {
        func keep(_ change: (inout ConfigurationLedger) throws -> Void) throws {
            var ledger = try read(file)
            try change(&ledger)
            try file.write(ledger)
        }
        for step in Step.allCases where step.rawValue <= last.rawValue {
            try keep { ledger in
                switch step {
                case .heard: _ = ledger.hear(ConfigurationName(set), at: now)
                case .staged: try ledger.stage(set, for: Team.place, at: now)
                case .began: ledger.beginTrial(before: [], at: now)
                case .started: _ = ledger.start(at: now)
                case .judged:
                    if well {
                        ledger.confirm(at: now)
                    } else {
                        ledger.rollBack(SetProblem(.configurationRolledBack, "worse"), at: now)
                    }
                }
            }
        }
    }

    private func read(_ file: LedgerFile) throws -> ConfigurationLedger {
        if case .ledger(let ledger) = try file.read() { return ledger }
        return ConfigurationLedger()
    }

    @Test("Killed after each step, and started again and again: it ends good, or rolled back, and serves all the while")
    func table() throws {
        let (good, next) = (try team.set(1), try team.set(2))
        for step in Step.allCases {
            for well in [true, false] {
                let folder = try TemporaryFolder("crash")
                let file = LedgerFile(folder: folder.path)
                try act(.judged, well: true, file, good)
                try act(step, well: well, file, next)
                // Killed here. Each start either runs the last good set or counts one of the trial.
                var trials = 0
                for _ in 0..<5 {
                    var ledger = try read(file)
                    if ledger.start(at: now) { trials += 1 }
                    try file.write(ledger)
                    #expect(ledger.good != nil, "\(step)")
                    #expect(try ledger.good?.open().set.version ?? 0 >= 1)
                }
                let ledger = try read(file)
                switch (step, well) {
                case (.heard, _):
                    #expect(trials == 0 && ledger.candidate == nil)
                    var again = ledger
                    expect(again.hear(ConfigurationName(next), at: now) == .fetch, "it is offered again")
                case (.staged, _): #expect(trials == 0 && ledger.candidate?.trial == nil && ledger.candidate != nil)
                case (.began, _): #expect(trials == 2 && ledger.refusal?.code == "configuration.rolled-back")
                case (.started, _): #expect(trials == 1 && ledger.refusal?.code == "configuration.rolled-back")
                case (.judged, true): #expect(ledger.good?.name.version == 2 && trials == 0)
                case (.judged, false): #expect(ledger.good?.name.version == 1 && trials == 0)
                }
            }
        }
    }

    @Test("A power cut while the file is written leaves the former one whole") func halfWritten() throws {
        let folder = try TemporaryFolder("crash")
        let file = LedgerFile(folder: folder.path)
        try act(.judged, well: true, file, try team.set(1))
        let whole = try Data(contentsOf: URL(filePath: folder.file(LedgerFile.name)))
        for length in stride(from: 0, to: whole.count, by: max(whole.count / 20, 1)) {
            try folder.write("\(LedgerFile.name).new", Array(whole.prefix(length)))
            #expect(try read(file).good?.name.version == 1)
        }
        // What lies there is no obstacle for the next one.
        try act(.staged, well: true, file, try team.set(2))
        #expect(try read(file).candidate?.set.name.version == 2)
    }

    @Test(
        "A file that was cut or altered is set aside, and the machine goes on as it was built", arguments: [0, 10, 500])
    func damaged(length: Int) throws {
        let folder = try TemporaryFolder("crash")
        let file = LedgerFile(folder: folder.path)
        try act(.judged, well: true, file, try team.set(1))
        let whole = try Data(contentsOf: URL(filePath: folder.file(LedgerFile.name)))
        try folder.write(LedgerFile.name, Array(whole.prefix(length)))
        #expect(try file.read() == .damaged)
        #expect(try file.read() == .nothing)
        #expect(access(folder.file("\(LedgerFile.name).damaged"), F_OK) == 0)
    }

    @Test("The file is for its owner only") func mode() throws {
        let folder = try TemporaryFolder("crash")
        try LedgerFile(folder: folder.path).write(ConfigurationLedger())
        var status = stat()
        #expect(stat(folder.file(LedgerFile.name), &status) == 0 && status.st_mode & 0o777 == 0o600)
    }

    @Test("A folder that takes no files is told with a code, and nothing is changed") func readOnly() throws {
        let file = LedgerFile(folder: "/proc/self")
        let failure = #expect(throws: Failure.self) { try file.write(ConfigurationLedger()) }
        #expect(failure?.code == .journalFault)
    }
}
