import Foundation
import HallQueue
import KioskDomain
import KioskTestSupport
import Testing

@testable import KioskJournal

/// Issue 5 item 4: what to do when the hall computer dies.
@Suite("Another machine becomes the hall", .keptFolders)
struct TakeOverTests {
    private let start = JournalFixture.start
    private let today = JournalFixture.day
    private let plan = HallPlan(services: [], windows: [], terminals: ["t1"], leaseSize: 40)

    /// The highest number of the general lane that the old hall's terminal was given, and its report.
    private func old() async throws -> (fixture: JournalFixture, report: LeaseReport) {
        let fixture = try JournalFixture()
        let journal = try await fixture.openWithNumbers()
        for _ in 0..<3 { _ = try await journal.allotTicket(JournalFixture.ticket(), at: start) }
        for slip in try await journal.ticketsToJoin(from: today, all: false) {
            let now = start
            _ = try await journal.decideHall(at: now) { ((), try $0.join(slip, at: now)) }
        }
        let report = try #require(try await journal.leases()).report
        try await journal.close()
        return (fixture, report)
    }

    /// Grants the terminal a block at the new hall, after its report, and says where it begins.
    private func firstNumber(_ journal: Journal, _ report: LeaseReport) async throws -> Int {
        let now = start
        let today = today
        await #expect(throws: JournalError.self, "nothing is granted before everybody was heard") {
            _ = try await journal.decideHall(at: now) { hall in
                try hall.lease(.general, on: today, to: "t1", epoch: report.epoch ?? 0)
            }
        }
        let epoch = try await journal.decideHall(at: now) { try $0.hear(report, at: now) }.value
        return try await journal.decideHall(at: now) { hall in
            try hall.lease(.general, on: today, to: "t1", epoch: epoch)
        }.value.numbers.lowerBound
    }

    @Test("from nothing: numbers begin above the floor and above what each terminal has seen")
    func fresh() async throws {
        let (_, report) = try await old()
        let journal = try await JournalFixture().open()
        _ = try await journal.adoptHall(nil, plan: plan, day: today, above: 1000, at: start)
        #expect(try await firstNumber(journal, report) == 1001)

        var seen = report
        seen.highest[NumberLine(day: today, lane: .general)] = 1790
        let other = try await JournalFixture().open()
        _ = try await other.adoptHall(nil, plan: plan, day: today, above: 1000, at: start)
        #expect(try await firstNumber(other, seen) == 1791)
    }

    @Test("from a copied folder without its key: who waited waits, and the copy is not touched")
    func copiedFolder() async throws {
        let (fixture, report) = try await old()
        unlink(fixture.folder.file("journal.key"))
        let before = try fixture.folder.read("journal.sqlite")
        let new = try JournalFixture()
        let copy = try HallTakeOver.read(fixture.folder.path, workspace: new.folder.path)
        #expect(copy.waiting.count == 3)
        #expect(try fixture.folder.read("journal.sqlite") == before)
        let journal = try await new.open()
        let hall = try await journal.adoptHall(copy, plan: plan, day: today, above: 100, at: start)
        #expect(hall.waiting.count == 3)
        #expect(hall.book.unheard == ["t1"])
        #expect(try await firstNumber(journal, report) == 101)
        #expect(!FileManager.default.fileExists(atPath: new.folder.file("take-over.sqlite")))
    }

    @Test("from a file that the hall wrote; its next start goes on with it")
    func copiedFile() async throws {
        let (fixture, _) = try await old()
        let new = try JournalFixture()
        let hall = try HallTakeOver.read(fixture.folder.path, workspace: new.folder.path)
        try new.folder.write("hall.json", Array(JSONEncoder().encode(hall)))
        #expect(try HallTakeOver.read(new.folder.file("hall.json"), workspace: new.folder.path) == hall)
        var journal = try await new.open()
        _ = try await journal.adoptHall(hall, plan: plan, day: today.adding(days: 1), above: 7, at: start)
        journal = try await new.reopen(journal)
        let next = try await journal.openHall(plan, day: today.adding(days: 1), isNewBoot: true, at: start)
        #expect(next.waiting.isEmpty)
        #expect(next.book.highest[NumberLine(day: today.adding(days: 1), lane: .referral)] == 40)
        #expect(try await journal.hallReport(today, at: start)?.total.unserved == 3)
    }

    @Test("a machine that keeps a hall is not taken; a folder or file without a hall is said so")
    func refused() async throws {
        let (fixture, _) = try await old()
        let journal = try await fixture.open()
        await expectCode(.journalConflict) {
            _ = try await journal.adoptHall(nil, plan: plan, day: today, above: 1, at: start)
        }
        let empty = try JournalFixture()
        await expectCode(.journalConflict) {
            _ = try HallTakeOver.read(empty.folder.path, workspace: empty.folder.path)
        }
        try empty.folder.write("noise.json", [UInt8](repeating: 7, count: 900))
        await expectCode(.journalCorrupt) {
            _ = try HallTakeOver.read(empty.folder.file("noise.json"), workspace: empty.folder.path)
        }
        try empty.folder.write("journal.sqlite", [UInt8](repeating: 7, count: 9000))
        await expectCode(.journalCorrupt) {
            _ = try HallTakeOver.read(empty.folder.path, workspace: empty.folder.path)
        }
    }
}
