public import PrometheusText

/// The metrics that a portal serves.
public enum PortalFamilies {
    /// As docs/metrics.md lists them.
    public static let all = PortalMetrics.families
}
