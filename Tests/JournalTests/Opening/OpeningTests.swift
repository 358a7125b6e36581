import GRDB
import Glibc
import KioskDomain
import KioskTestSupport
import Testing

@testable import KioskJournal

@Suite("Opening the journal", .keptFolders)
struct OpeningTests {
    @Test("synchronous reads back as 2 and the log is a WAL (DESIGN 5.1)")
    func fullSync() async throws {
        let journal = try await JournalFixture().open()
        let store = await journal.store
        let (level, mode, secure) = try await store.writeWithoutTransaction { database in
            (
                try Int.fetchOne(database, sql: "PRAGMA synchronous"),
                try String.fetchOne(database, sql: "PRAGMA journal_mode"),
                try Int.fetchOne(database, sql: "PRAGMA secure_delete")
            )
        }
        #expect(level == 2)
        #expect(mode == "wal")
        #expect(secure == 1)
    }

    @Test("a schema newer than the program is refused and left alone (DESIGN 5.10)")
    func newerSchema() async throws {
        let fixture = try JournalFixture()
        let newer = Schema(migrations: Schema.current.migrations + ["CREATE TABLE later (id INTEGER) STRICT"])
        try await fixture.open(schema: newer).close()
        await expectCode(.journalNewer) { _ = try await fixture.open() }
        try await fixture.open(schema: newer).close()
    }

    @Test("an older schema goes forward after a copy, and the copy opens with the old program (DESIGN 5.10)")
    func olderSchema() async throws {
        let fixture = try JournalFixture()
        let old = try await fixture.open()
        let attempt = try await old.openAttempt(try JournalFixture.draft(), at: JournalFixture.start)
        try await old.close()
        let newer = Schema(migrations: Schema.current.migrations + ["ALTER TABLE slip ADD COLUMN note TEXT"])
        let migrated = try await fixture.open(schema: newer)
        #expect(try await migrated.attempt(id: attempt.id) == attempt)
        try await migrated.close()
        let copy = "journal.sqlite.before-\(newer.version)"
        #expect(try fixture.folder.read(copy).starts(with: Array("SQLite format 3".utf8)))
        // Going back: the copy in place of the file.
        for suffix in ["", "-wal"] { unlink(fixture.folder.file("journal.sqlite" + suffix)) }
        try fixture.folder.write("journal.sqlite", fixture.folder.read(copy))
        #expect(try await fixture.open().attempt(id: attempt.id) == attempt)
    }

    @Test("a failed migration leaves the old schema", arguments: [1])
    func failedMigration(step: Int) async throws {
        let fixture = try JournalFixture()
        try await fixture.open().close()
        let broken = Schema(migrations: Schema.current.migrations + ["CREATE TABLE half (id INTEGER) STRICT; NO SUCH"])
        await expectCode(.journalFault) { _ = try await fixture.open(schema: broken) }
        let journal = try await fixture.open()
        let names = try await journal.store.read { try String.fetchAll($0, sql: "SELECT name FROM sqlite_master") }
        #expect(!names.contains("half"))
    }

    @Test("an unreadable file is put aside, reported, and no number is used again (Q7)")
    func quarantine() async throws {
        let fixture = try JournalFixture()
        let journal = try await fixture.openWithNumbers()
        let attempt = try await journal.openAttempt(try JournalFixture.draft(), at: JournalFixture.start)
        let slip = try await journal.allotTicket(JournalFixture.ticket(), at: JournalFixture.start)
        try await journal.close()
        unlink(fixture.folder.file("journal.sqlite-wal"))
        try fixture.folder.write("journal.sqlite", [UInt8](repeating: 0x5A, count: 8192))

        let fresh = try await fixture.openWithNumbers()
        let findings = try await fresh.recover(now: JournalFixture.start)
        #expect(findings.map(\.kind) == [.journalQuarantined])
        #expect(findings.first?.code == .journalCorrupt)
        #expect(try fixture.folder.read("journal.sqlite.corrupt-1770000000000").count == 8192)
        let next = try await fresh.openAttempt(try JournalFixture.draft(), at: JournalFixture.start)
        let ticket = try await fresh.allotTicket(JournalFixture.ticket(), at: JournalFixture.start)
        #expect(next.sequence > max(attempt.sequence, slip.sequence))
        #expect(try #require(ticket.ticket).number > #require(slip.ticket).number)
        #expect(try await fresh.recover(now: JournalFixture.start).map(\.kind) == [.attemptClosed, .slipUnconfirmed])
    }

    @Test("a journal that vanished is reported and its numbers are not used again")
    func vanished() async throws {
        let fixture = try JournalFixture()
        let journal = try await fixture.open()
        let attempt = try await journal.openAttempt(try JournalFixture.draft(), at: JournalFixture.start)
        try await journal.close()
        for suffix in ["", "-wal"] { unlink(fixture.folder.file("journal.sqlite" + suffix)) }
        let fresh = try await fixture.open()
        #expect(try await fresh.recover(now: JournalFixture.start).map(\.kind) == [.journalQuarantined])
        #expect(
            try await fresh.openAttempt(try JournalFixture.draft(), at: JournalFixture.start).sequence
                > attempt.sequence)
    }

    @Test("a journal put back from an old copy does not use a number twice")
    func oldCopy() async throws {
        let fixture = try JournalFixture()
        let journal = try await fixture.open()
        try await journal.close()
        let old = try fixture.folder.read("journal.sqlite")
        let later = try await fixture.open()
        var last: Int64 = 0
        for _ in 0..<(NumberFloors.sequenceBlock + 8) {
            last = try await later.enqueue(OutboxEvent("test", [1]), at: JournalFixture.start)
        }
        try await later.close()
        unlink(fixture.folder.file("journal.sqlite-wal"))
        try fixture.folder.write("journal.sqlite", old)
        let restored = try await fixture.open()
        #expect(try await restored.enqueue(OutboxEvent("test", [1]), at: JournalFixture.start) > last)
    }

    @Test("a second process cannot open the journal")
    func exclusive() async throws {
        let fixture = try JournalFixture()
        let journal = try await fixture.open()
        await expectCode(.journalFault) { _ = try await fixture.open() }
        try await journal.close()
        try await fixture.open().close()
    }
}
