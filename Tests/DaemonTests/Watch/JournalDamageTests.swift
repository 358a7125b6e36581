import Glibc
import KioskDevices
import KioskDomain
import KioskJournal
import KioskTestSupport
import KioskTime
import Logging
import PortalContract
import PortalSync
import Testing

@testable import KioskDaemon

/// Issue 6: what the technician and the portal's team see of a damaged journal, while the kiosk goes on.
@Suite("Issue 6: a damaged journal is an alarm on both sides")
struct JournalDamageTests {
    private let clock = TrustedClock()

    private func health(_ journal: Journal) async -> DeviceStatus {
        await OutboxHealth(journal: journal, clock: clock, lastRound: { RoundReport() }).status()
    }

    private func filled(_ folder: String) async throws -> Journal {
        let logger = Logger(label: "test")
        let journal = try await Ground.openJournal(folder, demonstration: true, clock: clock, logger: logger)
        for _ in 0..<600 {
            try await journal.enqueue(OutboxEvent("test", [UInt8](repeating: 7, count: 6000)), at: clock.now())
        }
        try await journal.close()
        return try await Ground.openJournal(folder, demonstration: true, clock: clock, logger: logger)
    }

    @Test("its pages are overwritten while kioskd's parts use it: work goes on, status and report name journal.corrupt")
    func overwritten() async throws {
        let folder = try TemporaryFolder("damage")
        let journal = try await filled(folder.path)
        let writer = ReportWriter(board: StatusBoard(), journal: journal, clock: clock, centre: "01")
        #expect(await writer.report().faults == [])
        #expect(await writer.report().waiting == 600)
        let descriptor = open(folder.file("journal.sqlite"), O_WRONLY)
        for page in 1..<1000 { pwrite(descriptor, [UInt8](repeating: 0x5A, count: 4096), 4096, page * 4096) }
        close(descriptor)
        // The pump meets it first.
        let outbox = JournalOutbox(journal: journal, clock: clock, logger: Logger(label: "test"))
        await #expect(throws: JournalError.self) {
            _ = try await outbox.outlook(BatchRequest(bounds: BatchBounds(events: 1000, bytes: .max)))
        }
        let status = try await eventually("the alarm is noted") {
            let status = await health(journal)
            return status.code == .journalCorrupt ? status : nil
        }
        #expect(status.health == .warning)
        let report = await writer.report()
        #expect(report.faults == [DeviceFault(device: "journal.outbox", code: "journal.corrupt")])
        #expect(report.frozen == nil && report.waiting == 0)
        #expect(try await journal.enqueue(OutboxEvent("test", [1]), at: clock.now()) > 600)
        try await journal.close()
    }

    @Test("a journal that cannot be read is no silence: what waited last, and the code as frozen and as a fault")
    func unreadable() async throws {
        let folder = try TemporaryFolder("unreadable")
        let journal = try await Ground.openJournal(
            folder.path, demonstration: true, clock: clock, logger: Logger(label: "test"))
        try await journal.enqueue(OutboxEvent("test", [1]), at: clock.now())
        let writer = ReportWriter(board: StatusBoard(), journal: journal, clock: clock, centre: "01")
        let before = await writer.report()
        try await journal.close()
        let report = await writer.report()
        #expect(report.waiting == 1 && report.oldestAtMilliseconds == before.oldestAtMilliseconds)
        #expect(report.frozen == "journal.fault")
        #expect(report.faults == [DeviceFault(device: "journal.outbox", code: "journal.fault")])
        #expect(await health(journal).health == .fault)
    }
}
