public import KioskDomain

/// Who is called next by a window that is free.
///
/// Every ticket has a due time: the promise of Q3 for a reservation, else its slip's time and the target of its lane. The
/// earliest due time is called first, so a later comer can only overtake while its due time is earlier: each ticket has
/// a bounded number of others before it, whatever comes (no starvation). A promise that could break when somebody else
/// were called now goes before everybody, but after `urgentRun` such calls in a row a window takes the one who has waited
/// beyond the target of the lane, so that a hall full of reservations still moves the others. `docs/hall.md` states the rule
/// and its bounds.
public struct FairRule: Sendable, Hashable, Codable {
    /// Minutes from slip to call that are aimed at, by lane; the reserved lane has its promise instead.
    public var targetMinutes: [TicketLane: Int]
    /// Minutes to spare beyond the time that the promises before it take: with less a promise is urgent.
    public var urgentMinutes: Int
    /// So many urgent calls a window makes in a row while another ticket is overdue.
    public var urgentRun: Int

    /// A rule as configured.
    public init(targetMinutes: [TicketLane: Int], urgentMinutes: Int, urgentRun: Int) {
        self.targetMinutes = targetMinutes
        self.urgentMinutes = urgentMinutes
        self.urgentRun = urgentRun
    }

    /// Preferential within 10 minutes, people sent on by a kiosk within 15, the general lane within 40; 5 minutes to
    /// spare for promises; two of three calls for urgent ones.
    public static let standard = FairRule(
        targetMinutes: [.preferential: 10, .referral: 15, .general: 40, .reserved: 30], urgentMinutes: 5, urgentRun: 2)

    /// What speaks against the rule.
    public var problems: [String] {
        var found: [String] = []
        for lane in TicketLane.allCases where !(1...600).contains(targetMinutes[lane] ?? 0) {
            found.append("lane \(lane.rawValue) has no target between 1 and 600 minutes")
        }
        if !(1...100).contains(urgentRun) { found.append("an urgent run of \(urgentRun): 1 to 100 are possible") }
        if !(0...600).contains(urgentMinutes) {
            found.append("urgent from \(urgentMinutes) minutes: 0 to 600 are possible")
        }
        return found
    }

    /// When this ticket is to be called by.
    public func due(_ ticket: HallTicket) -> UnixTime {
        ticket.promise ?? ticket.waitingSince + .seconds(60 * (targetMinutes[ticket.number.lane] ?? 0))
    }

    /// The next of those whom the window may call; nil when nobody waits.
    ///
    /// - Parameters:
    ///   - run: urgent calls that the window has just made in a row.
    ///   - pace: of the windows that call the promises among them.
    func next(among waiting: [HallTicket], run: Int, pace: Pace, at now: UnixTime) -> Choice? {
        var first: HallTicket?
        var urgent: HallTicket?
        var other: HallTicket?
        var promises: [UnixTime] = []
        for ticket in waiting {
            if isEarlier(ticket, first) { first = ticket }
            if let promise = ticket.promise {
                promises.append(promise)
                if isEarlier(ticket, urgent) { urgent = ticket }
            } else if isEarlier(ticket, other) {
                other = ticket
            }
        }
        guard let first else { return nil }
        guard let urgent, isUrgent(promises, pace: pace, at: now) else { return Choice(ticket: first, isUrgent: false) }
        if run >= urgentRun, let other, due(other) <= now { return Choice(ticket: other, isUrgent: false) }
        return Choice(ticket: urgent, isUrgent: true)
    }

    private func isEarlier(_ one: HallTicket, _ other: HallTicket?) -> Bool { other.map { isBefore(one, $0) } ?? true }

    /// Whom to call, and whether a promise was the reason.
    public struct Choice: Sendable, Hashable {
        /// The ticket.
        public var ticket: HallTicket
        /// Counts towards the urgent run of the window.
        public var isUrgent: Bool
    }

    /// Total order: due time, then the time of the slip, then the number.
    public func isBefore(_ one: HallTicket, _ other: HallTicket) -> Bool {
        let (a, b) = (due(one), due(other))
        if a != b { return a < b }
        if one.waitingSince != other.waitingSince { return one.waitingSince < other.waitingSince }
        if one.number.lane != other.number.lane { return one.number.lane.rawValue < other.number.lane.rawValue }
        return (one.number.day, one.number.number) < (other.number.day, other.number.number)
    }
}
