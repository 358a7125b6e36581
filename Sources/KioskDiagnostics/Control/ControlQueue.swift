/// The queue of a hall at one moment, as `kioskctl queue list` shows it: numbers and times, nobody's data.
public struct ControlQueue: Sendable, Hashable, Codable {
    /// A window of the plan.
    public struct Window: Sendable, Hashable, Codable {
        /// The number over the window.
        public var number: Int
        /// Switched off by the manager, it calls nobody.
        public var isOn: Bool
        /// It makes a break.
        public var isPaused: Bool
        /// The number that it called last and serves.
        public var serving: String?
        /// What that number came for: code of the service.
        public var service: String?
        /// For how long it serves that number.
        public var servingSeconds: Int?

        /// Memberwise.
        public init(
            number: Int, isOn: Bool, isPaused: Bool, serving: String? = nil, service: String? = nil,
            servingSeconds: Int? = nil
        ) {
            self.number = number
            self.isOn = isOn
            self.isPaused = isPaused
            self.serving = serving
            self.service = service
            self.servingSeconds = servingSeconds
        }
    }

    /// One lane.
    public struct Lane: Sendable, Hashable, Codable {
        /// `reserved`, `preferential`, `referral` or `general`.
        public var name: String
        /// The letter of its numbers.
        public var letter: String
        /// How many wait.
        public var waiting: Int
        /// How long the one has waited who came first; 0 when nobody waits.
        public var longestWaitSeconds: Int

        /// Memberwise.
        public init(name: String, letter: String, waiting: Int, longestWaitSeconds: Int) {
            self.name = name
            self.letter = letter
            self.waiting = waiting
            self.longestWaitSeconds = longestWaitSeconds
        }
    }

    /// The hall's day, such as 2026-11-21.
    public var day: String
    /// The windows of the plan, by number.
    public var windows: [Window]
    /// All four lanes.
    public var lanes: [Lane]
    /// Numbers that were called and did not come, newest last.
    public var missed: [String]
    /// Promises of the day that were not kept (Q3).
    public var breaches: [String]
    /// Terminals that the hall waits for before it gives numbers.
    public var unheard: [String]

    /// Memberwise.
    public init(
        day: String, windows: [Window], lanes: [Lane], missed: [String] = [], breaches: [String] = [],
        unheard: [String] = []
    ) {
        self.day = day
        self.windows = windows
        self.lanes = lanes
        self.missed = missed
        self.breaches = breaches
        self.unheard = unheard
    }
}

/// A break of a window, or of all that are on.
public struct ControlPause: Sendable, Hashable, Codable {
    /// The number over the window; nil for every window that is on.
    public var window: Int?
    /// False when it goes on.
    public var isPaused: Bool

    /// Memberwise.
    public init(window: Int?, isPaused: Bool) {
        self.window = window
        self.isPaused = isPaused
    }
}

/// The form of a day's report.
public enum ControlReportForm: String, Sendable, Hashable, CaseIterable, Codable {
    /// Comma-separated values with a header (RFC 4180).
    case csv
    /// One object with the day and its rows.
    case json
}
