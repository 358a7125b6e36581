public import KioskDomain

/// How long serving really takes, by service: the newest times of each, from which a wait is estimated.
public struct ServiceTimes: Sendable, Hashable, Codable {
    private static let kept = 25
    /// A person forgotten at a window over lunch says nothing about the next one.
    private static let longest = Duration.seconds(2 * 3600)
    private var seconds: [String: [Int]] = [:]

    /// No times yet.
    public init() {}

    /// A service that was finished.
    public mutating func add(_ time: Duration, of service: String) {
        guard time > .zero, time <= Self.longest else { return }
        seconds[service, default: []].append(Int(time.wholeMilliseconds / 1000))
        if seconds[service, default: []].count > Self.kept { seconds[service]?.removeFirst() }
    }

    /// The middle one of the newest times; nil before there are five.
    public func typical(_ service: String) -> Int? {
        guard let times = seconds[service], times.count >= 5 else { return nil }
        return times.sorted()[times.count / 2]
    }
}

extension HallState {
    /// Seconds that serving one person of a service takes, by experience, else as planned.
    public func serviceSeconds(_ service: String) -> Int {
        times.typical(service) ?? plan.services.first { $0.id == service }?.usualSeconds ?? 600
    }

    /// How many are to be called before a ticket, by today's rule and without those who come later.
    public func ahead(of number: TicketNumber) -> Int {
        guard let ticket = tickets[number] else { return 0 }
        return before(ticket, at: open(for: ticket)).reduce(0) { $0 + $1.count }
    }

    /// Those who are called before a waiting ticket, by the line in which they wait.
    private func before(_ ticket: HallTicket, at windows: [HallPlan.Window]) -> [(line: HallIndex.Line, count: Int)] {
        guard ticket.call == .waiting else { return [] }
        return index.waiting.compactMap { line, waiting in
            guard windows.contains(where: { isServed(line, by: $0) }) else { return nil }
            return (line, waiting.count { plan.rule.isBefore($0, ticket) })
        }
    }

    /// The wait that real times of service suggest, in minutes rounded up; nil when no open window serves the ticket.
    ///
    /// Each of those before it takes the time of the own service. A line that other windows serve too brings these windows
    /// its share only.
    /// - Parameter now: breaks of the whole hall that lie in the wait are added; nil leaves them out.
    public func estimatedMinutes(_ number: TicketNumber, at now: UnixTime? = nil) -> Int? {
        guard let ticket = tickets[number] else { return nil }
        let windows = open(for: ticket)
        guard !windows.isEmpty else { return nil }
        let numbers = Set(windows.map(\.number))
        var work = 0.0
        for (line, count) in before(ticket, at: windows) where count > 0 {
            let others = open(for: line)
            let share = Double(others.count { numbers.contains($0.number) }) / Double(max(1, others.count))
            work += Double(count * serviceSeconds(line.service)) * share
        }
        var seconds = Int((work / Double(windows.count)).rounded())
        if let now, let hours = plan.hours { seconds += hours.breakSeconds(from: wall(now), wait: seconds) }
        return (seconds + 59) / 60
    }

    /// The windows that may call a ticket and make no break.
    func open(for ticket: HallTicket) -> [HallPlan.Window] { open(for: HallIndex.Line(ticket)) }

    func open(for line: HallIndex.Line) -> [HallPlan.Window] {
        plan.windows.filter { $0.isOn && windows[$0.number]?.isPaused != true && isServed(line, by: $0) }
    }
}
