import KioskDomain
import KioskTestSupport
import Testing

@testable import KioskJournal

@Suite("Attempts (B1, B2)", .keptFolders)
struct AttemptTests {
    @Test("B2: an attempt is open durably and survives a restart, its person sealed and readable")
    func opens() async throws {
        let fixture = try JournalFixture()
        let journal = try await fixture.open()
        let draft = try JournalFixture.draft()
        let attempt = try await journal.openAttempt(draft, at: JournalFixture.start)
        #expect(attempt.person == draft.person)
        #expect(attempt.proof == "proof-1")
        #expect(attempt.outcome == nil)
        let again = try await fixture.reopen(journal)
        #expect(try await again.openAttempts() == [attempt])
        let entry = try #require(try await again.nextBatch(limit: 5).first)
        #expect(entry.type == "attempt.opened")
        #expect(entry.sequence == attempt.sequence)
    }

    @Test(
        "B2: each outcome closes once; the same again changes nothing, another is refused",
        arguments: AttemptOutcome.allCases)
    func closesOnce(outcome: AttemptOutcome) async throws {
        let journal = try await JournalFixture().open()
        let attempt = try await journal.openAttempt(try JournalFixture.draft(), at: JournalFixture.start)
        let closed = try await journal.closeAttempt(
            id: attempt.id, outcome: outcome, evidence: #"{"distance":0.4}"#, at: JournalFixture.start + .seconds(9))
        #expect(closed.outcome == outcome)
        #expect(closed.evidence == #"{"distance":0.4}"#)
        let again = try await journal.closeAttempt(
            id: attempt.id, outcome: outcome, at: JournalFixture.start + .seconds(99))
        #expect(again == closed)
        let other: AttemptOutcome = outcome == .matched ? .noMatch : .matched
        await expectCode(.journalConflict) {
            try await journal.closeAttempt(id: attempt.id, outcome: other, at: JournalFixture.start)
        }
        #expect(try await journal.nextBatch(limit: 9).map(\.type) == ["attempt.opened", "attempt.closed"])
        #expect(try await journal.openAttempts().isEmpty)
    }

    @Test("an unknown attempt cannot be closed")
    func unknown() async throws {
        let journal = try await JournalFixture().open()
        await expectCode(.journalConflict) {
            try await journal.closeAttempt(id: "00", outcome: .noFace, at: JournalFixture.start)
        }
    }

    @Test("B1: what the portal does not know yet is found by IIN, until it is confirmed, and only that person's")
    func unsynced() async throws {
        let journal = try await JournalFixture().open()
        for (serial, outcome) in [(1, AttemptOutcome.noFace), (2, .blurred), (1, .noMatch)] {
            let attempt = try await journal.openAttempt(try JournalFixture.draft(serial), at: JournalFixture.start)
            try await journal.closeAttempt(id: attempt.id, outcome: outcome, at: JournalFixture.start)
        }
        let iin = try JournalFixture.iin(1)
        #expect(try await journal.unsyncedAttempts(for: iin).map(\.outcome) == [.noFace, .noMatch])
        for entry in try await journal.nextBatch(limit: 2) {
            #expect(
                try await journal.markSent(sequence: entry.sequence, digest: entry.digest, at: JournalFixture.start)
                    == .sent)
        }
        #expect(try await journal.unsyncedAttempts(for: iin).map(\.outcome) == [.noMatch])
        #expect(try await journal.attempts(for: iin).map(\.isSynced) == [true, false])
        #expect(try await journal.attempts(for: JournalFixture.iin(3)).isEmpty)
    }

    @Test(
        "beyond the bounds no attempt begins, at twice the bounds no ticket; open work is finished, nothing is dropped")
    func bounds() async throws {
        let journal = try await JournalFixture(limits: JournalLimits(unsentEvents: 2)).openWithNumbers()
        let first = try await journal.openAttempt(try JournalFixture.draft(), at: JournalFixture.start)
        let second = try await journal.openAttempt(try JournalFixture.draft(2), at: JournalFixture.start)
        await expectCode(.journalBacklog) {
            _ = try await journal.openAttempt(try JournalFixture.draft(3), at: JournalFixture.start)
        }
        for _ in 0..<2 { _ = try await journal.allotTicket(JournalFixture.ticket(), at: JournalFixture.start) }
        await expectCode(.journalBacklog) {
            _ = try await journal.allotTicket(JournalFixture.ticket(), at: JournalFixture.start)
        }
        for attempt in [first, second] {
            try await journal.closeAttempt(id: attempt.id, outcome: .noFace, at: JournalFixture.start)
        }
        let entries = try await journal.nextBatch(limit: 9)
        #expect(entries.count == 6)
        for entry in entries {
            _ = try await journal.markSent(sequence: entry.sequence, digest: entry.digest, at: JournalFixture.start)
        }
        _ = try await journal.openAttempt(try JournalFixture.draft(3), at: JournalFixture.start)
    }
}
