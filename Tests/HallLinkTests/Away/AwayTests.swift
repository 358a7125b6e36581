import FoundationEssentials
import HallClient
import HallContract
import HallQueue
import KioskDevices
import KioskDomain
import KioskJournal
import KioskTestSupport
import KioskTime
import Synchronization
import Testing

@testable import KioskDaemon

@Suite("What goes on without the hall, and after it came back (issue 5, items 1 and 2)")
struct AwayTests {
    @Test("a cut line stops nobody: slips from the block, said among the devices, and they join later, each once")
    func cut() async throws {
        try await Centre.with { centre in
            let terminal = try await Terminal(centre, "T1")
            #expect(await terminal.line?.health == .ok)
            var numbers = [try await terminal.issue()]
            // A person waits half a second for this at most, which a slow machine may not keep.
            if let place = await terminal.leases.place(of: numbers[0]) { #expect(place.ahead == 0) }
            try await centre.close()
            for _ in 0..<4 { numbers.append(try await terminal.issue()) }
            await terminal.leases.tell()
            #expect(await terminal.leases.place(of: numbers[4]) == nil, "what nobody knows is not printed")
            #expect(await terminal.line?.code == .hallUnreachable)
            #expect(await terminal.line?.name == centre.address)
            try await centre.open()
            for _ in 0..<2 { try await terminal.settle() }
            #expect(Set(numbers).count == 5)
            #expect(try centre.hall.keeper.view?.waiting.map(\.number) == numbers)
        }
    }

    @Test("a block that is used up off-line ends in queue.numbers-exhausted, and later numbers are above")
    func exhausted() async throws {
        try await Centre.with(.plain(leaseSize: 2)) { centre in
            let terminal = try await Terminal(centre, "T1")
            try await centre.close()
            var numbers: [Int] = []
            var code: FailureCode?
            while code == nil, numbers.count < 10 {
                do { numbers.append(try await terminal.issue().number) } catch {
                    code = (error as? any CodedError)?.code
                }
            }
            #expect(code == .numbersExhausted)
            #expect(numbers.count == 2)
            #expect(try await terminal.journal.slips(in: .printing).count == 2, "a slip without a number is none")
            try await centre.open()
            try await terminal.settle()
            #expect(try await terminal.issue().number > numbers[1])
            try await terminal.settle()
            #expect(try centre.hall.keeper.view?.waiting.count == 3)
        }
    }

    @Test("two terminals never give one number, whatever was cut in between")
    func twoTerminals() async throws {
        try await Centre.with(.plain(leaseSize: 3)) { centre in
            let terminals = [try await Terminal(centre, "T1"), try await Terminal(centre, "T2")]
            var numbers: [TicketNumber] = []
            for round in 0..<4 {
                if round == 1 { try await centre.close() }
                for terminal in terminals {
                    if let number = try? await terminal.issue() { numbers.append(number) }
                    await terminal.leases.tell()
                }
                if round == 2 {
                    try await centre.open()
                    for terminal in terminals { try await terminal.settle() }
                }
            }
            #expect(numbers.count >= 6 && Set(numbers).count == numbers.count, "\(numbers)")
            #expect(Set(try centre.hall.keeper.view?.waiting.map(\.number) ?? []) == Set(numbers))
        }
    }

    @Test("whichever answer of an exchange is lost, the next one puts it right", arguments: 1...7)
    func lostAnswers(losses: Int) async throws {
        let made = Mutex<ForgetfulHall?>(nil)
        try await Centre.with(
            .plain(leaseSize: 2),
            middle: { keeper in
                let hall = ForgetfulHall(keeper)
                made.withLock { $0 = hall }
                return hall
            },
            { centre in
                let hall = try #require(made.withLock { $0 })
                let terminal = try await Terminal(centre, "T1")
                var numbers: [TicketNumber] = []
                for _ in 0..<3 {
                    numbers.append(try await terminal.issue())
                    hall.lose(losses)
                    // Each exchange ends at its first lost answer.
                    for _ in 0..<losses { await terminal.leases.tell() }
                    try await terminal.settle()
                }
                #expect(Set(numbers).count == 3)
                #expect(Set(try centre.hall.keeper.view?.waiting.map(\.number) ?? []) == Set(numbers))
            })
    }

    @Test("a hall that starts again keeps slips, windows, machines and the manager's plan, and distrusts nobody")
    func restart() async throws {
        try await Centre.with(.plain(leaseSize: 2)) { centre in
            // T2 is in the plan and was never heard.
            let terminal = try await Terminal(centre, "T1")
            let first = try await terminal.issue()
            try await terminal.settle()
            _ = try await terminal.issue()
            try await terminal.settle()
            let desk = try await centre.machine("D1", .desk)
            _ = try await desk.act(.callNext, window: 1, request: RequestID(desk: "D1", id: "1"))
            let manager = try await centre.machine("M1", .manager)
            var plan = centre.plan
            plan.leaseSize = 5
            try await manager.replan(plan, over: centre.plan)
            let late = await #expect(throws: Failure.self) { try await manager.replan(centre.plan, over: centre.plan) }
            #expect(late?.code == .hallPlanChanged, "another manager was quicker")
            let before = try #require(try centre.hall.keeper.view)
            try await centre.close()
            try await centre.open()
            let after = try #require(try centre.hall.keeper.view)
            #expect(after.waiting == before.waiting && after.calls == before.calls)
            #expect(after.windows == before.windows && after.plan == plan)
            #expect(after.terminals.allSatisfy { !$0.isMissed })
            // Same certificates, same request, same answer; and numbers are given.
            #expect(try await desk.act(.callNext, window: 1, request: RequestID(desk: "D1", id: "1")) == first)
            try await terminal.settle()
            for _ in 0..<4 { _ = try await terminal.issue() }
        }
    }

    @Test(
        "slips that a hall set back to an old picture of its disk forgot come back, also when its first answers are lost",
        arguments: 1...4)
    func forgotten(losses: Int) async throws {
        let made = Mutex<ForgetfulHall?>(nil)
        try await Centre.with(
            .plain(leaseSize: 4),
            middle: { keeper in
                let hall = ForgetfulHall(keeper)
                made.withLock { $0 = hall }
                return hall
            },
            { centre in
                let terminal = try await Terminal(centre, "T1")
                try await centre.close()
                let picture = try centre.folder.read("hall/journal.sqlite")
                try await centre.open()
                var numbers: [TicketNumber] = []
                for _ in 0..<2 {
                    numbers.append(try await terminal.issue())
                    try await terminal.settle()
                }
                #expect(try centre.hall.keeper.view?.waiting.count == 2)
                try await centre.close()
                try centre.folder.write("hall/journal.sqlite", picture)
                for suffix in ["-wal", "-shm"] { try centre.folder.write("hall/journal.sqlite" + suffix, []) }
                try centre.folder.write("hall/hall-boot", "another start".utf8)
                try await centre.open()
                #expect(try centre.hall.keeper.view?.waiting.isEmpty == true)
                let hall = try #require(made.withLock { $0 })
                hall.lose(losses)
                for _ in 0..<losses { await terminal.leases.tell() }
                try await eventually("the slips are back") {
                    await terminal.leases.tell()
                    return try centre.hall.keeper.view?.waiting.map(\.number) == numbers ? () : nil
                }
            })
    }

    @Test("a hall that missed its terminals after a start of its machine waits for each, or for the manager's word")
    func missed() async throws {
        try await Centre.with { centre in
            let terminal = try await Terminal(centre, "T1")
            try await centre.close()
            // As after a start of the machine: the hall was kept in another one.
            try centre.folder.write("hall/hall-boot", "another start".utf8)
            try await centre.open()
            let manager = try await centre.machine("M1", .manager)
            await terminal.leases.tell()
            #expect(try centre.hall.keeper.view?.terminals.filter(\.isMissed).map(\.name) == ["T2"])
            let epoch = try #require(try await terminal.journal.leases()?.epoch)
            let line = NumberLine(day: NoonClock.day, lane: .general)
            let failure = await #expect(throws: Failure.self) {
                try await terminal.client.lease(line, to: "T1", epoch: epoch)
            }
            #expect(failure?.code == .numbersWithheld && failure?.detail.contains("T2") == true)
            try await manager.leaveOut("T2")
            #expect(try await terminal.client.lease(line, to: "T1", epoch: epoch).numbers.lowerBound > 200)
        }
    }

    @Test("a terminal that may not see the plan still knows which services give no slips, also when it is cut off")
    func closings() async throws {
        var plan = HallPlan.plain()
        plan.services.append(HallPlan.Service(id: "off", isOn: false))
        let evening = HallHours.Span(
            from: try #require(CivilTime(hour: 20, minute: 0)), to: try #require(CivilTime(hour: 21, minute: 0)))
        plan.hours = HallHours(days: [HallHours.Day(weekday: 1, open: evening)])
        try await Centre.with(plan) { centre in
            let terminal = try await Terminal(centre, "T1")
            try await centre.close()
            let watch = ClosingWatch(
                hall: terminal.client, greeting: { terminal.leases.greeting }, clock: terminal.clock, zone: .almaty,
                purposes: [])
            #expect(watch.closing("off")?.reason == .serviceOff)
            #expect(watch.closing("eds")?.reason == .closed)
            #expect(watch.closing("eds")?.opens?.time == evening.from)
        }
    }
}
