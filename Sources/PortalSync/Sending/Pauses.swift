internal import KioskDevices
internal import KioskDomain

/// How long the sender rests after a round: not at all while there is work, growing with jitter while it is in vain, and
/// never less than the portal asked for (DESIGN 5.8).
public struct Pauses: Sendable {
    /// The portal's wish is heard up to this.
    public static let longestWish = Duration.seconds(3600)
    /// A kiosk that is fenced only looks whether it still is.
    private static let fenced = Duration.seconds(600)

    private let idle: Duration
    private var backOff = BackOff(first: .milliseconds(500), limit: .seconds(60))

    /// - Parameter idle: after an outbox that was found empty.
    public init(idle: Duration = .seconds(1)) { self.idle = idle }

    /// The rest after this round.
    public mutating func after(
        _ report: RoundReport, using generator: inout some RandomNumberGenerator
    ) -> Duration {
        if let failure = report.failure {
            if let wish = failure.retryAfter {
                // Jitter above the wish only, so that a thousand kiosks do not come back in one second.
                return min(wish, Self.longestWish) * Double.random(in: 1...1.25, using: &generator)
            }
            return failure.code == .kioskFenced ? Self.fenced : backOff.next(using: &generator)
        }
        if report.sent > 0 || !report.refused.isEmpty {
            backOff.reset()
            return report.open.isEmpty ? .zero : idle
        }
        guard report.open.isEmpty else { return backOff.next(using: &generator) }
        backOff.reset()
        return idle
    }
}
