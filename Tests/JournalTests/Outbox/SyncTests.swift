import GRDB
import KioskDomain
import KioskTestSupport
import PortalContract
import PortalSync
import Testing

@testable import KioskJournal

/// Issue 6 item 3: what the journal does with the portal's answers (`docs/sync.md`).
@Suite("Outbox and portal (DESIGN 5.2, 5.4)", .keptFolders)
struct SyncTests {
    let start = JournalFixture.start

    private func fill(_ journal: Journal, _ count: Int, for iin: IIN? = nil) async throws {
        for number in 0..<count {
            try await journal.enqueue(OutboxEvent("test", [UInt8(number)]), for: iin, at: start + .seconds(number))
        }
    }

    private func confirmation(
        _ journal: Journal, _ count: Int, _ standing: JournalStanding? = nil
    ) async throws -> Settlement {
        let found = try await journal.outlook(BatchRequest(bounds: BatchBounds(events: count)), at: start)
        return Settlement(
            confirmed: found.entries.map { .init(sequence: $0.sequence, digest: $0.digest.hex) }, standing: standing)
    }

    @Test("a batch ends at its bytes; one larger record goes alone; nothing overtakes it")
    func bytes() async throws {
        let journal = try await JournalFixture().open()
        for size in [40, 40, 300, 10] {
            try await journal.enqueue(OutboxEvent("test", [UInt8](repeating: 7, count: size)), at: start)
        }
        func next() async throws -> [Int64] {
            let request = BatchRequest(bounds: BatchBounds(events: 9, bytes: 100))
            let entries = try await journal.outlook(request, at: start).entries
            _ = try await journal.settle(
                Settlement(confirmed: entries.map { .init(sequence: $0.sequence, digest: $0.digest.hex) }), at: start)
            return entries.map(\.sequence)
        }
        #expect(try await next() == [1, 2])
        #expect(try await next() == [3])
        #expect(try await next() == [4])
        await expectCode(.journalConflict) {
            let large = [UInt8](repeating: 1, count: OutboxEvent.limit + 1)
            try await journal.enqueue(OutboxEvent("test", large), at: start)
        }
    }

    @Test("a person whose oldest record waits is left out whole, told by digest only; others go on")
    func lanes() async throws {
        let journal = try await JournalFixture().open()
        let (one, two) = (try JournalFixture.iin(1), try JournalFixture.iin(2))
        for iin in [one, two, one, two] { try await fill(journal, 1, for: iin) }
        let entries = try await journal.nextBatch(limit: 9)
        #expect(entries.map(\.lane) == [entries[0].lane, entries[1].lane, entries[0].lane, entries[1].lane])
        let request = BatchRequest(waiting: [entries[0].lane])
        let outlook = try await journal.outlook(request, at: start)
        #expect(outlook.entries.map(\.sequence) == [2, 4])
        let held = [entries[0], entries[2]].map { RecordMark(sequence: $0.sequence, digest: $0.digest.hex) }
        #expect(outlook.position.withheld == held)
        #expect(try await journal.outlook(BatchRequest(), at: start).position.withheld == nil)
    }

    @Test("what the portal refuses is kept with its reason, set aside and an alarm; a refused opening is none")
    func refused() async throws {
        let fixture = try JournalFixture()
        var journal = try await fixture.open()
        try await fill(journal, 2)
        try await journal.enqueue(OutboxEvent("attempt.opened", [1]), at: start)
        let report = try await journal.settle(
            Settlement(refused: [
                .init(sequence: 1, code: "portal.request-invalid"), .init(sequence: 3, code: "attempts.exhausted"),
            ]), at: start)
        #expect(report.alarms == [.eventRefused])
        journal = try await fixture.reopen(journal)
        #expect(try await journal.nextBatch(limit: 9).map(\.sequence) == [2])
        #expect(try await journal.outboxStatus().depth == 1)
        let alarms = try await journal.alarms(since: start)
        #expect(alarms.map(\.code) == [.eventRefused])
        #expect(alarms.first?.detail == "record 1: portal.request-invalid")
        // Answered twice, as a doubled reply would: nothing changes.
        #expect(
            try await journal.settle(
                Settlement(refused: [.init(sequence: 1, code: "portal.request-invalid")]), at: start
            ).alarms.isEmpty)
        #expect(try await journal.outboxStatus().depth == 1)
    }

    @Test("a portal put back to yesterday: what is still held is offered again, with an alarm (issue 6, bad input)")
    func portalSetBack() async throws {
        let fixture = try JournalFixture()
        var journal = try await fixture.open()
        try await fill(journal, 4)
        func heard() async throws -> Int64 {
            try await journal.outlook(BatchRequest(), at: start).position.heard
        }
        for (count, answer) in [(3, 8), (1, 7)] as [(Int, Int64)] {
            let standing = JournalStanding(answer: answer, audit: nil)
            _ = try await journal.settle(confirmation(journal, count, standing), at: start)
        }
        // Answers overtake each other: the newest counts.
        #expect(try await heard() == 8)
        try await fill(journal, 1)
        let forgot = JournalStanding(answer: 2, era: "e", audit: nil, alarm: "portal.set-back")
        #expect(try await journal.settle(Settlement(standing: forgot), at: start).alarms == [.portalSetBack])
        journal = try await fixture.reopen(journal)
        #expect(try await heard() == 2)
        #expect(try await journal.nextBatch(limit: 9).map(\.sequence) == [1, 2, 3, 4, 5])
        #expect(try await journal.outboxStatus().depth == 5)
        #expect(try await journal.alarms(since: start).map(\.code) == [.portalSetBack])
        #expect(try await journal.verifyAuditChain() != .broken(position: 1))
    }

    @Test("the audit chain is compared with what the portal holds: same, rewritten, longer there")
    func audit() async throws {
        let journal = try await JournalFixture().open()
        for _ in 0..<3 { try await journal.record("test", details: [:], at: start) }
        let asked = try await journal.outlook(BatchRequest(), at: start).position
        let head = try #require(asked.audit)
        #expect(head.index == 3)
        #expect(asked.anchor == nil)
        func told(_ index: Int64, _ hash: String) async throws -> [FailureCode] {
            let standing = JournalStanding(answer: 1, audit: AuditHeadBody(index: index, hash: hash))
            return try await journal.settle(Settlement(standing: standing), at: start).alarms
        }
        #expect(try await told(3, head.hash).isEmpty)
        #expect(try await journal.outlook(BatchRequest(), at: start).position.anchor == head)
        #expect(try await told(3, String(repeating: "0", count: 64)) == [.auditFork])
        #expect(try await told(4, head.hash) == [.auditGap])
        #expect(Set(try await journal.alarms(since: start).map(\.code)) == [.auditFork, .auditGap])
        #expect(try await journal.alarms(since: start + .seconds(1)).isEmpty)
    }

    @Test("a record that cannot be opened any more is set aside with an alarm and holds up nothing")
    func damaged() async throws {
        let fixture = try JournalFixture()
        var journal = try await fixture.open()
        try await fill(journal, 3)
        try await journal.close()
        let queue = try DatabaseQueue(path: fixture.folder.path + "/journal.sqlite")
        try await queue.write { try $0.execute(sql: "UPDATE outbox SET sealed = zeroblob(40) WHERE sequence = 2") }
        try queue.close()
        journal = try await fixture.open()
        #expect(try await journal.outlook(BatchRequest(), at: start).entries.map(\.sequence) == [1, 3])
        #expect(try await journal.alarms(since: start).map(\.code) == [.recordDamaged])
        #expect(try await journal.outboxStatus().depth == 2)
    }

    @Test("each journal has a name of its own that stays, and a new one after quarantine")
    func names() async throws {
        let fixture = try JournalFixture()
        var journal = try await fixture.open()
        let name = try await journal.outlook(BatchRequest(), at: start).position.journal
        #expect(name.count == 32)
        journal = try await fixture.reopen(journal)
        #expect(try await journal.outlook(BatchRequest(), at: start).position.journal == name)
        try await journal.close()
        try Files.writeNew(fixture.folder.path + "/journal.sqlite", Array("no database at all, but not empty".utf8))
        journal = try await fixture.open()
        _ = try await journal.recover(now: start)
        #expect(try await journal.outlook(BatchRequest(), at: start).position.journal != name)
        #expect(try await journal.alarms(since: start).map(\.code) == [.journalCorrupt])
    }

    @Test("too long unsent: no attempt begins and the reason has a code; tickets and open work go on, then it thaws")
    func freeze() async throws {
        let fixture = try JournalFixture(limits: JournalLimits(unsentAge: .seconds(100)))
        let journal = try await fixture.openWithNumbers()
        let open = try await journal.openAttempt(JournalFixture.draft(), at: start)
        let late = start + .seconds(101)
        #expect(await journal.refusalOfAttempts(at: start + .seconds(100)) == nil)
        #expect(await journal.refusalOfAttempts(at: late) == .journalUnsentTooLong)
        await expectCode(.journalUnsentTooLong) { _ = try await journal.openAttempt(JournalFixture.draft(2), at: late) }
        _ = try await journal.allotTicket(JournalFixture.ticket(), at: late)
        try await journal.closeAttempt(id: open.id, outcome: .noMatch, at: late)
        // A clock that went back makes nothing too old.
        #expect(await journal.refusalOfAttempts(at: start - .seconds(31_536_000)) == nil)
        _ = try await journal.settle(confirmation(journal, 99), at: late)
        #expect(await journal.refusalOfAttempts(at: late) == nil)
    }

    @Test("the clock ahead by a year: nothing that waits for the portal is erased (issue 6, bad input)")
    func clockAhead() async throws {
        let journal = try await JournalFixture().open()
        let attempt = try await journal.openAttempt(JournalFixture.draft(), at: start)
        try await journal.closeAttempt(id: attempt.id, outcome: .noMatch, at: start)
        let ahead = start + .seconds(366 * 86_400)
        #expect(try await journal.eraseExpired(before: ahead - .seconds(30 * 86_400), at: ahead).events == 0)
        #expect(try await journal.unsyncedAttempts(for: JournalFixture.iin()).count == 1)
        #expect(try await journal.nextBatch(limit: 9).map(\.type) == ["attempt.opened", "attempt.closed"])
    }
}
