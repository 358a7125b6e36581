/// Drops the first pictures of a camera until its exposure has settled: until the mean brightness moves by less than 2 % from
/// one picture to the next, at most ten pictures or a second.
struct WarmUp {
    private static let change = 0.02
    private static let frameLimit = 10
    private static let timeLimit = Duration.seconds(1)

    private let begun: ContinuousClock.Instant
    private var last: Double?
    private var dropped = 0

    init(at now: ContinuousClock.Instant) { begun = now }

    /// False for a picture that is to be dropped. A picture whose brightness cannot be told does not settle anything.
    mutating func isSettled(_ mean: Double?, at now: ContinuousClock.Instant) -> Bool {
        defer { last = mean }
        if let mean, let last, abs(mean - last) < Self.change * max(last, 1) { return true }
        guard dropped < Self.frameLimit, now - begun < Self.timeLimit else { return true }
        dropped += 1
        return false
    }
}
