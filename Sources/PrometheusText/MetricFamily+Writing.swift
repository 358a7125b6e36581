public import CoreMetrics

/// Writes by what was declared, through swift-metrics: whatever backend there is.
extension MetricFamily {
    /// Adds to a counter.
    ///
    /// - Parameter values: of the labels, in their order.
    public func count(_ values: String..., by amount: Int = 1, in factory: any MetricsFactory) {
        Counter(label: name, dimensions: dimensions(values), factory: factory).increment(by: amount)
    }

    /// Sets a gauge.
    public func set(_ value: Double, _ values: String..., in factory: any MetricsFactory) {
        Gauge(label: name, dimensions: dimensions(values), factory: factory).record(value)
    }

    /// Moves a gauge up or down.
    public func move(by amount: Int, _ values: String..., in factory: any MetricsFactory) {
        Meter(label: name, dimensions: dimensions(values), factory: factory).increment(by: Double(amount))
    }

    /// Sets a gauge of yes or no.
    public func set(_ value: Bool, _ values: String..., in factory: any MetricsFactory) {
        Gauge(label: name, dimensions: dimensions(values), factory: factory).record(value ? 1 : 0)
    }

    /// Notes how long something took.
    public func observe(_ duration: Duration, _ values: String..., in factory: any MetricsFactory) {
        let (seconds, attoseconds) = duration.components
        let (nanoseconds, overflow) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
        Timer(label: name, dimensions: dimensions(values), factory: factory)
            .recordNanoseconds(overflow ? .max : nanoseconds + attoseconds / 1_000_000_000)
    }

    private func dimensions(_ values: [String]) -> [(String, String)] { Array(zip(labels, values)) }
}

extension MetricFamily {
    /// What every program tells of itself.
    public static let started = MetricFamily(
        "process_start_time_seconds", .gauge, "When the program began, seconds since 1970-01-01T00:00:00Z.")
}
