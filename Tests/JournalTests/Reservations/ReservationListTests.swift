import Crypto
import FoundationEssentials
import GRDB
import Glibc
import KioskDomain
import KioskTestSupport
import Testing

@testable import KioskJournal

@Suite("Reservations in the journal (Q3, Q4, Q7, Q9)", .keptFolders)
struct ReservationListTests {
    private let start = JournalFixture.start
    private let day = JournalFixture.day
    private let list = Array(#"{"reservations":[{"person":"c2VjcmV0"}]}"#.utf8)

    private func count(_ journal: Journal, _ table: String) async throws -> Int? {
        try await journal.store.read { try Int.fetchOne($0, sql: "SELECT count(*) FROM \(table)") }
    }

    @Test("Q9: the list of a day is the newest that came, over a restart too; another day has none")
    func newestList() async throws {
        let fixture = try JournalFixture()
        var journal = try await fixture.open()
        #expect(try await journal.reservations(of: day) == nil)
        try await journal.keepReservations([1], of: day, at: start)
        try await journal.keepReservations(list, of: day, at: start)
        journal = try await fixture.reopen(journal)
        #expect(try await journal.reservations(of: day) == list)
        #expect(try await journal.reservations(of: day.adding(days: 1)) == nil)
    }

    @Test("the same list again, as it comes each minute, writes nothing")
    func sameList() async throws {
        let journal = try await JournalFixture().open()
        try await journal.keepReservations(list, of: day, at: start)
        func changes() async throws -> Int { try await journal.store.read { $0.totalChangesCount } }
        let before = try await changes()
        try await journal.keepReservations(list, of: day, at: start + .seconds(60))
        #expect(try await changes() == before)
        try await journal.keepReservations(list + [32], of: day, at: start + .seconds(60))
        #expect(try await changes() > before)
    }

    @Test("Q4: the first vain tap of a person on a day stays, and is nobody else's and of no other day")
    func firstTap() async throws {
        let fixture = try JournalFixture()
        var journal = try await fixture.open()
        let (one, other) = (try JournalFixture.iin(1), try JournalFixture.iin(2))
        try await journal.keepTap(of: one, on: day, at: start)
        try await journal.keepTap(of: one, on: day, at: start + .seconds(60))
        journal = try await fixture.reopen(journal)
        #expect(try await journal.keptTap(of: one, on: day) == start)
        #expect(try await journal.keptTap(of: other, on: day) == nil)
        #expect(try await journal.keptTap(of: one, on: day.adding(days: 1)) == nil)
    }

    @Test("Q4, Q3: the portal is told once that a reservation is void, and once that it was used")
    func toldOnce() async throws {
        let journal = try await JournalFixture().openWithNumbers()
        for _ in 1...3 { try await journal.voidReservation("R-1", on: day, at: start) }
        for _ in 1...3 {
            _ = try await journal.allotTicket(JournalFixture.ticket(.reserved, reservation: "R-2"), at: start)
        }
        let types = try await journal.nextBatch(limit: 20).map(\.type)
        #expect(types.count { $0 == "reservation.voided" } == 1)
        #expect(types.count { $0 == "reservation.used" } == 1)
        #expect(types.count { $0 == "ticket.issued" } == 1)
    }

    @Test("Q7: where the hall calls the reservation under another number, that one is printed, each time as a copy")
    func renumbered() async throws {
        let fixture = try JournalFixture()
        var journal = try await fixture.openWithNumbers()
        let draft = JournalFixture.ticket(.reserved, reservation: "R-1")
        let mine = try #require(try await journal.allotTicket(draft, at: start).ticket)
        let standing = try #require(TicketNumber(day: day, lane: .reserved, number: 77))
        try await journal.renumber(mine, as: standing)
        journal = try await fixture.reopenWithNumbers(journal)
        #expect(try await journal.slip(ofReservation: "R-1")?.ticket == standing)
        let again = try await journal.allotTicket(draft, at: start)
        #expect(again.ticket == standing && again.copyOf != nil)
        let next = try await journal.allotTicket(JournalFixture.ticket(.reserved, reservation: "R-2"), at: start)
        #expect(next.ticket != mine && next.ticket != standing && next.copyOf == nil)
    }

    @Test("P4: nothing of an IIN, of a list or of a status link's token is readable in any file of the folder")
    func nothingInClear() async throws {
        let fixture = try JournalFixture()
        let journal = try await fixture.openWithNumbers()
        let iin = try JournalFixture.iin(3)
        try await journal.keepReservations(list + Array(iin.digits.utf8), of: day, at: start)
        try await journal.keepTap(of: iin, on: day, at: start)
        try await journal.voidReservation("R-9", on: day, at: start)
        var draft = JournalFixture.ticket(.reserved, reservation: "R-1")
        draft.content = Array("TokenOfTheStatusLink22".utf8)
        _ = try await journal.allotTicket(draft, at: start)
        for name in ["journal.sqlite", "journal.sqlite-wal"] {
            let bytes = String(decoding: try fixture.folder.read(name), as: Unicode.ASCII.self)
            for secret in [iin.digits, String(iin.digits.prefix(8)), "c2VjcmV0", "TokenOfTheStatusLink22"] {
                #expect(!bytes.contains(secret), "\(name) holds a secret in clear")
            }
        }
        // Nor a plain hash of it: twelve digits are soon tried.
        let hash = try await journal.store.read { try Data.fetchOne($0, sql: "SELECT iin_hash FROM reservation_tap") }
        #expect(hash != nil && hash != Data(SHA256.hash(data: Data(iin.digits.utf8))))
    }

    @Test("R6: a list goes two days later, taps and voids with the next day, everything with the time")
    func retention() async throws {
        let journal = try await JournalFixture().open()
        let iin = try JournalFixture.iin()
        for days in 0...2 {
            let (day, now) = (day.adding(days: days), start + .seconds(days * 86_400))
            try await journal.keepReservations([UInt8(days)], of: day, at: now)
            try await journal.keepTap(of: iin, on: day, at: now)
            try await journal.voidReservation("R-\(days)", on: day, at: now)
        }
        let before = start - .seconds(1)
        _ = try await journal.eraseExpired(before: before, at: start)
        #expect(try await journal.reservations(of: day) == nil)
        #expect(try await journal.reservations(of: day.adding(days: 1)) == [1])
        #expect(try await journal.keptTap(of: iin, on: day.adding(days: 1)) == nil)
        #expect(try await journal.keptTap(of: iin, on: day.adding(days: 2)) != nil)
        #expect(try await count(journal, "reservation_void") == 1)
        _ = try await journal.eraseExpired(before: start + .seconds(4 * 86_400), at: start + .seconds(5 * 86_400))
        for table in ["reservation_list", "reservation_tap"] {
            #expect(try await count(journal, table) == 0, "\(table)")
        }
    }
}
