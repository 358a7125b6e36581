public import HallQueue
public import KioskDomain

/// What desks and the manager see of the hall. No person's data: numbers, services and times only.
public struct HallView: Sendable, Hashable, Codable {
    /// One who waits.
    public struct Waiting: Sendable, Hashable, Codable {
        /// The number on the slip.
        public var number: TicketNumber
        /// Code of the service.
        public var service: String
        /// Since when.
        public var since: UnixTime
        /// The promise to a person with a reservation (Q3).
        public var promise: UnixTime?
        /// Given without the portal (Q9).
        public var isProvisional: Bool
        /// Only this window may call it, after a transfer.
        public var onlyWindow: Int?

        /// Memberwise.
        public init(
            number: TicketNumber, service: String, since: UnixTime, promise: UnixTime?, isProvisional: Bool,
            onlyWindow: Int?
        ) {
            self.number = number
            self.service = service
            self.since = since
            self.promise = promise
            self.isProvisional = isProvisional
            self.onlyWindow = onlyWindow
        }
    }

    /// A window that has done something today.
    public struct Window: Sendable, Hashable, Codable {
        /// The number over the window.
        public var number: Int
        /// Whom it serves.
        public var serving: TicketNumber?
        /// What that number came for: code of the service.
        public var service: String?
        /// Since when it serves that number.
        public var since: UnixTime?
        /// It makes a break.
        public var isPaused: Bool

        /// Memberwise.
        public init(
            number: Int, serving: TicketNumber?, service: String? = nil, since: UnixTime?, isPaused: Bool
        ) {
            self.number = number
            self.serving = serving
            self.service = service
            self.since = since
            self.isPaused = isPaused
        }
    }

    /// A terminal or desk that gives slips.
    public struct Terminal: Sendable, Hashable, Codable {
        /// Its name.
        public var name: String
        /// When it was heard last; nil when not since the day began.
        public var heardAt: UnixTime?
        /// What it said then; nil since a restart of the hall.
        public var status: TerminalStatus?
        /// The hall waits for it before it gives numbers.
        public var isMissed: Bool

        /// Memberwise.
        public init(name: String, heardAt: UnixTime?, status: TerminalStatus?, isMissed: Bool) {
            self.name = name
            self.heardAt = heardAt
            self.status = status
            self.isMissed = isMissed
        }
    }

    /// The hall's day.
    public var day: CivilDate
    /// When this view was made, by the hall's clock.
    public var at: UnixTime
    /// The plan in force.
    public var plan: HallPlan
    /// In the order in which they are due.
    public var waiting: [Waiting]
    /// Numbers that are lit now, newest first.
    public var calls: [HallState.Call]
    /// The windows of the plan.
    public var windows: [Window]
    /// Those who did not come when they were called, newest last.
    public var missed: [TicketNumber]
    /// Promises of the day that were not kept (Q3).
    public var breaches: [TicketNumber]
    /// All terminals of the plan.
    public var terminals: [Terminal]

    /// Memberwise.
    public init(
        day: CivilDate, at: UnixTime, plan: HallPlan, waiting: [Waiting], calls: [HallState.Call], windows: [Window],
        missed: [TicketNumber], breaches: [TicketNumber], terminals: [Terminal]
    ) {
        self.day = day
        self.at = at
        self.plan = plan
        self.waiting = waiting
        self.calls = calls
        self.windows = windows
        self.missed = missed
        self.breaches = breaches
        self.terminals = terminals
    }
}

extension HallView {
    /// The hall as it is now.
    ///
    /// - Parameters:
    ///   - statuses: what each terminal said last.
    ///   - heard: when it said so; the hall's own memory is kept on disk, and a minute old at most.
    public init(
        _ hall: HallState, statuses: [String: TerminalStatus], heard: [String: UnixTime] = [:], at now: UnixTime
    ) {
        self.init(
            day: hall.day, at: now, plan: hall.plan,
            waiting: hall.waiting.sorted(by: hall.plan.rule.isBefore).map(Waiting.init),
            calls: hall.calls.filter { hall.tickets[$0.number]?.call == .called(window: $0.window) },
            windows: hall.plan.windows.map { window in
                let now = hall.windows[window.number]
                return Window(
                    number: window.number, serving: now?.serving,
                    service: now?.serving.flatMap { hall.tickets[$0]?.service },
                    since: now?.serving.flatMap { hall.tickets[$0]?.calledAt }, isPaused: now?.isPaused ?? false)
            },
            missed: hall.missed, breaches: hall.breaches(at: now).map(\.number),
            terminals: hall.plan.terminals.sorted().map { name in
                Terminal(
                    name: name, heardAt: hall.heardAt[name].map { max($0, min(heard[name] ?? $0, now)) },
                    status: statuses[name], isMissed: hall.book.unheard.contains(name))
            })
    }
}

extension HallView.Waiting {
    init(_ ticket: HallTicket) {
        self.init(
            number: ticket.number, service: ticket.service, since: ticket.waitingSince, promise: ticket.promise,
            isProvisional: ticket.isProvisional, onlyWindow: ticket.onlyWindow)
    }
}
