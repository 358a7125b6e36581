import KioskDomain
import KioskTestSupport
import Testing

@testable import KioskJournal

@Suite("Slips (Q7)", .keptFolders)
struct SlipTests {
    @Test("Q7: numbers start at 1 on each lane and day, rise by one, over a restart too")
    func numbers() async throws {
        let fixture = try JournalFixture()
        var journal = try await fixture.openWithNumbers()
        var texts: [String?] = []
        for lane in [TicketLane.general, .general, .reserved] {
            texts.append(
                try await journal.allotTicket(JournalFixture.ticket(lane), at: JournalFixture.start).ticket?.text)
        }
        journal = try await fixture.reopenWithNumbers(journal)
        let tomorrow = JournalFixture.day.adding(days: 1)
        texts.append(try await journal.allotTicket(JournalFixture.ticket(), at: JournalFixture.start).ticket?.text)
        texts.append(
            try await journal.allotTicket(JournalFixture.ticket(day: tomorrow), at: JournalFixture.start).ticket?.text)
        #expect(texts == ["A001", "A002", "B001", "A003", "A001"])
    }

    @Test("Q7: when the clock goes back a day, counting goes on in the later day")
    func clockBack() async throws {
        let journal = try await JournalFixture().openWithNumbers()
        let tomorrow = JournalFixture.day.adding(days: 1)
        _ = try await journal.allotTicket(JournalFixture.ticket(day: tomorrow), at: JournalFixture.start)
        let slip = try await journal.allotTicket(JournalFixture.ticket(), at: JournalFixture.start)
        #expect(slip.ticket == TicketNumber(day: tomorrow, lane: .general, number: 2))
    }

    @Test("Q7: the same reservation gets the same number, marked as a copy, and the portal hears of one ticket")
    func reservation() async throws {
        let journal = try await JournalFixture().openWithNumbers()
        let first = try await journal.allotTicket(
            JournalFixture.ticket(.reserved, reservation: "R-1"), at: JournalFixture.start)
        let other = try await journal.allotTicket(
            JournalFixture.ticket(.reserved, reservation: "R-2"), at: JournalFixture.start)
        let again = try await journal.allotTicket(
            JournalFixture.ticket(.reserved, reservation: "R-1"), at: JournalFixture.start)
        #expect(again.ticket == first.ticket)
        #expect(again.copyOf == first.sequence)
        #expect(again.id != first.id)
        #expect(other.ticket != first.ticket)
        #expect(again.content == [1, 2, 3])
        let types = try await journal.nextBatch(limit: 9).map(\.type)
        #expect(types == ["ticket.issued", "reservation.used", "ticket.issued", "reservation.used"])
    }

    @Test("every step that the printer may tell is taken, every other refused, a person's among them")
    func steps() async throws {
        for from in [SlipState.printing, .printed, .unconfirmed, .failed] {
            for to in SlipState.allCases {
                let journal = try await JournalFixture().open()
                let slip = try await journal.issueSlip(
                    kind: "referral", day: JournalFixture.day, content: [], at: JournalFixture.start)
                try await journal.markSlip(id: slip.id, from, at: JournalFixture.start)
                if from == to || (from == .printing && from.mayBecome(to)) {
                    #expect(try await journal.markSlip(id: slip.id, to, at: JournalFixture.start).state == to)
                } else {
                    await expectCode(.journalConflict) {
                        try await journal.markSlip(id: slip.id, to, at: JournalFixture.start)
                    }
                    #expect(try await journal.slip(id: slip.id)?.state == from)
                }
            }
        }
    }
}
