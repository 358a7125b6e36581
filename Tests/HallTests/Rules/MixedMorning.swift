import KioskDomain
import KioskTestSupport

@testable import HallQueue

/// A morning in a hall with several services of different length, windows that serve some of them and some lanes, and a
/// manager who switches windows off and on. Reservations come as long as their windows can bear them, by a reckoning of its
/// own; who has a promise while too many windows are off has no claim on it.
struct MixedMorning {
    private(set) var hall: HallState
    private(set) var promised = 0
    private(set) var switched = 0
    private var seed: SplitMix64
    private var busyUntil: [Int: UnixTime] = [:]
    private var counts: [TicketLane: Int] = [:]
    /// Promises that the windows could not bear any more when one was switched off.
    private var excused: Set<TicketNumber> = []
    private var now = nine

    init(seed start: UInt64) {
        var seed = SplitMix64(seed: start)
        let services = (1...Int.random(in: 2...4, using: &seed)).map { place in
            HallPlan.Service(id: "s\(place)", usualSeconds: 60 * Int.random(in: 2...14, using: &seed))
        }
        let all = Set(services.map(\.id))
        var plan = HallPlan.plain(windows: Int.random(in: 2...6, using: &seed))
        plan.services = services
        for place in plan.windows.indices {
            plan.windows[place].services = all
            guard place > 0 else { continue }
            plan.windows[place].services = all.filter { _ in seed.chance(60) }
            for lane in TicketLane.allCases where seed.chance(25) { plan.windows[place].lanes.remove(lane) }
        }
        hall = HallState(plan: plan, day: monday)
        self.seed = seed
    }

    /// Promises that were not kept although they could be.
    var broken: [TicketNumber] { hall.breaches(at: now).map(\.number).filter { !excused.contains($0) } }

    mutating func run(minutes: Int) throws {
        for _ in 0..<minutes {
            now = now + .seconds(60)
            if seed.chance(2) { switchWindow() }
            for service in hall.plan.services {
                if seed.chance(6000 / service.usualSeconds) { try come(.general, service, nil) }
                if seed.chance(3) { try come(.referral, service, nil) }
                let promise = now + .seconds(60 * Int.random(in: 30...60, using: &seed))
                if seed.chance(25), canBear(promise, of: service.id) { try come(.reserved, service, promise) }
            }
            for window in hall.plan.windows where busyUntil[window.number].map({ $0 <= now }) ?? true {
                try work(window)
            }
        }
    }

    private mutating func work(_ window: HallPlan.Window) throws {
        if hall.windows[window.number]?.serving != nil { try hall.desk(.finish, window: window.number, at: now) }
        guard window.isOn, let number = try hall.desk(.callNext, window: window.number, at: now) else { return }
        busyUntil[window.number] = now + .seconds(seconds(hall.tickets[number]?.service ?? ""))
    }

    private mutating func switchWindow() {
        var plan = hall.plan
        guard let place = plan.windows.indices.dropFirst().randomElement(using: &seed) else { return }
        plan.windows[place].isOn.toggle()
        hall.take([.planned(plan)])
        switched += 1
        if !canBear(nil, of: "") { excused.formUnion(hall.waiting.filter { $0.promise != nil }.map(\.number)) }
    }

    private mutating func come(_ lane: TicketLane, _ service: HallPlan.Service, _ promise: UnixTime?) throws {
        counts[lane, default: 0] += 1
        if promise != nil { promised += 1 }
        try hall.arrive(issued(lane, counts[lane] ?? 1, at: now, promise: promise, service: service.id), at: now)
    }

    private func seconds(_ service: String) -> Int {
        hall.plan.services.first { $0.id == service }?.usualSeconds ?? 0
    }

    /// Whether every promise fits, a new one among them. Each of its windows has at worst just begun with the longest
    /// service, and gives one call of three to the others; whoever one of them may call before it, comes before it.
    private func canBear(_ promise: UnixTime?, of service: String) -> Bool {
        var promises: [(line: HallIndex.Line, due: UnixTime)] = hall.waiting.compactMap { ticket in
            ticket.promise.map { (HallIndex.Line(ticket), $0) }
        }
        if let promise {
            let ticket = HallTicket(
                number: number(.reserved, 1), service: service, waitingSince: now, promise: promise,
                isProvisional: false)
            promises.append((HallIndex.Line(ticket), promise))
        }
        return promises.allSatisfy { line, due in
            let windows = hall.open(for: line)
            guard !windows.isEmpty else { return false }
            let before = promises.count { other in
                other.due <= due && windows.contains { hall.isServed(other.line, by: $0) }
            }
            let longest = hall.plan.services.map(\.usualSeconds).max() ?? 0
            let own = (before + windows.count - 1) / windows.count
            return now + .seconds(longest * (1 + own + (own + 1) / 2)) <= due
        }
    }
}
