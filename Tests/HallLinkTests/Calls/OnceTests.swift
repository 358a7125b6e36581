import HallContract
import HallQueue
import KioskDevices
import KioskDomain
import KioskTestSupport
import Synchronization
import Testing

@testable import HallClient
@testable import KioskDaemon

@Suite("Each call has its effect once (issue 5, items 1 and 2)")
struct OnceTests {
    private static let line = NumberLine(day: NoonClock.day, lane: .general)

    @Test("a desk whose answer was lost asks again with the same request and calls nobody twice")
    func act() async throws {
        try await withForgetful { centre, hall in
            let terminal = try await centre.machine("T1", .terminal)
            try await terminal.greet("T1")
            for number in 1...3 { _ = try await terminal.join(try slip("T1", number)) }
            let desk = try await centre.machine("D1", .desk)
            _ = try? await desk.greet("D1")
            let request = RequestID(desk: "D1", id: "call-1")
            hall.lose(1)
            let failure = await #expect(throws: Failure.self) {
                try await desk.act(.callNext, window: 1, request: request)
            }
            #expect(failure?.code == .hallUnreachable)
            #expect(try await desk.act(.callNext, window: 1, request: request)?.text == "A001")
            #expect(try await desk.act(.callNext, window: 1, request: request)?.text == "A001")
            let view = try centre.hall.keeper.view
            #expect(view?.waiting.count == 2 && view?.calls.count == 1)
            // Another request is another wish: the window is busy now.
            let busy = await #expect(throws: Failure.self) {
                try await desk.act(.callNext, window: 1, request: RequestID(desk: "D1", id: "call-2"))
            }
            #expect(busy?.code == .windowBusy)
        }
    }

    @Test("a slip whose answer was lost joins once; another slip with its number is kept out")
    func join() async throws {
        try await withForgetful { centre, hall in
            let terminal = try await centre.machine("T1", .terminal)
            let other = try await centre.machine("T2", .terminal)
            try await terminal.greet("T1")
            let mine = try slip("T1", 1)
            hall.lose(1)
            await #expect(throws: Failure.self) { try await terminal.join(mine) }
            #expect(try await terminal.join(mine).ahead == 0)
            #expect(try await terminal.join(mine).ahead == 0)
            #expect(try centre.hall.keeper.view?.waiting.count == 1)
            let theirs = try slip("T2", 1)
            let failure = await #expect(throws: Failure.self) { try await other.join(theirs) }
            #expect(failure?.code == .hallNotPossible)
            #expect(try centre.hall.keeper.view?.waiting.count == 1)
        }
    }

    @Test("a lost report gives no second epoch to who knows the first, and a lost block is only left out")
    func reportAndLease() async throws {
        try await withForgetful { centre, hall in
            let terminal = try await centre.machine("T1", .terminal)
            let epoch = try await terminal.greet("T1").epoch
            hall.lose(1)
            await #expect(throws: Failure.self) { try await terminal.greet("T1", epoch: epoch) }
            #expect(try await terminal.greet("T1", epoch: epoch).epoch == epoch)
            hall.lose(1)
            await #expect(throws: Failure.self) { try await terminal.lease(Self.line, to: "T1", epoch: epoch) }
            let lease = try await terminal.lease(Self.line, to: "T1", epoch: epoch)
            #expect(lease.numbers == 121...140)
            let old = await #expect(throws: Failure.self) {
                try await terminal.lease(Self.line, to: "T1", epoch: epoch - 1)
            }
            #expect(old?.code == .numbersWithheld)
        }
    }

    @Test("two desks that call at the same instant get two people, whoever is first")
    func sameInstant() async throws {
        try await Centre.with { centre in
            let terminal = try await centre.machine("T1", .terminal)
            try await terminal.greet("T1")
            let count = 30
            for number in 1...count { _ = try await terminal.join(try slip("T1", number)) }
            let desks = [try await centre.machine("D1", .desk), try await centre.machine("D2", .desk)]
            var called: [TicketNumber] = []
            for round in 1...(count / desks.count) {
                called += try await withThrowingTaskGroup { group in
                    for (index, desk) in desks.enumerated() {
                        group.addTask {
                            let name = "D\(index + 1)"
                            let number = try await desk.act(
                                .callNext, window: index + 1, request: RequestID(desk: name, id: "call-\(round)"))
                            _ = try await desk.act(
                                .finish, window: index + 1, request: RequestID(desk: name, id: "finish-\(round)"))
                            return number
                        }
                    }
                    return try await group.reduce(into: []) { numbers, number in
                        if let number { numbers.append(number) }
                    }
                }
            }
            #expect(called.count == count && Set(called).count == count)
            #expect(try centre.hall.keeper.view?.waiting.isEmpty == true)
            // And at one window only one of two gets the next person.
            _ = try await terminal.join(try slip("T1", count + 1))
            _ = try await terminal.join(try slip("T1", count + 2))
            let outcomes = await withTaskGroup { group in
                for (index, desk) in desks.enumerated() {
                    group.addTask {
                        do throws(Failure) {
                            let request = RequestID(desk: "D\(index + 1)", id: "one-window")
                            return try await desk.act(.callNext, window: 1, request: request)?.text
                        } catch { return error.code.rawValue }
                    }
                }
                return await group.reduce(into: Set<String?>()) { $0.insert($1) }
            }
            #expect(outcomes == ["A031", FailureCode.windowBusy.rawValue])
        }
    }

    private func withForgetful(_ body: @Sendable (Centre, ForgetfulHall) async throws -> Void) async throws {
        let made = Mutex<ForgetfulHall?>(nil)
        try await Centre.with(
            middle: { keeper in
                let hall = ForgetfulHall(keeper)
                made.withLock { $0 = hall }
                return hall
            },
            { centre in
                guard let hall = made.withLock({ $0 }) else { throw Problem("no hall") }
                try await body(centre, hall)
            })
    }
}
