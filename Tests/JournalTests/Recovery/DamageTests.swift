import FoundationEssentials
import GRDB
import Glibc
import HallQueue
import KioskDomain
import KioskTestSupport
import Synchronization
import Testing

@testable import KioskJournal

/// Issue 6, item 3: a damaged spool is set aside and the service goes on, without a restart.
@Suite("Issue 6: the journal's file is damaged while it is open", .keptFolders)
struct DamageTests {
    private let start = JournalFixture.start

    /// More pages than SQLite keeps in memory, all of them in the database and none in its log.
    private func filled(_ fixture: JournalFixture) async throws -> Journal {
        let journal = try await fixture.openWithNumbers()
        for _ in 0..<600 {
            try await journal.enqueue(OutboxEvent("test", [UInt8](repeating: 7, count: 6000)), at: start)
        }
        return try await fixture.reopenWithNumbers(journal)
    }

    /// Every page but the first is overwritten under the open journal.
    private func damage(_ fixture: JournalFixture) throws {
        let path = fixture.folder.file("journal.sqlite")
        let descriptor = open(path, O_WRONLY)
        defer { close(descriptor) }
        let junk = [UInt8](repeating: 0x5A, count: 4096)
        let pages = Int(try #require(Files.size(path))) / 4096
        #expect(pages > 1000)
        for page in 1..<pages { #expect(pwrite(descriptor, junk, 4096, page * 4096) == 4096) }
    }

    @Test(
        "the call that meets it says journal.corrupt; those after it work, above every number used, and it is an alarm")
    func goesOn() async throws {
        let fixture = try JournalFixture()
        let journal = try await filled(fixture)
        let told = Mutex(0)
        await journal.watchDamage { told.withLock { $0 += 1 } }
        let slip = try await journal.allotTicket(JournalFixture.ticket(), at: start)
        let before = try await journal.enqueue(OutboxEvent("test", [1]), at: start)
        try damage(fixture)
        await expectCode(.journalCorrupt) { _ = try await journal.nextBatch(limit: .max) }
        #expect(told.withLock { $0 } == 1)
        let attempt = try await journal.openAttempt(try JournalFixture.draft(), at: start)
        #expect(attempt.sequence > before)
        #expect(try await journal.reportDamage(at: start).map(\.kind) == [.journalQuarantined])
        #expect(try await journal.reportDamage(at: start) == [])
        #expect(try await journal.alarms(since: start).map(\.code) == [.journalCorrupt])
        // The attempt that is open is not taken for one of a former run.
        #expect(try await journal.openAttempts() == [attempt])
        #expect(Files.exists(fixture.folder.file("journal.sqlite.corrupt-1770000000000")))
        guard case .whole = try await journal.verifyAuditChain() else {
            Issue.record("the audit chain is broken")
            return
        }
        // The hall of this machine was not in the file alone: its day goes on, and no number is given twice.
        try await JournalFixture.giveNumbers(journal)
        let next = try await journal.allotTicket(JournalFixture.ticket(), at: start)
        #expect(try #require(next.ticket).number > #require(slip.ticket).number)
        let again = try await fixture.reopenWithNumbers(journal)
        #expect(try await again.attempt(id: attempt.id) == attempt)
        #expect(try await again.alarms(since: start).map(\.code) == [.journalCorrupt])
    }

    @Test("a hall that was open keeps its queue and asks every terminal for what it knows")
    func hallGoesOn() async throws {
        let fixture = try JournalFixture()
        let journal = try await filled(fixture)
        let before = try await journal.decideHall(at: start) { hall in
            ((), [.raised([NumberLine(day: hall.day, lane: .general): 77])])
        }
        try damage(fixture)
        await expectCode(.journalCorrupt) { _ = try await journal.nextBatch(limit: .max) }
        let after = try await journal.decideHall(at: start) { _ in ((), []) }
        #expect(after.position > before.position)
        #expect(after.hall.book.highest == before.hall.book.highest)
        #expect(after.hall.book.unheard == ["t1"])
        #expect(try await journal.hallEvents(after: before.position - 1) == nil, "a replica takes the whole state")
        let again = try await fixture.reopen(journal)
        let plan = HallPlan(services: [], windows: [], terminals: ["t1"], leaseSize: 40)
        let stored = try await again.openHall(plan, day: JournalFixture.day, isNewBoot: false, at: start)
        #expect(stored.book.highest == before.hall.book.highest)
    }

    @Test("damage that a thorough look does not find costs nothing; found again, the file goes aside")
    func suspicion() async throws {
        let fixture = try JournalFixture()
        let journal = try await fixture.open()
        let number = try await journal.enqueue(OutboxEvent("test", [1]), at: start)
        await expectCode(.journalCorrupt) { try await journal.pretendDamage() }
        #expect(try await journal.nextBatch(limit: 9).map(\.sequence) == [number])
        #expect(try await journal.reportDamage(at: start).map(\.kind) == [.journalReread])
        await expectCode(.journalCorrupt) { try await journal.pretendDamage() }
        #expect(try await journal.nextBatch(limit: 9) == [])
        #expect(try await journal.reportDamage(at: start).map(\.kind) == [.journalQuarantined])
    }

    @Test("no other file can be begun: each call says why, and the journal goes on once one can")
    func noRoom() async throws {
        let folder = try TemporaryFolder("damage")
        try await SmallDisk.with("size=8m,nr_inodes=100", over: folder.file("state")) { disk in
            let journal = try await Journal.open(
                folder: disk.path, key: try JournalKey.load(folder: disk.path), now: start,
                limits: JournalLimits(freeBytes: 0))
            let number = try await journal.enqueue(OutboxEvent("test", [1]), at: start)
            await expectCode(.journalCorrupt) { try await journal.pretendDamage() }
            #expect(try await journal.nextBatch(limit: 9).map(\.sequence) == [number])
            let taken = try disk.takeInodes()
            await expectCode(.journalCorrupt) { try await journal.pretendDamage() }
            for _ in 0..<3 { await expectCode(.journalFull) { _ = try await journal.nextBatch(limit: 9) } }
            for name in taken { unlink(name) }
            #expect(try await journal.enqueue(OutboxEvent("test", [1]), at: start) > number)
            let kinds = try await journal.reportDamage(at: start).map(\.kind)
            #expect(Set(kinds) == [.journalReread, .journalQuarantined])
            let aside = try FileManager.default.contentsOfDirectory(atPath: disk.path).filter { $0.contains("corrupt") }
            #expect(aside == ["journal.sqlite.corrupt-1770000000000"])
        }
    }
}

extension Journal {
    /// What SQLite says when it meets a damaged page, without one.
    fileprivate func pretendDamage() throws {
        try onSoundFile { throw DatabaseError(resultCode: .SQLITE_CORRUPT) }
    }
}
