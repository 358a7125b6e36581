import Glibc
import KioskDomain
import KioskTestSupport
import Testing

@testable import KioskJournal

@Suite("Sealed at rest (DESIGN 5.7)", .keptFolders)
struct SealingTests {
    @Test("no IIN, document number, proof or slip content is in any file of the folder")
    func nothingInClear() async throws {
        let fixture = try JournalFixture()
        let journal = try await fixture.open()
        let draft = try JournalFixture.draft()
        let attempt = try await journal.openAttempt(draft, at: JournalFixture.start)
        try await journal.closeAttempt(id: attempt.id, outcome: .noMatch, at: JournalFixture.start)
        let content = Array("the content of a slip".utf8)
        _ = try await journal.issueSlip(
            kind: "referral", day: JournalFixture.day, content: content, at: JournalFixture.start)
        _ = try await journal.openCertificateRequest(
            application: "A-1", attempt: attempt.sequence, person: draft.person, at: JournalFixture.start)
        try await journal.record(
            "operator.look-up", about: draft.person.iin, details: ["operator": "o"], at: JournalFixture.start)
        for name in ["journal.sqlite", "journal.sqlite-wal"] {
            let bytes = String(decoding: try fixture.folder.read(name), as: Unicode.ASCII.self)
            for secret in [draft.person.iin.digits, "N00000001", "proof-1", "content of a slip"] {
                #expect(!bytes.contains(secret), "\(name) holds a secret in clear")
            }
        }
    }

    @Test("printing a person, a record or an event shows no full IIN (P4)")
    func masked() async throws {
        let journal = try await JournalFixture().open()
        let draft = try JournalFixture.draft()
        let attempt = try await journal.openAttempt(draft, at: JournalFixture.start)
        let entries = try await journal.nextBatch(limit: 10)
        var dumped = ""
        dump(attempt, to: &dumped)
        dump(entries, to: &dumped)
        let text = "\(draft) \(attempt) \(entries) \(String(reflecting: attempt)) \(dumped)"
        #expect(!text.contains(draft.person.iin.digits))
        #expect(!text.contains("N00000001"))
    }

    @Test("a sealed value cannot be moved to another row or table")
    func bound() throws {
        let sealer = Sealer(key: try JournalKey(bytes: [UInt8](repeating: 7, count: 32)))
        let sealed = try sealer.seal([1, 2, 3], table: "attempt", sequence: 5)
        #expect(try sealer.open(sealed, table: "attempt", sequence: 5) == [1, 2, 3])
        #expect(throws: JournalError.self) { try sealer.open(sealed, table: "attempt", sequence: 6) }
        #expect(throws: JournalError.self) { try sealer.open(sealed, table: "slip", sequence: 5) }
        let other = Sealer(key: try JournalKey(bytes: [UInt8](repeating: 8, count: 32)))
        #expect(throws: JournalError.self) { try other.open(sealed, table: "attempt", sequence: 5) }
    }

    @Test("1,000 values that are equal have keys and bodies of their own, under nonces of their own, and open")
    func fresh() throws {
        let sealer = Sealer(key: try JournalKey(bytes: [UInt8](repeating: 7, count: 32)))
        let sealed = try (0..<1000).map { _ in try sealer.seal([1, 2, 3], table: "slip", sequence: 5) }
        for part in [\Sealer.Sealed.wrappedKey, \.body] {
            #expect(Set(sealed.map { $0[keyPath: part].prefix(12) }).count == sealed.count)
            #expect(Set(sealed.map { $0[keyPath: part] }).count == sealed.count)
        }
        for value in sealed { #expect(try sealer.open(value, table: "slip", sequence: 5) == [1, 2, 3]) }
    }

    @Test("another key is refused at the start, and so is a journal without its key")
    func wrongKey() async throws {
        let fixture = try JournalFixture()
        try await fixture.open().close()
        let other = try JournalKey(bytes: [UInt8](repeating: 1, count: 32))
        await expectCode(.journalKey) { _ = try await fixture.open(key: other) }
        unlink(fixture.folder.file("journal.key"))
        await expectCode(.journalKey) { _ = try JournalKey.load(folder: fixture.folder.path) }
    }

    @Test("the key file is made once, mode 0600, and refused when others may read it")
    func keyFile() async throws {
        let folder = try TemporaryFolder("key")
        let first = try JournalKey.load(folder: folder.path)
        #expect(try JournalKey.load(folder: folder.path).secret == first.secret)
        var status = stat()
        #expect(stat(folder.file("journal.key"), &status) == 0)
        #expect(status.st_mode & 0o777 == 0o600)
        #expect(!Files.exists(folder.file("journal.key.new")))
        chmod(folder.file("journal.key"), 0o640)
        await expectCode(.journalKey) { _ = try JournalKey.load(folder: folder.path) }
    }

    @Test("a credential of the service manager is preferred, and must have 32 bytes")
    func credential() async throws {
        let folder = try TemporaryFolder("credentials")
        try folder.write("journal-key", [UInt8](repeating: 9, count: 32))
        let key = try JournalKey.load(folder: folder.file("journal"), credentials: folder.path)
        #expect(try key.secret == JournalKey(bytes: [UInt8](repeating: 9, count: 32)).secret)
        try folder.write("journal-key", [UInt8](repeating: 9, count: 31))
        await expectCode(.journalKey) { _ = try JournalKey.load(folder: folder.path, credentials: folder.path) }
    }
}
