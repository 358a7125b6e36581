/// Counts and times of a part of a day. Times are sums in whole seconds.
public struct HallFigures: Sendable, Hashable, Codable {
    /// Slips that joined.
    public var arrivals = 0
    /// Calls, those after a transfer among them.
    public var calls = 0
    /// Tickets that were called for the first time; their waits are in the two that follow.
    public var firstCalls = 0
    /// Sum of the waits until the first call.
    public var waitSeconds = 0
    /// The longest of them.
    public var longestWaitSeconds = 0
    /// Tickets that were finished.
    public var served = 0
    /// Sum of their times at the window.
    public var serviceSeconds = 0
    /// People who did not come.
    public var noShows = 0
    /// Tickets that were sent to another window or service.
    public var transfers = 0
    /// Promises that were not kept (Q3), at the call or by the end of the day.
    public var breaches = 0
    /// People who still waited when the day ended, in the hour in which they came.
    public var unserved = 0

    /// Nothing yet.
    public init() {}

    /// Mean wait until the first call in seconds; nil when nobody was called.
    public var meanWaitSeconds: Int? { firstCalls > 0 ? waitSeconds / firstCalls : nil }

    /// Mean time at the window in seconds; nil when nobody was served.
    public var meanServiceSeconds: Int? { served > 0 ? serviceSeconds / served : nil }

    /// Sums, and the longer of the two longest waits. Counts of damaged reports stop at the end of the range.
    public mutating func add(_ other: HallFigures) {
        let longest = max(longestWaitSeconds, other.longestWaitSeconds)
        for field in Self.fields {
            let (sum, overflow) = self[keyPath: field].addingReportingOverflow(other[keyPath: field])
            self[keyPath: field] = overflow ? .max : sum
        }
        longestWaitSeconds = longest
    }

    private static var fields: [WritableKeyPath<HallFigures, Int>] {
        [
            \.arrivals, \.calls, \.firstCalls, \.waitSeconds, \.longestWaitSeconds, \.served, \.serviceSeconds,
            \.noShows, \.transfers, \.breaches, \.unserved,
        ]
    }
}
