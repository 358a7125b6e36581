import GRDB
import KioskDomain
import KioskTestSupport
import Testing

@testable import KioskJournal

@Suite("Retention (R6)", .keptFolders)
struct RetentionTests {
    let start = JournalFixture.start

    @Test("R6: personal fields of finished cases are erased with their keys; numbers, outcomes and the chain stay")
    func erases() async throws {
        let journal = try await JournalFixture().open()
        let attempt = try await journal.openAttempt(try JournalFixture.draft(), at: start)
        try await journal.closeAttempt(id: attempt.id, outcome: .noFace, evidence: "{}", at: start)
        let slip = try await journal.issueSlip(kind: "referral", day: JournalFixture.day, content: [9], at: start)
        try await journal.markSlip(id: slip.id, .printed, at: start)
        for entry in try await journal.nextBatch(limit: 9) {
            _ = try await journal.markSent(sequence: entry.sequence, digest: entry.digest, at: start)
        }
        #expect(try await journal.eraseExpired(before: start, at: start) == ErasureReport())
        let report = try await journal.eraseExpired(before: start + .seconds(1), at: start + .seconds(2))
        #expect(report == ErasureReport(attempts: 1, slips: 1, certificateRequests: 0, events: 3))
        let record = try #require(try await journal.attempt(id: attempt.id))
        #expect(record.person == nil)
        #expect(record.evidence == nil)
        #expect(record.outcome == .noFace)
        #expect(try await journal.slip(id: slip.id)?.content == nil)
        #expect(try await journal.attempts(for: JournalFixture.iin()).isEmpty)
        let keys = try await journal.store.read { database in
            try Int.fetchOne(database, sql: "SELECT count(*) FROM attempt WHERE wrapped_key IS NOT NULL")
        }
        #expect(keys == 0)
        #expect(try await journal.verifyAuditChain() != .broken(position: 1))
    }

    @Test("R6: what the portal does not know yet, or is not finished, is kept")
    func keeps() async throws {
        let journal = try await JournalFixture().open()
        let unsent = try await journal.openAttempt(try JournalFixture.draft(1), at: start)
        try await journal.closeAttempt(id: unsent.id, outcome: .noFace, at: start)
        let open = try await journal.openAttempt(try JournalFixture.draft(2), at: start)
        let person = SealedPerson(iin: try JournalFixture.iin())
        _ = try await journal.openCertificateRequest(application: "A", attempt: nil, person: person, at: start)
        let report = try await journal.eraseExpired(before: start + .seconds(9), at: start + .seconds(9))
        #expect(report == ErasureReport())
        #expect(try await journal.attempt(id: unsent.id)?.person != nil)
        #expect(try await journal.attempt(id: open.id)?.person != nil)
        #expect(try await journal.certificateRequest(application: "A")?.person != nil)
        #expect(try await journal.outboxStatus().depth == 3)
    }
}
