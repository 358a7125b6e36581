public import KioskDomain

/// One durable fact of the hall. The state is the sum of its events: the store keeps them, a board follows them, and a
/// replica that has them all can take the hall over.
public enum HallEvent: Sendable, Hashable, Codable {
    /// A day began; those who still waited are counted as not served.
    case dayOpened(CivilDate)
    /// The plan was set by the manager.
    case planned(HallPlan)
    /// The machine was started again: no block is given until these are heard. What was remembered of the day may be old:
    /// a new course of things begins.
    case distrusted(Set<String>, course: Int64?)
    /// Numbers that may have been used, from outside the store.
    case raised([NumberLine: Int])
    /// A terminal was left out by the manager.
    case leftOut(terminal: String, jump: Int)
    /// A terminal came.
    case heard(LeaseReport, epoch: Int64, at: UnixTime)
    /// A block was given.
    case granted(Lease)
    /// A slip joined the queue.
    case joined(IssuedTicket, at: UnixTime)
    /// What an operator did with a number.
    case called(TicketNumber, window: Int, urgent: Bool, at: UnixTime)
    case recalled(TicketNumber, window: Int, at: UnixTime)
    case missed(TicketNumber, window: Int, at: UnixTime)
    case moved(TicketNumber, window: Int, to: Destination, at: UnixTime)
    case finished(TicketNumber, window: Int, at: UnixTime)
    /// A window makes a break, or goes on.
    case paused(window: Int, Bool, at: UnixTime)
    /// A break of the plan begins at a window, or ends there.
    case planBreak(window: Int, HallHours.Span?, at: UnixTime)
    /// The wall of the centre is so many seconds ahead of UTC.
    case zoned(secondsEast: Int)
    /// The answer to a desk's request, so that the same request again has the same effect once.
    case answered(request: RequestID, TicketNumber?)

    /// Where a transfer goes.
    public enum Destination: Sendable, Hashable, Codable {
        /// To one window, in its turn there.
        case window(Int)
        /// To another service, where the wait so far counts.
        case service(String)
    }
}

/// Names one request of one page at one desk: the same again is answered as before and changes nothing.
public struct RequestID: Sendable, Hashable, Codable {
    /// The desk's name.
    public var desk: String
    /// The page at the desk; each has one request at a time on its way. Nil where the desk has one page only.
    public var page: String?
    /// Unique at that page.
    public var id: String

    /// A request's name.
    public init(desk: String, page: String? = nil, id: String) {
        self.desk = desk
        self.page = page
        self.id = id
    }
}
