import GRDB
import KioskDomain
import KioskTestSupport
import Testing

@testable import KioskJournal

@Suite("Issue 7.5: what a kiosk remembers of an exchange (I4)", .keptFolders)
struct ExchangeTests {
    let start = JournalFixture.start

    @Test("the key is there before the answer, also after a restart; the slip once, no other slip for it")
    func remembered() async throws {
        let fixture = try JournalFixture()
        let iin = try JournalFixture.iin()
        let journal = try await fixture.open()
        try await journal.intendExchange(key: "one", of: iin, at: start)
        try await journal.close()
        let again = try await fixture.open()
        #expect(try await again.exchanges(of: iin) == [ExchangeSubmission(key: "one", slip: nil)])
        for _ in 1...2 { try await again.settleExchange(key: "one", slip: "M00000010001", at: start) }
        #expect(try await again.exchanges(of: iin).first?.slip == "M00000010001")
        await #expect(throws: JournalError.self) {
            try await again.settleExchange(key: "one", slip: "M00000020002", at: start)
        }
        await #expect(throws: JournalError.self) { try await again.intendExchange(key: "one", of: iin, at: start) }
        await #expect(throws: JournalError.self) { try await again.settleExchange(key: "two", slip: "M", at: start) }
        try await again.intendExchange(key: "two", of: iin, at: start)
        #expect(try await again.exchanges(of: iin).map(\.key) == ["two", "one"], "newest first")
        #expect(try await again.exchanges(of: JournalFixture.iin(2)).isEmpty)
    }

    @Test("R6: whose it was is forgotten with the other personal data")
    func forgotten() async throws {
        let journal = try await JournalFixture().open()
        let iin = try JournalFixture.iin()
        try await journal.intendExchange(key: "one", of: iin, at: start)
        _ = try await journal.eraseExpired(before: start, at: start)
        #expect(try await journal.exchanges(of: iin).count == 1)
        _ = try await journal.eraseExpired(before: start + .seconds(1), at: start + .seconds(2))
        #expect(try await journal.exchanges(of: iin).isEmpty)
    }
}
