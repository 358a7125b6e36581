import KioskDomain
import KioskTestSupport

@testable import HallQueue

/// A hall on a random morning: people come to all lanes and services at any load, windows serve some of them only, are
/// switched off and on again, and take as long as they take; some people are sent on. It looks at each call and notes what
/// the rule forbids.
struct RandomHall {
    /// One who waits and is due.
    private struct Watch {
        /// Those before it when it became due, and who was sent back before it since.
        var before: Int
        /// Calls since then by windows that may call it.
        var calls = 0
    }

    private(set) var problems: [String] = []
    private(set) var calls = 0
    private(set) var hall: HallState
    private var seed: SplitMix64
    private var due: [TicketNumber: Watch] = [:]
    private var busyUntil: [Int: UnixTime] = [:]
    private var counts: [TicketLane: Int] = [:]
    private let load: [TicketLane: Int]

    init(seed start: UInt64) {
        var seed = SplitMix64(seed: start)
        var plan = HallPlan.plain(
            windows: Int.random(in: 1...5, using: &seed), seconds: Int.random(in: 60...1200, using: &seed))
        plan.rule.urgentRun = Int.random(in: 1...3, using: &seed)
        plan.rule.urgentMinutes = Int.random(in: 0...10, using: &seed)
        for place in plan.windows.indices.dropFirst() {
            plan.windows[place].lanes = Set(TicketLane.allCases.filter { _ in Bool.random(using: &seed) })
            let services: [Set<String>] = [["eds", "card"], ["eds"], ["card"], []]
            plan.windows[place].services = services.randomElement(using: &seed) ?? []
        }
        for lane in TicketLane.allCases { plan.rule.targetMinutes[lane] = Int.random(in: 1...60, using: &seed) }
        let share = Int.random(in: 5...60, using: &seed)
        load = Dictionary(
            uniqueKeysWithValues: TicketLane.allCases.map { ($0, Int.random(in: 0...share, using: &seed)) })
        hall = HallState(plan: plan, day: monday)
        self.seed = seed
    }

    mutating func run(minutes: Int) throws {
        for minute in 0..<minutes {
            let now = nine + .seconds(60 * minute)
            for lane in TicketLane.allCases where seed.chance(load[lane] ?? 0) { try come(lane, at: now) }
            note(at: now)
            if seed.chance(2) { try switchWindow() }
            for window in hall.plan.windows where busyUntil[window.number].map({ $0 <= now }) ?? true {
                try work(window, at: now)
            }
        }
        try drain(from: nine + .seconds(60 * minutes))
    }

    /// The manager switches a window off or on; the first one serves everybody and stays.
    private mutating func switchWindow() throws {
        var plan = hall.plan
        guard let place = plan.windows.indices.dropFirst().randomElement(using: &seed) else { return }
        plan.windows[place].isOn.toggle()
        // As the manager's page says it, of windows without a lane.
        guard plan.problems.allSatisfy({ $0.contains("serves no lane") }) else { return }
        hall.take([.planned(plan)])
    }

    /// Nobody comes any more: each is called.
    private mutating func drain(from start: UnixTime) throws {
        var now = start
        for _ in 0...(hall.waiting.count * 40) where !hall.waiting.isEmpty {
            now = now + .seconds(60)
            note(at: now)
            for window in hall.plan.windows where busyUntil[window.number].map({ $0 <= now }) ?? true {
                try work(window, at: now)
            }
        }
        if !hall.waiting.isEmpty { problems.append("\(hall.waiting.count) were never called") }
    }

    private mutating func come(_ lane: TicketLane, at now: UnixTime) throws {
        counts[lane, default: 0] += 1
        // Slips from 30 minutes before the appointment (Q3).
        let ahead = Int.random(in: 30...60, using: &seed)
        let ticket = issued(
            lane, counts[lane] ?? 1, at: now, promise: lane == .reserved ? now + .seconds(60 * ahead) : nil,
            service: Bool.random(using: &seed) ? "eds" : "card")
        try hall.arrive(ticket, at: now)
    }

    private mutating func note(at now: UnixTime) {
        let waiting = hall.waiting
        for ticket in waiting where due[ticket.number] == nil && hall.plan.rule.due(ticket) <= now {
            due[ticket.number] = Watch(before: waiting.count { hall.plan.rule.isBefore($0, ticket) })
        }
    }

    private mutating func work(_ window: HallPlan.Window, at now: UnixTime) throws {
        if let serving = hall.windows[window.number]?.serving {
            if seed.chance(10), let other = hall.plan.windows.filter(\.isOn).randomElement(using: &seed) {
                try hall.desk(.transfer(.window(other.number)), window: window.number, at: now)
                if let back = hall.tickets[serving] {
                    for waiting in hall.waiting where hall.plan.rule.isBefore(back, waiting) {
                        due[waiting.number]?.before += 1
                    }
                }
            } else {
                try hall.desk(seed.chance(10) ? .noShow : .finish, window: window.number, at: now)
            }
        }
        guard window.isOn else { return }
        let candidates = hall.candidates(for: window)
        let (number, events) = try hall.act(
            .callNext, window: window.number, request: RequestID(desk: "d\(window.number)", id: String(seed.next())),
            at: now)
        hall.take(events)
        guard let number else {
            if !candidates.isEmpty { problems.append("window \(window.number) called nobody of \(candidates.count)") }
            return
        }
        busyUntil[window.number] = now + .seconds(Int.random(in: 30...1500, using: &seed))
        look(number, candidates, isUrgent: hall.windows[window.number]?.urgentRun != 0)
    }

    private mutating func look(_ number: TicketNumber, _ candidates: [HallTicket], isUrgent: Bool) {
        calls += 1
        guard let called = candidates.first(where: { $0.number == number }) else {
            problems.append("\(number) was called by a window that may not")
            return
        }
        let (rule, windows) = (hall.plan.rule, hall.plan.windows.count)
        for other in candidates where other.number != number {
            due[other.number]?.calls += 1
            guard rule.isBefore(other, called), !isUrgent else { continue }
            // Not for a promise's sake: only one who is overdue may go before a promise.
            if other.promise == nil || called.promise != nil { problems.append("\(number) overtook \(other.number)") }
        }
        guard let watch = due.removeValue(forKey: number) else { return }
        let bound =
            called.promise == nil
            ? (rule.urgentRun + 1) * watch.before + rule.urgentRun * windows : 2 * watch.before + windows
        if watch.calls > bound { problems.append("\(number): \(watch.calls) calls after it was due, bound \(bound)") }
    }
}
