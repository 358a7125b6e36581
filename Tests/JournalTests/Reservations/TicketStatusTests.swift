import GRDB
import HallQueue
import KioskDomain
import Testing

@testable import KioskJournal

@Suite("What the portal is told of the hall, for status links (issue 5, item 4)", .keptFolders)
struct TicketStatusTests {
    private let start = JournalFixture.start

    /// One window that serves all.
    private static let plan = HallPlan(
        services: [HallPlan.Service(id: "eds")],
        windows: [HallPlan.Window(number: 4, services: ["eds"], lanes: Set(TicketLane.allCases))], terminals: ["t1"])

    private func ready(_ fixture: JournalFixture, _ journal: Journal) async throws {
        try await JournalFixture.giveNumbers(journal)
        let now = start
        _ = try await journal.decideHall(at: now) { ((), try $0.replan(Self.plan)) }
    }

    @discardableResult
    private func issue(_ journal: Journal, reservation: String? = nil) async throws -> TicketNumber {
        let lane: TicketLane = reservation == nil ? .general : .reserved
        let slip = try await journal.allotTicket(JournalFixture.ticket(lane, reservation: reservation), at: start)
        for ticket in try await journal.ticketsToJoin(from: JournalFixture.day, all: false) {
            let now = start
            _ = try await journal.decideHall(at: now) { ((), try $0.join(ticket, at: now)) }
            try await journal.markJoined([ticket])
        }
        return try #require(slip.ticket)
    }

    private func act(_ journal: Journal, _ action: DeskAction, id: String) async throws {
        let now = start
        _ = try await journal.decideHall(at: now) { hall in
            let (ticket, events) = try hall.act(
                action, window: 4, request: RequestID(desk: "d", id: id), at: now)
            return (ticket, events)
        }
    }

    /// Tells until nothing is left, and answers what was added to the outbox.
    private func told(_ journal: Journal) async throws -> [OutboxEntry] {
        let last = try await journal.nextBatch(limit: .max).last?.sequence ?? 0
        while try await journal.tellTickets(of: "PSC-9", at: start) {}
        return try await journal.nextBatch(limit: .max).filter { $0.sequence > last }
    }

    @Test("called, waiting again, closed: each is told once, in the order of the hall, over a restart too")
    func eachOnce() async throws {
        let fixture = try JournalFixture()
        var journal = try await fixture.open()
        try await ready(fixture, journal)
        try await issue(journal)
        #expect(try await told(journal).isEmpty)
        try await act(journal, .callNext, id: "1")
        try await act(journal, .transfer(.service("eds")), id: "2")
        journal = try await fixture.reopenWithNumbers(journal)
        #expect(try await told(journal).map(\.type) == ["ticket.called", "ticket.waiting"])
        try await act(journal, .callNext, id: "3")
        try await act(journal, .recall(nil), id: "4")
        try await act(journal, .finish, id: "5")
        let news = try await told(journal)
        #expect(news.map(\.type) == ["ticket.called", "ticket.called", "ticket.closed"])
        #expect(String(decoding: news[0].body, as: UTF8.self).contains(#""window":4"#))
        #expect(news.allSatisfy { String(decoding: $0.body, as: UTF8.self).contains(#""centre":"PSC-9""#) })
        journal = try await fixture.reopenWithNumbers(journal)
        #expect(try await told(journal).isEmpty)
    }

    @Test("Q7: a reservation's second number is told as closed, with the number that is called for it")
    func copy() async throws {
        let fixture = try JournalFixture()
        let journal = try await fixture.open()
        try await ready(fixture, journal)
        // Another terminal's slip of the same reservation joined first.
        let other = try #require(TicketNumber(day: JournalFixture.day, lane: .reserved, number: 39))
        let now = start
        let epoch = try #require(try await journal.leases()?.report.epoch)
        let theirs = IssuedTicket(
            terminal: "t1", epoch: epoch, sequence: 900, number: other, service: "eds", issuedAt: now,
            reservation: "R-1")
        _ = try await journal.decideHall(at: now) { _ in ((), [.joined(theirs, at: now)]) }
        let mine = try await issue(journal, reservation: "R-1")
        let news = try await told(journal)
        #expect(news.map(\.type) == ["ticket.waiting", "ticket.closed"])
        let body = String(decoding: news[1].body, as: UTF8.self)
        #expect(body.contains(#""sameAs":"B039""#) && body.contains(#""number":\#(mine.number)"#))
    }

    @Test("DESIGN 5.8: while very much waits for the portal nothing is added, and nothing is lost")
    func backlog() async throws {
        let fixture = try JournalFixture(limits: JournalLimits(unsentEvents: 8))
        let journal = try await fixture.open()
        try await ready(fixture, journal)
        try await issue(journal)
        try await act(journal, .callNext, id: "1")
        while try await journal.outboxStatus().depth < 4 {
            _ = try await journal.enqueue(OutboxEvent("test", [1]), at: start)
        }
        #expect(try await told(journal).isEmpty)
        for entry in try await journal.nextBatch(limit: 9) {
            _ = try await journal.markSent(sequence: entry.sequence, digest: entry.digest, at: start)
        }
        #expect(try await told(journal).map(\.type) == ["ticket.called"])
    }

    @Test("DESIGN 5.10: a journal of the version before goes forward; what its hall did then is not told late")
    func migration() async throws {
        let fixture = try JournalFixture()
        let all = Schema.current.migrations
        let before = Schema(migrations: Array(all.prefix(3) + all.suffix(1)))
        var journal = try await fixture.open(schema: before)
        try await ready(fixture, journal)
        let slip = try await issue(journal)
        try await act(journal, .callNext, id: "1")
        try await journal.close()
        try fixture.forgetMarks(version: 3)
        journal = try await fixture.openWithNumbers()
        #expect(try await told(journal).isEmpty)
        #expect(try await journal.reservations(of: JournalFixture.day) == nil)
        try await act(journal, .finish, id: "2")
        let news = try await told(journal)
        #expect(news.map(\.type) == ["ticket.closed"])
        #expect(String(decoding: news[0].body, as: UTF8.self).contains(#""number":\#(slip.number)"#))
    }
}
