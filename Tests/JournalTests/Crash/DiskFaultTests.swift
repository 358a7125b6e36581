import Glibc
import KioskDomain
import KioskTestSupport
import Testing

@testable import KioskJournal

/// Bad input of issue 6: disk full, inodes gone, read-only, on the kiosk's side. Each by a real file system.
@Suite("Issue 6: the journal's disk", .keptFolders)
struct DiskFaultTests {
    private static let limits = JournalLimits(freeBytes: 0)

    private func open(_ folder: String, _ limits: JournalLimits = limits) async throws -> Journal {
        try await Journal.open(
            folder: folder, key: try JournalKey.load(folder: folder), now: JournalFixture.start, limits: limits)
    }

    private func begin(_ journal: Journal) async throws -> String {
        try await journal.openAttempt(try JournalFixture.draft(), at: JournalFixture.start).id
    }

    /// Opened, and all that was acknowledged is there, whole.
    private func expect(_ ids: [String], in folder: String) async throws {
        let journal = try await open(folder)
        #expect(try await journal.openAttempts().map(\.id) == ids)
        #expect(try await journal.outboxStatus().depth == Int64(ids.count))
        guard case .whole = try await journal.verifyAuditChain() else {
            Issue.record("the audit chain is broken")
            return
        }
        try await journal.close()
    }

    private func withDisk(_ room: String, _ body: @Sendable (SmallDisk) async throws -> Void) async throws {
        let folder = try TemporaryFolder("disk")
        try await SmallDisk.with(room, over: folder.file("state"), body)
    }

    @Test("full while running: refused with journal.disk-full, nothing half written, works again when there is space")
    func full() async throws {
        try await withDisk("size=2m") { disk in
            let journal = try await open(disk.path)
            try Files.writeNew(disk.path + "/ballast", [UInt8](repeating: 0, count: 1 << 20))
            var ids: [String] = []
            await expectCode(.journalFull) {
                for _ in 0..<10_000 { ids.append(try await begin(journal)) }
            }
            #expect(!ids.isEmpty)
            disk.empty()
            #expect(try await journal.openAttempts().map(\.id) == ids)
            ids.append(try await begin(journal))
            try await journal.close()
            try await expect(ids, in: disk.path)
        }
    }

    @Test("new work is refused while there is still room to finish open work")
    func reserve() async throws {
        try await withDisk("size=4m") { disk in
            let journal = try await open(disk.path, JournalLimits(freeBytes: 1 << 20))
            let attempt = try await begin(journal)
            try Files.writeNew(disk.path + "/ballast", [UInt8](repeating: 0, count: 3 << 20))
            await expectCode(.journalFull) { _ = try await begin(journal) }
            try await journal.closeAttempt(id: attempt, outcome: .technicalError, at: JournalFixture.start)
            try await journal.close()
        }
    }

    @Test("inodes gone while running: no new work, open work ends, and no number beyond what is durable")
    func inodes() async throws {
        try await withDisk("size=32m,nr_inodes=100") { disk in
            let journal = try await open(disk.path)
            let attempt = try await begin(journal)
            let taken = try disk.takeInodes()
            await expectCode(.journalFull) { _ = try await begin(journal) }
            #expect(await journal.refusalOfAttempts(at: JournalFixture.start) == .journalFull)
            try await journal.closeAttempt(id: attempt, outcome: .technicalError, at: JournalFixture.start)
            // The next block of numbers is a file of its own.
            var last: Int64 = 0
            await expectCode(.journalFull) {
                for _ in 0...(2 * NumberFloors.sequenceBlock) {
                    last = try await journal.enqueue(OutboxEvent("test", [1]), at: JournalFixture.start)
                }
            }
            for name in taken { unlink(name) }
            #expect(try await journal.enqueue(OutboxEvent("test", [1]), at: JournalFixture.start) == last + 1)
            _ = try await begin(journal)
            try await journal.close()
        }
    }

    @Test(
        "without a block or an inode at the start: journal.disk-full, with and without a journal; then as before",
        arguments: [false, true], [false, true])
    func start(inodes: Bool, isNew: Bool) async throws {
        try await withDisk("size=8m,nr_inodes=100") { disk in
            let folder = disk.path + "/journal"
            var ids: [String] = []
            if !isNew {
                let journal = try await open(folder)
                ids.append(try await begin(journal))
                try await journal.close()
            }
            var taken: [String] = []
            if inodes { taken = try disk.takeInodes() } else { disk.fill() }
            await expectCode(.journalFull) {
                // A journal that is there may still be read from a full disk.
                let journal = try await open(folder)
                do { _ = try await journal.recover(now: JournalFixture.start) } catch {
                    try await journal.close()
                    throw error
                }
            }
            for name in taken { unlink(name) }
            disk.empty()
            try await expect(ids, in: folder)
        }
    }

    @Test("read-only at the start: journal.read-only, and as before once it may write", arguments: [false, true])
    func readOnly(isNew: Bool) async throws {
        try await withDisk("size=8m") { disk in
            let folder = disk.path + "/journal"
            var ids: [String] = []
            if !isNew {
                let journal = try await open(folder)
                ids.append(try await begin(journal))
                try await journal.close()
            }
            try await eventually("nobody writes there") { disk.setReadOnly(true) ? () : nil }
            await expectCode(.journalReadOnly) { _ = try await open(folder) }
            #expect(disk.setReadOnly(false))
            try await expect(ids, in: folder)
        }
    }

    @Test("the kernel stops a faulty disk while running: journal.read-only, reads go on, nothing acknowledged is lost")
    func worn() async throws {
        let folder = try TemporaryFolder("worn")
        try await WornDisk.with(over: folder) { disk in
            let state = disk.path + "/journal"
            let journal = try await open(state)
            var ids: [String] = []
            for _ in 0..<20 { ids.append(try await begin(journal)) }
            try await disk.fail()
            for _ in 0..<2 { await expectCode(.journalReadOnly) { _ = try await begin(journal) } }
            #expect(try await journal.openAttempts().map(\.id) == ids)
            try? await journal.close()
            await expectCode(.journalReadOnly) { _ = try await open(state) }
            try await disk.repair()
            try await expect(ids, in: state)
        }
    }
}
