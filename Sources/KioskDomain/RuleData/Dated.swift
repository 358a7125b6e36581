/// A value of the rules that changes on known days. There is always one: `base` holds before the first change.
public struct Dated<Value: Sendable>: Sendable {
    /// A value and the first day on which it holds.
    public struct Change: Sendable {
        /// The first day.
        public var from: CivilDate
        /// What holds then.
        public var value: Value

        /// Every field as given.
        public init(from: CivilDate, value: Value) {
            self.from = from
            self.value = value
        }
    }

    /// What holds before the first change.
    public var base: Value
    /// In the order of their days, no day twice.
    public var changes: [Change]

    /// Every field as given.
    public init(_ base: Value, changes: [Change] = []) {
        self.base = base
        self.changes = changes
    }

    /// The value that holds on that day.
    public func value(on day: CivilDate) -> Value {
        changes.last { $0.from <= day }?.value ?? base
    }

    /// All values, for the lint.
    var values: [Value] { [base] + changes.map(\.value) }

    func problems(_ table: String) -> [RuleBookProblem] {
        zip(changes, changes.dropFirst()).filter { $0.from >= $1.from }
            .map { RuleBookProblem(table: table, finding: "\($1.from) does not come after \($0.from)") }
    }
}

/// A value that exists only within known spans of days: outside them there is none, and none is invented.
public struct Windowed<Value: Sendable>: Sendable {
    /// A value and the days, both inclusive, on which it holds; without a last day it holds on.
    public struct Window: Sendable {
        /// The first day.
        public var from: CivilDate
        /// The last day, inclusive; nil: it holds on.
        public var through: CivilDate?
        /// What holds then.
        public var value: Value

        /// Every field as given.
        public init(from: CivilDate, through: CivilDate? = nil, value: Value) {
            self.from = from
            self.through = through
            self.value = value
        }

        func holds(on day: CivilDate) -> Bool { from <= day && through.map { day <= $0 } ?? true }
    }

    /// In the order of their days, none overlapping.
    public var windows: [Window]

    /// Every field as given.
    public init(_ windows: [Window]) { self.windows = windows }

    /// The value that holds on that day, if one does.
    public func value(on day: CivilDate) -> Value? {
        windows.first { $0.holds(on: day) }?.value
    }

    var values: [Value] { windows.map(\.value) }

    func problems(_ table: String) -> [RuleBookProblem] {
        let reversed = windows.filter { window in window.through.map { $0 < window.from } ?? false }
            .map { RuleBookProblem(table: table, finding: "the span from \($0.from) ends before it begins") }
        let overlaps = zip(windows, windows.dropFirst()).filter { ($0.through ?? .latest) >= $1.from }
            .map { RuleBookProblem(table: table, finding: "the span from \($1.from) overlaps the one before it") }
        return reversed + overlaps
    }

    /// Days between two spans that have no value, in a table that has one for each day from its first on.
    func gaps(_ table: String) -> [RuleBookProblem] {
        zip(windows, windows.dropFirst()).compactMap { former, next in
            guard let end = former.through, end.adding(days: 1) < next.from else { return nil }
            return RuleBookProblem(table: table, finding: "nothing holds between \(end) and \(next.from)")
        }
    }
}

/// One contradiction in the data of the rules.
public struct RuleBookProblem: Sendable, Hashable, CustomStringConvertible {
    /// Which table.
    public var table: String
    /// What is wrong in it.
    public var finding: String

    /// Every field as given.
    public init(table: String, finding: String) {
        self.table = table
        self.finding = finding
    }

    /// Both on one line.
    public var description: String { "\(table): \(finding)" }
}
