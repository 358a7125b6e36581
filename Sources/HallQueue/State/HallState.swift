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
        /// The break of the plan that it is in, and that was begun for it.
        public var plannedBreak: HallHours.Span?
        /// It pauses because of that break, and goes on by itself at its end.
        var isPausedByPlan: Bool?
    }

    /// The plan in force.
    public internal(set) var plan: HallPlan
    /// The day whose numbers are called.
    public internal(set) var day: CivilDate
    /// The wall of the centre is so many seconds ahead of UTC.
    public internal(set) var secondsEast = 0
    /// The tickets of the day; changed by ``change(_:_:)`` and ``admit(_:at:)`` alone, so that the index stays true.
    public internal(set) var tickets = TicketShelf()
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
    /// Which course of things this is: after a start of the machine the hall may have forgotten slips, and has another one.
    /// A terminal brings all slips of the day to a hall whose course it does not know. Nil before the first start again.
    public internal(set) var course: Int64?
    /// What the day was like so far.
    public internal(set) var report: HallReport
    /// The newest time of all events.
    var latest: UnixTime?
    /// The newest answers of each desk, oldest first.
    var answers: [String: [Answer]] = [:]
    var index = HallIndex()

    /// What a page at a desk was answered last.
    struct Answer: Sendable, Hashable, Codable {
        var page: String?
        var id: String
        var ticket: TicketNumber?
    }

    /// Pages of one desk whose answers are remembered.
    static let answerLimit = 16

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
        report = HallReport(day: day)
    }

    /// What calendar and clock on the centre's wall show.
    public func wall(_ time: UnixTime) -> CivilDateTime {
        // Hostile instants of a terminal's clock stay within the calendar.
        CivilDateTime(wallSeconds: Int(time.milliseconds / 1000)).adding(seconds: secondsEast)
    }

    /// Those who wait, in no order.
    public var waiting: [HallTicket] { index.waiting.values.flatMap { $0 } }

    /// How many wait, by lane.
    public var waitingCounts: [TicketLane: Int] {
        index.waiting.reduce(into: [:]) { $0[$1.key.lane, default: 0] += $1.value.count }
    }

    /// Those who did not come when they were called, the newest last.
    public var missed: [TicketNumber] {
        index.missed.compactMap { tickets[$0] }.sorted { one, other in
            let (a, b) = (one.calledAt?.milliseconds ?? 0, other.calledAt?.milliseconds ?? 0)
            return a != b ? a < b : one.number.text < other.number.text
        }.map(\.number)
    }

    /// The number that stands for a reservation today: the one that joined first, whichever terminal gave it (Q7).
    public func number(of reservation: String) -> TicketNumber? { index.reservations[reservation] }

    /// Whom a window may call.
    public func candidates(for window: HallPlan.Window) -> [HallTicket] {
        index.waiting.flatMap { line, tickets in isServed(line, by: window) ? tickets : [] }
    }

    /// Whether a window may call a line. When a changed plan leaves nobody who may, everybody may: a person with a slip is
    /// never left waiting for a window that does not come.
    func isServed(_ line: HallIndex.Line, by window: HallPlan.Window) -> Bool {
        if let only = line.onlyWindow, plan.windows.contains(where: { $0.number == only && $0.isOn }) {
            return only == window.number
        }
        let serves: (HallPlan.Window) -> Bool = { $0.services.contains(line.service) && $0.lanes.contains(line.lane) }
        return serves(window) || !plan.windows.contains { $0.isOn && serves($0) }
    }

    /// Promises of the day that were not kept, waiting ones among them (Q3).
    public func breaches(at now: UnixTime) -> [HallTicket] {
        let late = index.waiting.values.flatMap { $0 }.filter { $0.firstCalledAt == nil && $0.isBreach(at: now) }
        return (index.broken.compactMap { tickets[$0] } + late).sorted { $0.number.text < $1.number.text }
    }
}

extension HallState {
    private enum CodingKeys: String, CodingKey {
        case plan, day, secondsEast, tickets, windows, book, calls, times, heardAt, course, report, latest, answers
    }

    /// From a decoder; what an older program did not keep begins empty.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        plan = try fields.decode(HallPlan.self, forKey: .plan)
        day = try fields.decode(CivilDate.self, forKey: .day)
        secondsEast = try fields.decodeIfPresent(Int.self, forKey: .secondsEast) ?? 0
        tickets = try fields.decode(TicketShelf.self, forKey: .tickets)
        windows = try fields.decode([Int: Window].self, forKey: .windows)
        book = try fields.decode(LeaseBook.self, forKey: .book)
        calls = try fields.decode([Call].self, forKey: .calls)
        times = try fields.decode(ServiceTimes.self, forKey: .times)
        heardAt = try fields.decode([String: UnixTime].self, forKey: .heardAt)
        course = try fields.decodeIfPresent(Int64.self, forKey: .course)
        report = try fields.decodeIfPresent(HallReport.self, forKey: .report) ?? HallReport(day: day)
        latest = try fields.decodeIfPresent(UnixTime.self, forKey: .latest)
        // An older program kept one answer of each desk.
        answers = (try? fields.decode([String: [Answer]].self, forKey: .answers)) ?? [:]
        index = HallIndex(tickets)
    }
}
