import KioskDomain
import KioskTestSupport
import PortalContract
import PortalSync
import Testing

@testable import KioskJournal

@Suite("Outbox (DESIGN 5.2, 5.4)", .keptFolders)
struct OutboxTests {
    let start = JournalFixture.start

    @Test("sent only when the portal answers with the stored digest")
    func digest() async throws {
        let journal = try await JournalFixture().open()
        let sequence = try await journal.enqueue(OutboxEvent("test", Array("{}".utf8)), at: start)
        let entry = try #require(try await journal.nextBatch(limit: 1).first)
        #expect(entry.sequence == sequence)
        // SHA-256 of "{}".
        #expect(entry.digest.hex == "44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a")
        var wrong = entry.digest
        wrong[0] ^= 1
        #expect(try await journal.markSent(sequence: sequence, digest: wrong, at: start) == .differs)
        #expect(try await journal.markSent(sequence: sequence, digest: [], at: start) == .differs)
        #expect(try await journal.markSent(sequence: 99, digest: entry.digest, at: start) == .differs)
        #expect(try await journal.outboxStatus().depth == 1)
        #expect(try await journal.markSent(sequence: sequence, digest: entry.digest, at: start) == .sent)
        #expect(try await journal.markSent(sequence: sequence, digest: entry.digest, at: start) == .alreadySent)
        #expect(try await journal.outboxStatus() == OutboxStatus(depth: 0, bytes: 0, oldest: nil))
    }

    @Test("order by sequence, a batch of the asked size, oldest age known")
    func order() async throws {
        let fixture = try JournalFixture()
        var journal = try await fixture.open()
        for number in 0..<5 {
            try await journal.enqueue(OutboxEvent("test", [UInt8(number)]), at: start + .seconds(number))
        }
        let batch = try await journal.nextBatch(limit: 3)
        #expect(batch.map(\.body) == [[0], [1], [2]])
        journal = try await fixture.reopen(journal)
        #expect(try await journal.nextBatch(limit: 9).map(\.body) == [[0], [1], [2], [3], [4]])
        #expect(try await journal.outboxStatus() == OutboxStatus(depth: 5, bytes: 5, oldest: start))
    }

    @Test("R1: a record keeps the mark of the mode it was written in, in whatever mode the kiosk starts later")
    func demonstration() async throws {
        let fixture = try JournalFixture()
        for mode in [true, false, true] {
            let journal = try await fixture.open(forDemonstration: mode)
            try await journal.enqueue(OutboxEvent("test", [mode ? 1 : 0]), at: start)
            try await journal.close()
        }
        let journal = try await fixture.open(forDemonstration: false)
        let records = try await journal.nextBatch(limit: 9).map(\.record)
        #expect(records.map(\.event.demonstration) == [true, false, true])
    }

    @Test("R1: what an older version wrote has the mark of the mode in which it is migrated", arguments: [true, false])
    func olderRecords(mode: Bool) async throws {
        let fixture = try JournalFixture()
        var journal = try await fixture.open(forDemonstration: !mode)
        try await journal.enqueue(OutboxEvent("test", [1]), at: start)
        try await journal.close()
        try fixture.forgetMarks(version: Schema.current.version - 1)
        journal = try await fixture.open(forDemonstration: mode)
        #expect(try await journal.nextBatch(limit: 9).map(\.demonstration) == [mode])
    }

    @Test("a sequence is never used twice, not after everything sent is erased and not over restarts")
    func neverTwice() async throws {
        let fixture = try JournalFixture()
        var journal = try await fixture.open()
        var seen: Set<Int64> = []
        for _ in 0..<4 {
            for _ in 0..<3 {
                #expect(seen.insert(try await journal.enqueue(OutboxEvent("test", [1]), at: start)).inserted)
            }
            for entry in try await journal.nextBatch(limit: 99) {
                _ = try await journal.markSent(sequence: entry.sequence, digest: entry.digest, at: start)
            }
            #expect(try await journal.eraseExpired(before: start + .seconds(1), at: start).events == 3)
            journal = try await fixture.reopen(journal)
        }
        #expect(seen == Set(1...12))
    }
}
