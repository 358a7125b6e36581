import Glibc
import KioskDomain
import KioskTestSupport
import Testing

@testable import KioskJournal

@Suite("Disk full", .keptFolders)
struct DiskFullTests {
    /// A file system of `megabytes` in memory, for the time of `body`.
    private func withSmallDisk(_ megabytes: Int, _ body: (String) async throws -> Void) async throws {
        try RealPart.require(geteuid() == 0, "mounting a small disk needs root")
        let folder = try TemporaryFolder("disk")
        let mounted = mount("tmpfs", folder.path, "tmpfs", 0, "size=\(megabytes)m") == 0
        try RealPart.require(mounted, "this machine does not allow mounts")
        do { try await body(folder.path) } catch {
            umount2(folder.path, Int32(MNT_DETACH))
            throw error
        }
        umount2(folder.path, Int32(MNT_DETACH))
    }

    @Test("refused with journal.disk-full, nothing half written, works again when there is space")
    func full() async throws {
        try await withSmallDisk(2) { folder in
            let key = try JournalKey.load(folder: folder)
            let journal = try await Journal.open(
                folder: folder, key: key, now: JournalFixture.start, limits: JournalLimits(freeBytes: 0))
            let ballast = folder + "/ballast"
            try Files.writeNew(ballast, [UInt8](repeating: 0, count: 1 << 20))
            var ids: [String] = []
            await expectCode(.journalFull) {
                for _ in 0..<10_000 {
                    ids.append(try await journal.openAttempt(try JournalFixture.draft(), at: JournalFixture.start).id)
                }
            }
            #expect(!ids.isEmpty)
            unlink(ballast)
            #expect(try await journal.openAttempts().map(\.id) == ids)
            #expect(try await journal.outboxStatus().depth == Int64(ids.count))
            ids.append(try await journal.openAttempt(try JournalFixture.draft(), at: JournalFixture.start).id)
            try await journal.close()
            let again = try await Journal.open(
                folder: folder, key: key, now: JournalFixture.start, limits: JournalLimits(freeBytes: 0))
            #expect(try await again.openAttempts().map(\.id) == ids)
            guard case .whole = try await again.verifyAuditChain() else {
                Issue.record("the audit chain is broken")
                return
            }
            try await again.close()
        }
    }

    @Test("new work is refused while there is still room to finish open work")
    func reserve() async throws {
        try await withSmallDisk(4) { folder in
            let key = try JournalKey.load(folder: folder)
            let journal = try await Journal.open(
                folder: folder, key: key, now: JournalFixture.start, limits: JournalLimits(freeBytes: 1 << 20))
            let attempt = try await journal.openAttempt(try JournalFixture.draft(), at: JournalFixture.start)
            try Files.writeNew(folder + "/ballast", [UInt8](repeating: 0, count: 3 << 20))
            await expectCode(.journalFull) {
                _ = try await journal.openAttempt(try JournalFixture.draft(), at: JournalFixture.start)
            }
            try await journal.closeAttempt(id: attempt.id, outcome: .technicalError, at: JournalFixture.start)
            try await journal.close()
        }
    }
}
