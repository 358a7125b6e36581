import KioskDomain
import KioskTestSupport
import Testing

@testable import KioskJournal

@Suite("Ledger of wrong tries by card", .keptFolders)
struct CardLedgerTests {
    private let start = JournalFixture.start

    @Test("wrong tries are counted until a right one; what the card says is kept, unknown stays unknown")
    func counts() async throws {
        let journal = try await JournalFixture().open()
        try await journal.recordTry(card: "A1", medium: "piv", accepted: false, remaining: 4, at: start)
        try await journal.recordTry(card: "A1", medium: "piv", accepted: false, remaining: 3, at: start)
        try await journal.recordTry(card: "B2", medium: "pkcs15", accepted: false, remaining: nil, at: start)
        #expect(try await journal.cardLedger().map(\.wrong).sorted() == [1, 2])
        #expect(try await journal.cardLedger().first { $0.medium == "pkcs15" }?.remaining == nil)
        #expect(try await journal.cardLedger(of: "B2")?.wrong == 1)
        #expect(try await journal.cardLedger(of: "C3") == nil)
        try await journal.recordTry(card: "A1", medium: "piv", accepted: true, remaining: nil, at: start)
        #expect(try await journal.cardLedger().first { $0.medium == "piv" }?.wrong == 0)
        try await journal.recordTry(card: "A1", medium: "piv", accepted: false, remaining: 0, at: start)
        #expect(try await journal.cardLedger().first { $0.medium == "piv" }?.isBlocked == true)
    }

    @Test("DESIGN 5.7: the serial number stands nowhere in the files; wrong tries are links of the audit chain")
    func hashed() async throws {
        let fixture = try JournalFixture()
        let journal = try await fixture.open()
        let serial = "SERIAL-7734-NUMBER"
        try await journal.recordTry(card: serial, medium: "piv", accepted: false, remaining: 2, at: start)
        let shown = try #require(try await journal.cardLedger().first)
        #expect(shown.card.count == 8 && !serial.contains(shown.card))
        guard case .whole(let head) = try await journal.verifyAuditChain() else {
            Issue.record("the chain is broken")
            return
        }
        #expect(head.position == 1)
        try await journal.close()
        let file = try fixture.folder.read("journal.sqlite")
        #expect(!file.containsSequence(Array(serial.utf8)))
    }
}

extension [UInt8] {
    fileprivate func containsSequence(_ part: [UInt8]) -> Bool {
        guard count >= part.count else { return false }
        return (0...(count - part.count)).contains { self[$0..<($0 + part.count)].elementsEqual(part) }
    }
}
