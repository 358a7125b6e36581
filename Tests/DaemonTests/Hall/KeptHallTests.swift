import HallContract
import HallQueue
import KioskDevices
import KioskDomain
import KioskJournal
import KioskTestSupport
import KioskTime
import Testing

@testable import KioskDaemon

/// Issue 5 item 1 and its bad input, through the keeper that decides and the journal that keeps.
@Suite("The hall as a machine keeps it")
struct KeptHallTests {
    private static let midnight = KeptHall.nine + .seconds(15 * 3600)

    @Test("the day ends at local midnight, to the millisecond; who still waits is counted, and the report is durable")
    func rollover() async throws {
        try await KeptHall.with { hall in
            try await hall.arrive(.general, 1)
            try await hall.arrive(.general, 2)
            try await hall.desk(.callNext, 1)
            hall.time.set(UnixTime(milliseconds: Self.midnight.milliseconds - 1))
            await hall.keeper.tick()
            #expect(hall.keeper.view?.day == KeptHall.monday)
            hall.time.set(Self.midnight)
            await hall.keeper.tick()
            let next = try await hall.keeper.state()
            #expect(next.day == KeptHall.monday.adding(days: 1))
            #expect(next.tickets.isEmpty && next.windows[1]?.serving == nil)
            #expect(hall.keeper.view?.day == next.day, "boards and desks are told without anybody asking")
            let report = try await hall.journal.hallReport(KeptHall.monday, at: hall.clock.now())
            #expect(report?.total.unserved == 1 && report?.total.calls == 1)
        }
    }

    @Test("a clock that goes back over midnight opens no second day; the new day's numbers stay")
    func backOverMidnight() async throws {
        try await KeptHall.with { hall in
            hall.time.set(Self.midnight + .seconds(600))
            let first = try await hall.arrive(.general, 1)
            #expect(first.day == KeptHall.monday.adding(days: 1))
            hall.time.set(Self.midnight - .seconds(3000))
            await hall.keeper.tick()
            #expect(try await hall.keeper.state().day == first.day)
            #expect(try await hall.desk(.callNext, 1) == first)
        }
    }

    @Test("an alarm comes with the moment at which its terminal was heard; a clock that is set back bounds it")
    func heard() async throws {
        try await KeptHall.with { hall in
            let fine = TerminalStatus(devices: [.init(name: "printer.slip", code: nil)])
            let report = LeaseReport(terminal: "t1", epoch: nil, highest: [:])
            let epoch = try await hall.keeper.report(report, status: fine).epoch
            #expect(hall.keeper.view?.terminals.first?.heardAt == KeptHall.nine)
            hall.time.set(KeptHall.nine + .seconds(20))
            let out = TerminalStatus(devices: [.init(name: "printer.slip", code: .printerPaperOut)])
            let known = LeaseReport(terminal: "t1", epoch: epoch, highest: [:])
            _ = try await hall.keeper.report(known, status: out)
            let terminal = try #require(hall.keeper.view?.terminals.first)
            #expect(terminal.status == out && terminal.heardAt == KeptHall.nine + .seconds(20))
            hall.time.set(KeptHall.nine + .seconds(10))
            try await hall.arrive(.general, 1)
            let back = try #require(hall.keeper.view?.terminals.first?.heardAt)
            #expect(back <= KeptHall.nine + .seconds(10))
        }
    }

    @Test("sixty desks that call at the same instant get as many different numbers as wait, the others nobody")
    func sameInstant() async throws {
        try await KeptHall.with(.test(windows: 60)) { hall in
            for value in 1...40 { try await hall.arrive(.general, value) }
            let called = try await withThrowingTaskGroup(of: TicketNumber?.self) { group in
                for window in 1...60 { group.addTask { try await hall.desk(.callNext, window) } }
                return try await group.reduce(into: [TicketNumber]()) { called, number in
                    if let number { called.append(number) }
                }
            }
            #expect(called.count == 40 && Set(called).count == 40)
            let state = try await hall.keeper.state()
            #expect(state.waiting.isEmpty)
            #expect(Set(state.windows.values.compactMap(\.serving)) == Set(called))
        }
    }

    @Test("what was acknowledged is there after a start of the program: who waits, whom each window serves, the waits")
    func restart() async throws {
        try await KeptHall.with { hall in
            for value in 1...3 { try await hall.arrive(.general, value) }
            try await hall.desk(.callNext, 2)
            try await hall.desk(.pause(true), 3)
            let before = try await hall.keeper.state()
            let next = try await hall.reopened()
            #expect(try await next.keeper.state() == before)
            try await next.journal.close()
        }
    }

    @Test("a start of the program withholds no numbers; one of the machine does, until each terminal was heard")
    func machineStart() async throws {
        try await KeptHall.with { hall in
            try await hall.arrive(.general, 1)
            let program = try await hall.reopened()
            #expect(try await program.keeper.state().book.unheard.isEmpty)
            try hall.folder.write("hall-boot", "another start of the machine".utf8)
            let machine = try await program.reopened()
            #expect(try await machine.keeper.state().book.unheard == ["t1"])
            // Killed before anybody was heard: it stays so.
            let again = try await machine.reopened()
            #expect(try await again.keeper.state().book.unheard == ["t1"])
            try await again.journal.close()
        }
    }

    @Test("Q3: a promise that breaks while nothing else happens is told to desks and manager with the next tick")
    func breachIsTold() async throws {
        try await KeptHall.with { hall in
            let promise = KeptHall.nine + .seconds(1800)
            let number = try await hall.arrive(.reserved, 1, promise: promise)
            hall.time.set(promise + .seconds(59))
            await hall.keeper.tick()
            #expect(hall.keeper.view?.breaches == [])
            hall.time.set(promise + .seconds(60))
            await hall.keeper.tick()
            #expect(hall.keeper.view?.breaches == [number])
        }
    }

    @Test("Q7: without a block no slip gets a number, and an epoch that is not the newest gets no block")
    func withheld() async throws {
        try await KeptHall.with { hall in
            let report = LeaseReport(terminal: "t1", epoch: nil, highest: [:])
            let greeting = try await hall.keeper.report(report, status: TerminalStatus())
            let line = NumberLine(day: greeting.day, lane: .general)
            let newer = try await hall.keeper.report(report, status: TerminalStatus())
            #expect(newer.epoch > greeting.epoch)
            await #expect(throws: Failure(.numbersWithheld, "the terminal has to report first")) {
                _ = try await hall.keeper.lease(line, to: "t1", epoch: greeting.epoch)
            }
            let lease = try await hall.keeper.lease(line, to: "t1", epoch: newer.epoch)
            #expect(lease.numbers.lowerBound == 1)
            await #expect(throws: Failure(.hallRefused, "t9 is not a terminal of the plan")) {
                _ = try await hall.keeper.lease(line, to: "t9", epoch: newer.epoch)
            }
        }
    }
}
