import KioskDevices
import KioskDomain
import KioskJournal
import KioskTestSupport
import KioskTime
import Logging
import PortalContract
import Testing

@testable import KioskDaemon

@Suite("DESIGN 5.3, issue 6.3: kioskd recomputes its audit chain")
struct AuditInspectionTests {
    private let clock = TrustedClock()

    private func open(_ folder: TemporaryFolder) async throws -> Journal {
        try await Journal.open(
            folder: folder.path, key: try JournalKey.load(folder: folder.path), now: clock.now())
    }

    /// The alarms after a look.
    private func inspected(_ journal: Journal) async throws -> [JournalAlarm] {
        await Housekeeping(journal: journal, clock: clock, zone: CentreZone.almaty, logger: Logger(label: "test"))
            .inspectAudit()
        return try await journal.alarms(since: .init(milliseconds: 0))
    }

    @Test("a row that was changed behind its back is an alarm, and the portal's team reads of it")
    func changed() async throws {
        try RealPart.require(programs: "sqlite3")
        let folder = try TemporaryFolder("inspected")
        var journal = try await open(folder)
        // More than are looked at at a time.
        for number in 1...1_200 { try await journal.record("test", details: ["n": "\(number)"], at: clock.now()) }
        let none = try await inspected(journal)
        #expect(none.isEmpty)
        try await journal.close()

        try await Tool.mustRun(
            "sqlite3", [folder.file("journal.sqlite"), "UPDATE audit SET details = '{}' WHERE position = 700"])
        journal = try await open(folder)
        let alarms = try await inspected(journal)
        #expect(alarms.map(\.code) == [.auditFork])
        #expect(alarms.first?.detail == "link 700 does not follow")
        let report = await ReportWriter(board: StatusBoard(), journal: journal, clock: clock, centre: "01").report()
        #expect(report.faults.map(\.code) == ["audit.chain-fork"])
    }
}
