public import HallQueue
public import KioskDevices
public import KioskDomain

/// What the parts of a centre ask of its hall. On the hall's own machine the keeper answers, elsewhere a client by HTTPS;
/// nobody who asks can tell the difference, but for `hall.unreachable`.
///
/// Every call has its own deadline. Asking again is harmless: slips join once, a desk's request has its effect once, a block
/// that was not used is only left out.
public protocol HallPort: Sendable {
    /// A terminal says what it knows and how its devices are.
    /// - Throws: `hall.unreachable`, `hall.unknown-terminal`.
    func report(_ report: LeaseReport, status: TerminalStatus) async throws(Failure) -> HallGreeting

    /// A block of numbers for a terminal.
    /// - Throws: `hall.unreachable`, and the code of the ``HallRefusal``.
    func lease(_ line: NumberLine, to terminal: String, epoch: Int64) async throws(Failure) -> Lease

    /// A slip joins the queue.
    func join(_ ticket: IssuedTicket) async throws(Failure) -> TicketPlace

    /// An operator's action at a window.
    /// - Returns: the number that the window serves then.
    func act(_ action: DeskAction, window: Int, request: RequestID) async throws(Failure) -> TicketNumber?

    /// The newest that is known of the hall; nil before the first.
    var view: HallView? { get }

    /// The newest view, then each change; a slow reader gets the newest. The stream of a cut line goes on by itself when
    /// the line is back.
    func views() -> AsyncStream<HallView>

    /// The manager sets the plan.
    /// - Throws: `hall.bad-plan` with what speaks against it.
    func replan(_ plan: HallPlan) async throws(Failure)

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
    /// The hall may have forgotten slips: it wants all of the day.
    public var wantsAll: Bool
    /// How many numbers a block has.
    public var leaseSize: Int
    /// The services that give slips now; a terminal that is cut off keeps the last it heard.
    public var services: [String]

    /// Memberwise.
    public init(
        epoch: Int64, day: CivilDate, highest: [NumberLine: Int], wantsAll: Bool, leaseSize: Int, services: [String]
    ) {
        self.epoch = epoch
        self.day = day
        self.highest = highest
        self.wantsAll = wantsAll
        self.leaseSize = leaseSize
        self.services = services
    }
}

/// Where a slip stands right after it joined, as printed on it.
public struct TicketPlace: Sendable, Hashable, Codable {
    /// How many are to be called before it.
    public var ahead: Int
    /// Minutes until its call, by the real times of service; nil when no open window serves it.
    public var minutes: Int?

    /// Memberwise.
    public init(ahead: Int, minutes: Int?) {
        self.ahead = ahead
        self.minutes = minutes
    }
}
