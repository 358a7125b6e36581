/// One metric as a program declares it. What is not declared is not served, so that the page docs/metrics.md is whole.
public struct MetricFamily: Sendable, Hashable {
    /// What the numbers are.
    public enum Kind: Sendable, Hashable {
        /// Only grows, from 0 at the start of the program.
        case counter
        /// Goes up and down.
        case gauge
        /// How often a value was at most each of these bounds, ascending.
        case histogram([Double])
    }

    /// By Prometheus' conventions: base units, `_total` for counters, `_seconds` for durations.
    public let name: String
    /// What it is.
    public let kind: Kind
    /// One line for whoever reads it.
    public let help: String
    /// Names of its labels, in their order.
    public let labels: [String]

    /// Memberwise.
    public init(_ name: String, _ kind: Kind, labels: [String] = [], _ help: String) {
        self.name = name
        self.kind = kind
        self.labels = labels
        self.help = help
    }

    /// As the format and the documentation have it.
    public var typeName: String {
        switch kind {
        case .counter: "counter"
        case .gauge: "gauge"
        case .histogram: "histogram"
        }
    }

    /// Bounds in seconds for what takes between a hundred microseconds and ten seconds.
    public static let durations: Kind = .histogram([
        0.000_1, 0.000_5, 0.001, 0.002_5, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10,
    ])
}
