public import KioskDomain

/// The queue of one centre as a value. Decisions look at it and give events; only ``apply(_:)`` changes it.
public struct HallState: Sendable, Hashable, Codable {
    /// A window at this moment.
    public struct Window: Sendable, Hashable, Codable {
        /// The number it serves.
        public var serving: TicketNumber?
        /// It makes a break.
        public var isPaused = false
        /// Urgent calls in a row.
        public var urgentRun = 0
    }

    /// Where one slip of a terminal went.
    struct Origin: Sendable, Hashable, Codable {
        var terminal: String
        var epoch: Int64
        var sequence: Int64
    }

    /// The plan in force.
    public internal(set) var plan: HallPlan
    /// The day whose numbers are called.
    public internal(set) var day: CivilDate
    /// The tickets of the day.
    public internal(set) var tickets: [TicketNumber: HallTicket] = [:]
    /// The windows that have done something today.
    public internal(set) var windows: [Int: Window] = [:]
    /// The blocks.
    public internal(set) var book = LeaseBook()
    /// The newest calls, newest first; at most ``callLimit``.
    public internal(set) var calls: [Call] = []
    /// Real times of service.
    public internal(set) var times = ServiceTimes()
    /// When each terminal was heard last, by the hall's clock.
    public internal(set) var heardAt: [String: UnixTime] = [:]
    var origins: [TicketNumber: Origin] = [:]
    var answers: [String: Answer] = [:]

    struct Answer: Sendable, Hashable, Codable {
        var id: String
        var ticket: TicketNumber?
    }

    /// One line of the board.
    public struct Call: Sendable, Hashable, Codable {
        /// The number.
        public var number: TicketNumber
        /// Where the person goes.
        public var window: Int
        /// When it was called.
        public var at: UnixTime
    }

    /// Calls that are remembered for the board.
    public static let callLimit = 20

    /// An empty hall.
    public init(plan: HallPlan, day: CivilDate) {
        self.plan = plan
        self.day = day
    }

    /// Those who wait, in no order.
    public var waiting: [HallTicket] { tickets.values.filter { $0.call == .waiting } }

    /// Whom a window may call.
    public func candidates(for window: HallPlan.Window) -> [HallTicket] {
        waiting.filter { ticket in
            if let only = ticket.onlyWindow { return only == window.number }
            return window.services.contains(ticket.service) && window.lanes.contains(ticket.number.lane)
        }
    }

    /// Promises of the day that were not kept, waiting ones among them (Q3).
    public func breaches(at now: UnixTime) -> [HallTicket] {
        tickets.values.filter { $0.isBreach(at: now) }.sorted { $0.number.text < $1.number.text }
    }
}
