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
        guard let ticket = tickets[number], ticket.call == .waiting else { return 0 }
        let windows = open(for: ticket)
        return index.waiting.reduce(0) { sum, line in
            guard windows.contains(where: { isServed(line.key, by: $0) }) else { return sum }
            return sum + line.value.count { plan.rule.isBefore($0, ticket) }
        }
    }

    /// The wait that real times of service suggest, in minutes rounded up; nil when no open window serves the ticket.
    ///
    /// - Parameter now: breaks of the whole hall that lie in the wait are added; nil leaves them out.
    public func estimatedMinutes(_ number: TicketNumber, at now: UnixTime? = nil) -> Int? {
        guard let ticket = tickets[number] else { return nil }
        let windows = open(for: ticket)
        guard !windows.isEmpty else { return nil }
        var seconds = ahead(of: number) * serviceSeconds(ticket.service) / windows.count
        if let now, let hours = plan.hours { seconds += hours.breakSeconds(from: wall(now), wait: seconds) }
        return (seconds + 59) / 60
    }

    /// The windows that may call a ticket and make no break.
    func open(for ticket: HallTicket) -> [HallPlan.Window] { open(for: HallIndex.Line(ticket)) }

    func open(for line: HallIndex.Line) -> [HallPlan.Window] {
        plan.windows.filter { $0.isOn && windows[$0.number]?.isPaused != true && isServed(line, by: $0) }
    }
}
