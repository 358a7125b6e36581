import FoundationEssentials
import HallContract
import HallQueue
import KioskDevices
import KioskDomain
import KioskTestSupport
import NIOHTTP1
import PortalContract
import Testing

@testable import HallClient
@testable import HallServer

@Suite("What no honest machine sends (issue 5, bad input)")
struct HostileTests {
    @Test("a body too large is refused with 413, and the hall goes on")
    func tooLarge() async throws {
        try await Centre.with { centre in
            let terminal = try await centre.machine("T1", .terminal)
            try await terminal.greet("T1")
            let wire = try Wire(centre, "T1")
            let body = [UInt8](repeating: 0x20, count: centre.limits.bodyBytes + 1)
            let answer = try await wire.send(.POST, HallCall.report.path, body)
            #expect(answer.status == 413 && answer.code == .requestInvalid)
            try await terminal.greet("T1")
        }
    }

    @Test("a body that does not come is given up in its time")
    func slow() async throws {
        var limits = HallLimits()
        limits.body = .milliseconds(300)
        try await Centre.with(limits: limits) { centre in
            _ = try? await centre.machine("B1", .board).greet("B1")
            _ = try? await centre.machine("T1", .terminal).greet("T1")
            let answer = try await Wire(centre, "T1").sendHalf(.report, of: 100)
            #expect(answer.status == 408 && answer.code == .requestInvalid)
        }
    }

    @Test("no such path, no such method")
    func routes() async throws {
        try await Centre.with { centre in
            _ = try? await centre.machine("T1", .terminal).greet("T1")
            let wire = try Wire(centre, "T1")
            #expect(try await wire.send(.POST, "/v1/nothing").status == 404)
            #expect(try await wire.send(.POST, "/").status == 404)
            #expect([404, 405].contains(try await wire.send(.DELETE, HallCall.report.path).status))
        }
    }

    @Test("values beyond life are refused and change nothing")
    func values() async throws {
        try await Centre.with { centre in
            let terminal = try await centre.machine("T1", .terminal)
            try await terminal.greet("T1")
            _ = try? await centre.machine("M1", .manager).greet("M1")
            _ = try? await centre.machine("D1", .desk).greet("D1")
            let before = try #require(try centre.hall.keeper.view)
            let wires = (try Wire(centre, "T1"), try Wire(centre, "D1"), try Wire(centre, "M1"))
            for ticket in try Self.tickets() {
                #expect(try await wires.0.send(.join, ticket).code == .requestInvalid, "\(ticket)")
            }
            let far = NumberLine(day: NoonClock.day.adding(days: 400), lane: .general)
            let high = NumberLine(day: NoonClock.day, lane: .general)
            for highest in [[far: 1], [high: 100_000], [high: -1], [high: Int.max]] {
                let report = LeaseReport(terminal: "T1", epoch: nil, highest: highest)
                let answer = try await wires.0.send(.report, ReportRequest(report: report, status: TerminalStatus()))
                #expect(answer.code == .requestInvalid)
            }
            let lease = LeaseRequest(line: far, terminal: "T1", epoch: 1)
            #expect(try await wires.0.send(.lease, lease).code == .hallNotPossible)
            for window in [0, -1, Int.min, Int.max] {
                let act = ActRequest(action: .callNext, window: window, request: RequestID(desk: "D1", id: "1"))
                #expect(try await wires.1.send(.act, act).code == .requestInvalid)
            }
            for plan in Self.plans {
                #expect(
                    try await wires.2.send(.plan, PlanRequest(plan: plan, former: nil)).code == .hallPlanInvalid,
                    "\(plan)")
            }
            let after = try #require(try centre.hall.keeper.view)
            #expect(after.waiting == before.waiting && after.plan == before.plan)
        }
    }

    @Test("requests with bytes changed never bring the hall down, and it stays whole", .timeLimit(.minutes(5)))
    func mutations() async throws {
        var random = SplitMix64.seeded()
        print("KIOSK_SEED=\(random.seed)")
        let requests = try Self.samples()
        var mutated: [(HallCall, [UInt8])] = []
        for (call, body) in requests {
            for _ in 0..<60 { mutated.append((call, Self.mutate(body, &random))) }
        }
        let bodies = mutated
        let seed = random.seed
        try await Centre.with { centre in
            let terminal = try await centre.machine("T1", .terminal)
            try await terminal.greet("T1")
            for (name, role) in [("D1", HallRole.desk), ("M1", .manager)] {
                _ = try? await centre.machine(name, role).greet(name)
            }
            let wires = [
                HallRole.terminal: try Wire(centre, "T1"), .desk: try Wire(centre, "D1"),
                .manager: try Wire(centre, "M1"),
            ]
            for (index, (call, body)) in bodies.enumerated() {
                let role: HallRole =
                    switch call {
                    case .plan, .leaveOut, .reports: .manager
                    case .act: .desk
                    default: .terminal
                    }
                let wire = try #require(wires[role])
                let answer = try await wire.send(call == .plan ? .PUT : .POST, call.path, body)
                #expect(answer.status < 500, "seed \(seed), \(index): \(call) \(String(decoding: body, as: UTF8.self))")
            }
            // What it holds can be read back by a new start.
            let before = try #require(try centre.hall.keeper.view)
            try await centre.close()
            try await centre.open()
            let after = try #require(try centre.hall.keeper.view)
            #expect(after.waiting == before.waiting && after.calls == before.calls, "seed \(seed)")
            #expect(after.plan == before.plan, "seed \(seed)")
        }
    }

    private static func tickets() throws -> [IssuedTicket] {
        let good = try slip("T1", 1)
        let far = try #require(
            TicketNumber(day: NoonClock.day.adding(days: 400), lane: .general, number: 1))
        let high = try #require(TicketNumber(day: NoonClock.day, lane: .general, number: Int.max))
        let changes: [(inout IssuedTicket) -> Void] = [
            { $0.number = far }, { $0.number = high }, { $0.epoch = -1 }, { $0.epoch = .max }, { $0.sequence = .max },
            { $0.issuedAt = UnixTime(milliseconds: .max) }, { $0.issuedAt = UnixTime(milliseconds: .min) },
            { $0.promise = UnixTime(milliseconds: .max) }, { $0.service = String(repeating: "x", count: 65) },
            { $0.reservation = String(repeating: "x", count: 65) },
        ]
        return changes.map { change in
            var ticket = good
            change(&ticket)
            return ticket
        }
    }

    private static var plans: [HallPlan] {
        let good = HallPlan.plain()
        let changes: [(inout HallPlan) -> Void] = [
            { $0.services[0].usualSeconds = .max }, { $0.services[0].usualSeconds = 0 }, { $0.services = [] },
            { $0.services[0].id = "" }, { $0.windows[0].number = .min }, { $0.windows[1].number = 1 },
            { $0.windows = [] }, { $0.leaseSize = .max }, { $0.leaseSize = 0 }, { $0.terminals = [""] },
            { $0.rule.urgentRun = .max }, { $0.rule.urgentMinutes = .max }, { $0.rule.targetMinutes = [:] },
            { $0.terminals = Set((0...200).map { "T\($0)" }) },
        ]
        return changes.map { change in
            var plan = good
            change(&plan)
            return plan
        }
    }

    private static func samples() throws -> [(HallCall, [UInt8])] {
        let line = NumberLine(day: NoonClock.day, lane: .general)
        let report = ReportRequest(
            report: LeaseReport(terminal: "T1", epoch: 1, highest: [line: 20]),
            status: TerminalStatus(devices: [.init(name: "printer.slip", code: .printerPaperOut)]))
        let act = ActRequest(
            action: .transfer(.service("eds")), window: 1, request: RequestID(desk: "D1", id: "request-1"))
        let recall = ActRequest(
            action: .recall(try slip("T1", 1).number), window: 1, request: RequestID(desk: "D1", id: "request-2"))
        let values: [(HallCall, any Encodable)] = [
            (.report, report), (.lease, LeaseRequest(line: line, terminal: "T1", epoch: 1)), (.join, try slip("T1", 1)),
            (.act, act), (.act, recall), (.plan, HallPlan.plain()), (.leaveOut, LeaveOutRequest(terminal: "T2")),
            (.reports, ReportsRequest(day: NoonClock.day)),
        ]
        return try values.map { ($0, Array(try ContractJSON.encode($1))) }
    }

    /// A few bytes changed, taken out or put in, digits made many: what lies near to a good request.
    private static func mutate(_ body: [UInt8], _ random: inout SplitMix64) -> [UInt8] {
        var bytes = body
        for _ in 0..<Int.random(in: 1...3, using: &random) {
            guard let place = bytes.indices.randomElement(using: &random) else { break }
            switch Int.random(in: 0..<5, using: &random) {
            case 0: bytes[place] = UInt8.random(in: 0...255, using: &random)
            case 1: bytes.remove(at: place)
            case 2: bytes.insert(bytes[Int.random(in: bytes.indices, using: &random)], at: place)
            case 3:
                let digits = bytes.indices.filter { (0x30...0x39).contains(bytes[$0]) }
                guard let digit = digits.randomElement(using: &random) else { break }
                bytes.insert(contentsOf: (0..<18).map { _ in UInt8.random(in: 0x30...0x39, using: &random) }, at: digit)
            default: bytes = Array(bytes.prefix(place))
            }
        }
        return bytes
    }
}
