import CoreMetrics
import KioskTestSupport
import PrometheusText
import Testing

struct ExpositionTests {
    private static let tries = MetricFamily(
        "tries_total", .counter, labels: ["place", "result"], "Tries, all of \"them\".")
    private static let waits = MetricFamily("wait_seconds", .histogram([0.1, 1]), "How long one waits.")
    private static let level = MetricFamily("level", .gauge, "A level.")

    private static func registry(limit: Int = 100) -> PrometheusRegistry {
        PrometheusRegistry([tries, waits, level], seriesLimit: limit)
    }

    /// The numbers of one series; nil when there is none.
    private static func number(_ series: String, in text: String) -> String? {
        text.split(separator: "\n").first { $0.hasPrefix("\(series) ") }.map { String($0.dropFirst(series.count + 1)) }
    }

    @Test("6.6: a counter of swift-metrics comes out with its labels in the declared order, escaped")
    func counter() {
        let registry = Self.registry()
        let dimensions = [("result", "a \"b\"\\\n"), ("place", "here")]
        Counter(label: "tries_total", dimensions: dimensions, factory: registry).increment(by: 2)
        Self.tries.count("here", "a \"b\"\\\n", in: registry)
        let text = registry.text()
        #expect(text.contains("# HELP tries_total Tries, all of \"them\".\n# TYPE tries_total counter\n"))
        #expect(text.contains("tries_total{place=\"here\",result=\"a \\\"b\\\"\\\\\\n\"} 3\n"))
    }

    @Test("a timer is a histogram in seconds: bounds add up, what is above all counts under +Inf")
    func histogram() {
        let registry = Self.registry()
        for duration in [Duration.milliseconds(50), .milliseconds(100), .milliseconds(500), .seconds(7)] {
            Self.waits.observe(duration, in: registry)
        }
        let text = registry.text()
        #expect(Self.number("wait_seconds_bucket{le=\"0.1\"}", in: text) == "2")
        #expect(Self.number("wait_seconds_bucket{le=\"1\"}", in: text) == "3")
        #expect(Self.number("wait_seconds_bucket{le=\"+Inf\"}", in: text) == "4")
        #expect(Self.number("wait_seconds_count", in: text) == "4")
        #expect(Self.number("wait_seconds_sum", in: text) == "7.65")
    }

    @Test("what has no labels is there with 0 from the start; gauges and meters set, and numbers keep their exactness")
    func gauges() {
        let registry = Self.registry()
        #expect(Self.number("level", in: registry.text()) == "0")
        for (value, text) in [
            (-1.5, "-1.5"), (1e15, "1000000000000000"), (.infinity, "+Inf"), (-.infinity, "-Inf"), (.nan, "NaN"),
        ] as [(Double, String)] {
            Self.level.set(value, in: registry)
            #expect(Self.number("level", in: registry.text()) == text)
        }
        Meter(label: "level", factory: registry).set(5)
        Meter(label: "level", factory: registry).decrement(by: 2)
        #expect(Self.number("level", in: registry.text()) == "3")
        Self.level.set(true, in: registry)
        #expect(Self.number("level", in: registry.text()) == "1")
    }

    @Test("a counter never goes down")
    func onlyUp() {
        let registry = Self.registry()
        Self.tries.count("here", "yes", by: 5, in: registry)
        Self.tries.count("here", "yes", by: -3, in: registry)
        #expect(Self.number("tries_total{place=\"here\",result=\"yes\"}", in: registry.text()) == "5")
    }

    @Test("not declared, other labels, too long a value, one series too many: kept nowhere, and counted")
    func bounded() {
        let registry = Self.registry(limit: 4)
        Counter(label: "stranger_total", factory: registry).increment()
        Counter(label: "tries_total", dimensions: [("place", "here")], factory: registry).increment()
        Self.tries.count(String(repeating: "x", count: 129), "yes", in: registry)
        for place in 0..<10 { Self.tries.count("\(place)", "yes", in: registry) }
        let text = registry.text()
        #expect(!text.contains("stranger"))
        #expect(text.split(separator: "\n").count { $0.hasPrefix("tries_total{") } == 2)
        #expect(Self.number("metric_writers_dropped_total", in: text) == "11")
    }

    @Test("what is destroyed is gone, and makes room")
    func destroyed() {
        let registry = Self.registry(limit: 3)
        let first = Counter(label: "tries_total", dimensions: [("place", "a"), ("result", "")], factory: registry)
        first.increment()
        first.destroy()
        Self.tries.count("b", "", in: registry)
        let text = registry.text()
        #expect(!text.contains("place=\"a\""))
        #expect(text.contains("tries_total{place=\"b\",result=\"\"} 1\n"))
    }

    @Test("many threads at once lose nothing")
    func parallel() async {
        let registry = Self.registry()
        await withTaskGroup(of: Void.self) { group in
            for _ in 0..<8 {
                group.addTask { for number in 0..<1_000 { Self.tries.count("\(number % 3)", "", in: registry) } }
            }
        }
        let text = registry.text()
        let sum = (0..<3).compactMap { Self.number("tries_total{place=\"\($0)\",result=\"\"}", in: text) }
            .compactMap { Int($0) }.reduce(0, +)
        #expect(sum == 8_000)
    }

    @Test("promtool finds nothing wrong with a text of all kinds, whatever stands in labels")
    func promtool() async throws {
        try RealPart.require(programs: "promtool")
        let registry = Self.registry()
        var generator = SplitMix64(seed: 6)
        for _ in 0..<200 {
            let scalars = (0..<Int.random(in: 0..<20, using: &generator)).compactMap { _ in
                Unicode.Scalar(UInt32.random(in: 1..<0xD7FF, using: &generator))
            }
            Self.tries.count(String(String.UnicodeScalarView(scalars)), "", in: registry)
        }
        Self.waits.observe(.seconds(3), in: registry)
        try await Promtool.checkMetrics(registry.text())
    }
}
