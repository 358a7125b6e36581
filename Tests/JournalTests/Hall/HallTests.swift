import HallQueue
import KioskDomain
import Testing

@testable import KioskJournal

@Suite("The hall in the journal (issue 5, items 1 and 2)", .keptFolders)
struct HallTests {
    private let start = JournalFixture.start

    private func join(_ journal: Journal) async throws {
        for slip in try await journal.ticketsToJoin(from: JournalFixture.day, all: false) {
            let now = start
            _ = try await journal.decideHall(at: now) { ((), try $0.join(slip, at: now)) }
            try await journal.markJoined([slip])
        }
    }

    @Test("tickets and calls are the same after a restart, from stored state and later events")
    func restart() async throws {
        let fixture = try JournalFixture()
        var journal = try await fixture.openWithNumbers()
        for _ in 0..<3 { _ = try await journal.allotTicket(JournalFixture.ticket(), at: start) }
        try await join(journal)
        let before = try await journal.decideHall(at: start) { ($0, []) }
        #expect(before.value.waiting.count == 3)
        journal = try await fixture.reopenWithNumbers(journal)
        let after = try await journal.decideHall(at: start) { ($0, []) }
        #expect(after.value == before.value)
        #expect(after.position == before.position)
        #expect(try await journal.ticketsToJoin(from: JournalFixture.day, all: false).isEmpty)
        #expect(try await journal.ticketsToJoin(from: JournalFixture.day, all: true).count == 3)
    }

    @Test("Q7: without a block no number is used and no slip is recorded: queue.numbers-exhausted")
    func exhausted() async throws {
        let fixture = try JournalFixture()
        let journal = try await fixture.openWithNumbers(size: 2)
        for _ in 0..<2 { _ = try await journal.allotTicket(JournalFixture.ticket(), at: start) }
        await expectCode(.numbersExhausted) {
            _ = try await journal.allotTicket(JournalFixture.ticket(), at: JournalFixture.start)
        }
        #expect(try await journal.slips(in: .printing).count == 2)
    }

    @Test("Q7: after a start of the machine the old block is given up, and the new one is above it")
    func newBoot() async throws {
        let fixture = try JournalFixture()
        var journal = try await fixture.openWithNumbers(size: 5)
        #expect(try await journal.allotTicket(JournalFixture.ticket(), at: start).ticket?.number == 1)
        journal = try await fixture.reopenWithNumbers(journal, boot: "2")
        let next = try #require(try await journal.allotTicket(JournalFixture.ticket(), at: start).ticket?.number)
        #expect(next > 5)
    }

    @Test("a replica reads the events in order, and is told when they are no longer kept")
    func replica() async throws {
        let journal = try await JournalFixture().openWithNumbers()
        _ = try await journal.allotTicket(JournalFixture.ticket(), at: start)
        try await join(journal)
        let events = try #require(try await journal.hallEvents(after: 0))
        var copy = HallState(
            plan: HallPlan(services: [], windows: [], terminals: ["t1"], leaseSize: 40), day: JournalFixture.day)
        for event in events { copy.apply(event) }
        #expect(copy == (try await journal.decideHall(at: start) { ($0, []) }.value))
        #expect(try await journal.hallEvents(after: Int64(events.count))?.isEmpty == true)
    }

    @Test("what the hall refuses changes nothing")
    func refused() async throws {
        let journal = try await JournalFixture().openWithNumbers()
        let before = try await journal.decideHall(at: start) { ($0, []) }
        let now = start
        await #expect(throws: JournalError.self) {
            _ = try await journal.decideHall(at: now) { hall in
                ((), try hall.act(.callNext, window: 9, request: RequestID(desk: "d", id: "1"), at: now).events)
            }
        }
        #expect(try await journal.decideHall(at: start) { ($0, []) }.value == before.value)
    }

    @Test("the report of a day is durable when the next day opens, and is kept 400 days (issue 5, item 4)")
    func report() async throws {
        let fixture = try JournalFixture()
        var journal = try await fixture.openWithNumbers()
        for _ in 0..<3 { _ = try await journal.allotTicket(JournalFixture.ticket(), at: start) }
        try await join(journal)
        let today = JournalFixture.day
        #expect(try await journal.hallReport(today, at: start)?.total.unserved == 3)
        for days in [1, 2, 401] {
            _ = try await journal.decideHall(at: start) { ((), $0.dayEvents(today.adding(days: days))) }
            if days == 1 {
                journal = try await fixture.reopen(journal)
                let plan = HallPlan(services: [], windows: [], terminals: ["t1"])
                _ = try await journal.openHall(plan, day: today, isNewBoot: false, at: start)
                let kept = try await journal.hallReport(today, at: start)
                #expect(kept?.total.arrivals == 3)
                #expect(kept?.total.unserved == 3)
            }
        }
        #expect(try await journal.hallReport(today, at: start)?.total.arrivals == 3)
        _ = try await journal.decideHall(at: start) { ((), $0.dayEvents(today.adding(days: 500))) }
        #expect(try await journal.hallReport(today, at: start) == nil)
        #expect(try await journal.hallReportDays() == [401, 2, 1].map { today.adding(days: $0) })
    }
}
