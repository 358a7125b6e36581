import KioskDomain
import KioskScreens
import PrometheusText

/// Counts visits and how long they last, by what the screen shows.
struct SessionMeter: Sendable {
    let metrics: KioskMetrics

    /// Until the snapshots end.
    func run(_ snapshots: AsyncStream<KioskSnapshot>) async {
        var began: ContinuousClock.Instant?
        for await snapshot in snapshots {
            if snapshot.session.stage != .idle {
                began = began ?? .now
            } else if let start = began {
                KioskMetrics.sessions.count(in: metrics.factory)
                KioskMetrics.sessionDuration.observe(start.duration(to: .now), in: metrics.factory)
                began = nil
            }
        }
    }
}
