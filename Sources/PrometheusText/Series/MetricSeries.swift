import Synchronization
import CoreMetrics

/// The numbers of one metric with one set of label values, whatever kind of metric writes them.
final class MetricSeries: CounterHandler, FloatingPointCounterHandler, MeterHandler, RecorderHandler, TimerHandler {
    struct Numbers: Sendable {
        /// Of a counter or gauge; of a histogram the sum of what was observed.
        var value: Double = 0
        /// Observations within each bound and above the one before; the last counts those above all bounds.
        var within: [Int64]
    }

    let values: [String]
    let family: MetricFamily
    private let bounds: [Double]
    private let state: Mutex<Numbers>

    init(_ family: MetricFamily, _ values: [String]) {
        self.family = family
        self.values = values
        if case .histogram(let bounds) = family.kind { self.bounds = bounds } else { bounds = [] }
        state = Mutex(Numbers(within: Array(repeating: 0, count: bounds.count + 1)))
    }

    var numbers: Numbers { state.withLock { $0 } }

    func increment(by amount: Int64) { increment(by: Double(amount)) }
    func increment(by amount: Double) {
        // A counter that went down would be taken for a new start of the program.
        if family.kind == .counter, !(amount >= 0) { return }
        state.withLock { $0.value += amount }
    }
    func decrement(by amount: Double) { increment(by: -amount) }
    func reset() { state.withLock { $0 = Numbers(within: Array(repeating: 0, count: bounds.count + 1)) } }

    func set(_ value: Int64) { set(Double(value)) }
    func set(_ value: Double) { state.withLock { $0.value = value } }

    func record(_ value: Int64) { record(Double(value)) }
    func record(_ value: Double) {
        guard case .histogram = family.kind else { return set(value) }
        guard !value.isNaN else { return }
        let place = bounds.firstIndex { value <= $0 } ?? bounds.count
        state.withLock {
            $0.value += value
            $0.within[place] += 1
        }
    }

    func recordNanoseconds(_ duration: Int64) { record(Double(duration) / 1e9) }
}
