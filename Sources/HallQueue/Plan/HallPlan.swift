public import KioskDomain

/// Services, windows and lanes of one centre: what the manager sets, and data of every decision about the queue.
public struct HallPlan: Sendable, Hashable, Codable {
    /// What people come for.
    public struct Service: Sendable, Hashable, Codable {
        /// Stable code, as on slips and in the portal.
        public var id: String
        /// Switched off, it gives no more slips; those who wait are served.
        public var isOn: Bool
        /// How long serving one person takes, in seconds, until real times are known.
        public var usualSeconds: Int

        /// A service as configured.
        public init(id: String, isOn: Bool = true, usualSeconds: Int = 600) {
            self.id = id
            self.isOn = isOn
            self.usualSeconds = usualSeconds
        }
    }

    /// A window with an operator's desk.
    public struct Window: Sendable, Hashable, Codable {
        /// The number over the window.
        public var number: Int
        /// Codes of the services it serves.
        public var services: Set<String>
        /// The lanes it serves.
        public var lanes: Set<TicketLane>
        /// Switched off, it calls nobody.
        public var isOn: Bool
        /// Its own breaks, each day, beside those of the hall: at their start it pauses, at their end it goes on.
        public var breaks: [HallHours.Span]

        /// A window as configured.
        public init(
            number: Int, services: Set<String>, lanes: Set<TicketLane>, isOn: Bool = true,
            breaks: [HallHours.Span] = []
        ) {
            self.number = number
            self.services = services
            self.lanes = lanes
            self.isOn = isOn
            self.breaks = breaks
        }

        /// From a decoder; a window without breaks need not say so.
        public init(from decoder: any Decoder) throws {
            let fields = try decoder.container(keyedBy: CodingKeys.self)
            number = try fields.decode(Int.self, forKey: .number)
            services = try fields.decode(Set<String>.self, forKey: .services)
            lanes = try fields.decode(Set<TicketLane>.self, forKey: .lanes)
            isOn = try fields.decodeIfPresent(Bool.self, forKey: .isOn) ?? true
            breaks = try fields.decodeIfPresent([HallHours.Span].self, forKey: .breaks) ?? []
        }
    }

    /// All services of the centre.
    public var services: [Service]
    /// All windows of the centre.
    public var windows: [Window]
    /// Names of the terminals and desks that give slips.
    public var terminals: Set<String>
    /// Who is called next.
    public var rule: FairRule
    /// How many numbers a terminal gets at once.
    public var leaseSize: Int
    /// When people are served; nil: always.
    public var hours: HallHours?

    /// A plan as configured.
    public init(
        services: [Service], windows: [Window], terminals: Set<String>, rule: FairRule = .standard, leaseSize: Int = 20,
        hours: HallHours? = nil
    ) {
        self.services = services
        self.windows = windows
        self.terminals = terminals
        self.rule = rule
        self.leaseSize = leaseSize
        self.hours = hours
    }

    /// What speaks against the plan, in words for the manager; empty when nothing does.
    public var problems: [String] {
        var found = limitProblems
        if Set(services.map(\.id)).count != services.count { found.append("two services have one code") }
        if Set(windows.map(\.number)).count != windows.count { found.append("two windows have one number") }
        if !(1...500).contains(leaseSize) { found.append("a block of \(leaseSize) numbers: 1 to 500 are possible") }
        let known = Set(services.map(\.id))
        for window in windows {
            let unknown = window.services.subtracting(known).sorted()
            if !unknown.isEmpty {
                found.append("window \(window.number) serves unknown \(unknown.joined(separator: ", "))")
            }
            if window.lanes.isEmpty { found.append("window \(window.number) serves no lane") }
            found += HallHours.problems(of: window.breaks, what: "the break of window \(window.number)")
        }
        for service in services where service.isOn {
            for lane in TicketLane.allCases
            where !windows.contains(where: { $0.isOn && $0.services.contains(service.id) && $0.lanes.contains(lane) }) {
                found.append("no window serves \(service.id) in lane \(lane.rawValue)")
            }
        }
        return found + (hours?.problems ?? []) + rule.problems
    }
}
