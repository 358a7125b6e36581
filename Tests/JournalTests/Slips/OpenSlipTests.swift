import KioskDomain
import KioskTestSupport
import Testing

@testable import KioskJournal

@Suite("Issue 5, item 7: what was not confirmed waits for a person", .keptFolders)
struct OpenSlipTests {
    private let start = JournalFixture.start

    private func ticket(_ journal: Journal, _ state: SlipState) async throws -> SlipRecord {
        let slip = try await journal.allotTicket(JournalFixture.ticket(), at: start)
        return try await journal.markSlip(id: slip.id, state, at: start)
    }

    @Test("unconfirmed and failed slips are listed, newest first, so many and none that is too old; others are not")
    func list() async throws {
        let journal = try await JournalFixture().openWithNumbers()
        for state in [SlipState.printed, .unconfirmed, .printing, .failed, .unconfirmed] {
            _ = try await ticket(journal, state)
        }
        let open = try await journal.openSlips(since: start, limit: 9)
        #expect(open.map(\.ticket?.text) == ["A005", "A004", "A002"])
        #expect(try await journal.openSlips(since: start, limit: 1).map(\.ticket?.text) == ["A005"])
        #expect(try await journal.openSlips(since: start + .seconds(1), limit: 9).isEmpty)
    }

    @Test("printed again: the same number and content as a copy, the old one settled, in the audit trail with who")
    func reissue() async throws {
        let journal = try await JournalFixture().openWithNumbers()
        let first = try await ticket(journal, .unconfirmed)
        let copy = try await journal.reissueSlip(id: first.id, by: "staff", at: start)
        #expect(copy.ticket == first.ticket && copy.copyOf == first.sequence && copy.content == first.content)
        #expect(copy.state == .printing && copy.id != first.id)
        #expect(try await journal.slip(id: first.id)?.state == .replaced)
        #expect(try await journal.openSlips(since: start, limit: 9).isEmpty)
        // A copy that does not come out either is asked about in its turn, and a copy of it names the first slip.
        try await journal.markSlip(id: copy.id, .failed, at: start)
        #expect(try await journal.openSlips(since: start, limit: 9).map(\.id) == [copy.id])
        #expect(try await journal.reissueSlip(id: copy.id, by: "staff", at: start).copyOf == first.sequence)
        let events = try await journal.nextBatch(limit: 20).filter { $0.type == "slip.state" }
        let told = events.map { String(decoding: $0.body, as: UTF8.self) }
        #expect(told.filter { $0.contains("replaced") }.count == 2)
        guard case .whole = try await journal.verifyAuditChain() else {
            Issue.record("the audit chain is broken")
            return
        }
    }

    @Test("Bad input: a decision twice, the other one after it, an unknown slip, one that is printed or prints")
    func refused() async throws {
        let journal = try await JournalFixture().openWithNumbers()
        let seen = try await ticket(journal, .unconfirmed)
        try await journal.attestSlip(id: seen.id, by: "staff", at: start)
        #expect(try await journal.slip(id: seen.id)?.state == .attested)
        let failed = try await ticket(journal, .failed)
        _ = try await journal.reissueSlip(id: failed.id, by: "staff", at: start)
        let (printed, printing) = (try await ticket(journal, .printed), try await ticket(journal, .printing))
        let ids = [seen.id, failed.id, "none", printed.id, printing.id]
        for id in ids {
            await expectCode(.journalConflict) { try await journal.attestSlip(id: id, by: "staff", at: start) }
            await expectCode(.journalConflict) { _ = try await journal.reissueSlip(id: id, by: "staff", at: start) }
        }
        // What is certainly not on paper cannot have come out.
        let another = try await ticket(journal, .failed)
        await expectCode(.journalConflict) { try await journal.attestSlip(id: another.id, by: "staff", at: start) }
        #expect(try await journal.slip(id: another.id)?.state == .failed)
    }

    @Test("two decisions at the same instant make one copy")
    func race() async throws {
        let journal = try await JournalFixture().openWithNumbers()
        let first = try await ticket(journal, .unconfirmed)
        let copies = await withTaskGroup(of: Int.self) { group in
            for _ in 0..<8 {
                group.addTask { (try? await journal.reissueSlip(id: first.id, by: "staff", at: start)) == nil ? 0 : 1 }
            }
            return await group.reduce(0, +)
        }
        #expect(copies == 1)
    }

    @Test("what stands on the paper is kept while it prints, and no longer than it is needed")
    func paper() async throws {
        let journal = try await JournalFixture().openWithNumbers()
        let slip = try await journal.allotTicket(JournalFixture.ticket(), at: start)
        try await journal.keepPaper(of: slip.id, [7, 8, 9])
        #expect(try await journal.slip(id: slip.id)?.content == [7, 8, 9])
        try await journal.markSlip(id: slip.id, .printed, keeping: [7], at: start)
        #expect(try await journal.slip(id: slip.id)?.content == [7])
        await expectCode(.journalConflict) { try await journal.keepPaper(of: slip.id, [1]) }
        await expectCode(.journalConflict) { try await journal.keepPaper(of: "none", [1]) }
    }
}
