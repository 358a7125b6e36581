public import FoundationEssentials
public import HallQueue
public import KioskDevices
public import KioskDomain

/// What the parts of a centre ask of its hall. On the hall's own machine the keeper answers, elsewhere a client by HTTPS;
/// nobody who asks can tell the difference, but for `queue.hall-unreachable`.
///
/// Every call has its own deadline. Asking again is harmless: slips join once, a desk's request has its effect once, a block
/// that was not used is only left out.
public protocol HallPort: Sendable {
    /// A terminal says what it knows and how its devices are.
    /// - Throws: `queue.hall-unreachable`; `queue.hall-refused` for a name that is not in the plan.
    func report(_ report: LeaseReport, status: TerminalStatus) async throws(Failure) -> HallGreeting

    /// A block of numbers for a terminal.
    /// - Throws: `queue.hall-unreachable`, `queue.numbers-withheld`, `queue.hall-refused`.
    func lease(_ line: NumberLine, to terminal: String, epoch: Int64) async throws(Failure) -> Lease

    /// A slip joins the queue.
    /// - Throws: `queue.hall-unreachable`; any other code says that the slip is kept out for good.
    func join(_ ticket: IssuedTicket) async throws(Failure) -> TicketPlace

    /// An operator's action at a window.
    /// - Parameter request: `desk` is the name of the desk's machine.
    /// - Returns: the number that the window serves then.
    /// - Throws: `queue.hall-unreachable`, and the code of the ``HallRefusal``.
    func act(_ action: DeskAction, window: Int, request: RequestID) async throws(Failure) -> TicketNumber?

    /// The newest that is known of the hall; nil before the first, and for machines that only see boards.
    var view: HallView? { get }

    /// The newest view, then each change; a slow reader gets the newest. The stream of a cut line goes on by itself when
    /// the line is back.
    func views() -> AsyncStream<HallView>

    /// The newest that is known for a board; nil before the first. Known to every machine of the centre.
    var board: BoardView? { get }

    /// As ``views()``, for boards.
    func boards() -> AsyncStream<BoardView>

    /// How long the hall was not heard; zero where it is kept, nil before it was heard once.
    var silence: Duration? { get }

    /// The manager sets the plan.
    /// - Parameter former: the plan that was changed; nil overwrites whatever is in force.
    /// - Throws: `queue.plan-changed` when another one than `former` is in force by now, `queue.plan-invalid` with what
    ///   speaks against the plan.
    func replan(_ plan: HallPlan, over former: HallPlan?) async throws(Failure)

    /// The manager goes on without a terminal that the hall waits for after its restart.
    func leaveOut(_ terminal: String) async throws(Failure)
}

/// What a terminal is told when it reports.
public struct HallGreeting: Sendable, Hashable, Codable {
    /// The epoch from which it may lease.
    public var epoch: Int64
    /// The hall's day.
    public var day: CivilDate
    /// Highest number granted, by line.
    public var highest: [NumberLine: Int]
    /// The hall may have forgotten slips: it wants all of the day. For terminals that do not know ``course`` yet.
    public var wantsAll: Bool
    /// The hall's course of things: one that the terminal has not brought all its slips to wants them all, however often
    /// that answer was lost. Nil before the hall's first start again.
    public var course: Int64?
    /// How many numbers a block has.
    public var leaseSize: Int
    /// The services that give slips now; a terminal that is cut off keeps the last it heard.
    public var services: [String]
    /// When slips are given; a terminal that is cut off keeps the last it heard. Nil: always.
    public var hours: HallHours?
    /// By which terminals name people in `taps`, to each other only.
    public var tapKey: Data?
    /// The vain taps of all terminals (Q4).
    public var taps: VainTaps?

    /// Memberwise.
    public init(
        epoch: Int64, day: CivilDate, highest: [NumberLine: Int], wantsAll: Bool, course: Int64? = nil, leaseSize: Int,
        services: [String], hours: HallHours? = nil, tapKey: Data? = nil, taps: VainTaps? = nil
    ) {
        self.epoch = epoch
        self.day = day
        self.highest = highest
        self.wantsAll = wantsAll
        self.course = course
        self.leaseSize = leaseSize
        self.services = services
        self.hours = hours
        self.tapKey = tapKey
        self.taps = taps
    }

    /// Why a service gives no slip at this moment of the centre's wall; nil when it does.
    public func closing(of service: String, at wall: CivilDateTime) -> HallClosing? {
        guard services.contains(service) else { return HallClosing(.serviceOff) }
        return hours?.closing(at: wall)
    }
}

/// Where a slip stands right after it joined, as printed on it.
public struct TicketPlace: Sendable, Hashable, Codable {
    /// How many are to be called before it.
    public var ahead: Int
    /// Minutes until its call, by the real times of service; nil when no open window serves it.
    public var minutes: Int?
    /// The number under which the hall already calls the same reservation: it is printed, as a copy, and not the new one
    /// (Q7).
    public var copyOf: TicketNumber?

    /// Memberwise.
    public init(ahead: Int, minutes: Int?, copyOf: TicketNumber? = nil) {
        self.ahead = ahead
        self.minutes = minutes
        self.copyOf = copyOf
    }
}
