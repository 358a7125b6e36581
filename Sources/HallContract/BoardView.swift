import HallQueue
public import KioskDomain

/// What a hall board shows (Q8): numbers and windows, nobody's data.
public struct BoardView: Sendable, Hashable, Codable {
    /// A number that was called to a window.
    public struct Call: Sendable, Hashable, Codable {
        /// Slip number, such as `A104`.
        public var number: String
        /// Number of the window.
        public var window: Int
        /// When, by the hall's clock: a number that is called again has a new time.
        public var at: UnixTime

        /// Memberwise.
        public init(number: String, window: Int, at: UnixTime) {
            self.number = number
            self.window = window
            self.at = at
        }
    }

    /// Numbers on a board at once.
    public static let places = 5

    /// Newest first: all the newest calls that the hall keeps, more than a board shows at once. When many come within one
    /// event, a board gives those their turn that have no place any more.
    public var called: [Call]
    /// In the order in which they are due.
    public var waiting: [String]

    /// Memberwise.
    public init(called: [Call] = [], waiting: [String] = []) {
        self.called = called
        self.waiting = waiting
    }

    /// What the board shows of the hall.
    public init(_ view: HallView) {
        self.init(
            called: view.calls.map {
                Call(number: $0.number.text, window: $0.window, at: $0.at)
            }, waiting: view.waiting.map(\.number.text))
    }
}
