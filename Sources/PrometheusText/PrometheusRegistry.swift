public import CoreMetrics
internal import Synchronization

/// Keeps the metrics of a program and writes them in Prometheus' text format 0.0.4: a backend of swift-metrics.
///
/// It serves what was declared and nothing else. The number of series is bounded: what is not declared, or beyond the bound,
/// goes nowhere and is counted in `metric_writers_dropped_total`.
public final class PrometheusRegistry: MetricsFactory, Sendable {
    /// Of a label's value, bytes.
    static let valueLimit = 128

    /// Counts those who wanted to write what is not declared, or one series too many.
    static let dropped = MetricFamily(
        "metric_writers_dropped_total", .counter,
        "Writers of metrics that were not declared, or had one set of labels too many; their numbers are not kept.")

    private struct State {
        var series: [String: [[String]: MetricSeries]] = [:]
        var count = 0
    }

    /// What is served, in the order of the text.
    public let families: [MetricFamily]
    private let byName: [String: MetricFamily]
    private let seriesLimit: Int
    private let droppedWriters = MetricSeries(PrometheusRegistry.dropped, [])
    /// For those whose numbers are not kept.
    private let nowhere = MetricSeries(PrometheusRegistry.dropped, [])
    private let state = Mutex(State())

    /// - Parameters:
    ///   - families: what is served; of two with one name the first.
    ///   - seriesLimit: of all families together.
    public init(_ families: [MetricFamily], seriesLimit: Int = 2_000) {
        self.families = families + [Self.dropped]
        byName = Dictionary(families.map { ($0.name, $0) }) { first, _ in first }
        self.seriesLimit = seriesLimit
        // What has no labels is there from the start, with 0.
        for family in families where family.labels.isEmpty { _ = series(family.name, []) }
    }

    /// All series, in the text format 0.0.4.
    public func text() -> String {
        let all = state.withLock { $0.series }
        var text = ExpositionText()
        for family in families {
            let series = family.name == Self.dropped.name ? [droppedWriters] : all[family.name].map { Array($0.values) }
            text.add(family, series ?? [])
        }
        return text.text
    }

    /// For `Content-Type`.
    public static let mediaType = "text/plain; version=0.0.4; charset=utf-8"

    private func series(_ label: String, _ dimensions: [(String, String)]) -> MetricSeries {
        guard let family = byName[label], let values = Self.values(family, dimensions) else { return drop() }
        let found: MetricSeries? = state.withLock { state in
            if let known = state.series[label]?[values] { return known }
            guard state.count < seriesLimit else { return nil }
            let new = MetricSeries(family, values)
            state.series[label, default: [:]][values] = new
            state.count += 1
            return new
        }
        return found ?? drop()
    }

    private func drop() -> MetricSeries {
        droppedWriters.increment(by: Int64(1))
        return nowhere
    }

    /// In the family's order; nil unless the names are the declared ones.
    private static func values(_ family: MetricFamily, _ dimensions: [(String, String)]) -> [String]? {
        guard dimensions.count == family.labels.count else { return nil }
        var values: [String] = []
        for label in family.labels {
            guard let value = dimensions.first(where: { $0.0 == label })?.1, value.utf8.count <= valueLimit else {
                return nil
            }
            values.append(value)
        }
        return values
    }

    /// The series of these dimensions; nowhere when it was not declared. So for all kinds.
    public func makeCounter(label: String, dimensions: [(String, String)]) -> any CounterHandler {
        series(label, dimensions)
    }

    /// As ``makeCounter(label:dimensions:)``.
    public func makeFloatingPointCounter(
        label: String, dimensions: [(String, String)]
    ) -> any FloatingPointCounterHandler {
        series(label, dimensions)
    }

    /// As ``makeCounter(label:dimensions:)``.
    public func makeMeter(label: String, dimensions: [(String, String)]) -> any MeterHandler {
        series(label, dimensions)
    }

    /// As ``makeCounter(label:dimensions:)``.
    public func makeRecorder(
        label: String, dimensions: [(String, String)], aggregate: Bool
    ) -> any RecorderHandler {
        series(label, dimensions)
    }

    /// As ``makeCounter(label:dimensions:)``.
    public func makeTimer(label: String, dimensions: [(String, String)]) -> any TimerHandler {
        series(label, dimensions)
    }

    /// The series is not told any more. So for all kinds.
    public func destroyCounter(_ handler: any CounterHandler) { forget(handler) }
    /// As ``destroyCounter(_:)``.
    public func destroyFloatingPointCounter(_ handler: any FloatingPointCounterHandler) { forget(handler) }
    /// As ``destroyCounter(_:)``.
    public func destroyMeter(_ handler: any MeterHandler) { forget(handler) }
    /// As ``destroyCounter(_:)``.
    public func destroyRecorder(_ handler: any RecorderHandler) { forget(handler) }
    /// As ``destroyCounter(_:)``.
    public func destroyTimer(_ handler: any TimerHandler) { forget(handler) }

    private func forget(_ handler: AnyObject) {
        guard let series = handler as? MetricSeries, series !== nowhere else { return }
        state.withLock { state in
            guard state.series[series.family.name]?[series.values] === series else { return }
            state.series[series.family.name]?[series.values] = nil
            state.count -= 1
        }
    }
}
