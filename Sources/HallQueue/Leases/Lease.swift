public import KioskDomain

/// A block of slip numbers that one terminal alone may use, on one day.
public struct Lease: Sendable, Hashable, Codable {
    /// The terminal that holds it.
    public var terminal: String
    /// The terminal's epoch; a lease of an older epoch is void.
    public var epoch: Int64
    /// The day of its numbers.
    public var day: CivilDate
    /// The lane of its numbers.
    public var lane: TicketLane
    /// The numbers, both ends included, from 1.
    public var numbers: ClosedRange<Int>

    /// A block as granted.
    public init(terminal: String, epoch: Int64, day: CivilDate, lane: TicketLane, numbers: ClosedRange<Int>) {
        self.terminal = terminal
        self.epoch = epoch
        self.day = day
        self.lane = lane
        self.numbers = numbers
    }
}

/// A day and a lane: within it each number is used once.
public struct NumberLine: Sendable, Hashable, Codable {
    /// The day.
    public var day: CivilDate
    /// The lane.
    public var lane: TicketLane

    /// A day and a lane.
    public init(day: CivilDate, lane: TicketLane) {
        self.day = day
        self.lane = lane
    }
}

/// What a terminal says when it comes to the hall: after its start, after a cut line, and with each renewal.
public struct LeaseReport: Sendable, Hashable, Codable {
    /// Its name.
    public var terminal: String
    /// Its epoch; nil after a start of its machine, when what it had on disk is not to be trusted.
    public var epoch: Int64?
    /// The highest number of each line that it has ever seen granted, to whomever: a hall that was set back learns
    /// from it what it has forgotten.
    public var highest: [NumberLine: Int]
    /// The vain taps that it knows of (Q4); no part of what the hall keeps on disk.
    public var taps: VainTaps?

    /// What a terminal says.
    public init(terminal: String, epoch: Int64?, highest: [NumberLine: Int], taps: VainTaps? = nil) {
        self.terminal = terminal
        self.epoch = epoch
        self.highest = highest
        self.taps = taps
    }
}
