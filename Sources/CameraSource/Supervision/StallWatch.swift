/// When a silent stream is started anew and when it is given up (`facts/face.md` 5.2): three polls of 500 ms without a frame
/// restart it, a fourth silence after three restarts is a fault.
struct StallWatch {
    enum Step {
        case wait, restart, giveUp
    }

    static let silenceLimit = Duration.milliseconds(1500)
    static let restartLimit = 3

    private var since: ContinuousClock.Instant
    private var restarts = 0

    init(at now: ContinuousClock.Instant) { since = now }

    mutating func frameArrived(at now: ContinuousClock.Instant) {
        since = now
        restarts = 0
    }

    /// - Parameter ended: the stream is known to give nothing more.
    mutating func silence(at now: ContinuousClock.Instant, ended: Bool = false) -> Step {
        guard ended || now - since >= Self.silenceLimit else { return .wait }
        guard restarts < Self.restartLimit else { return .giveUp }
        restarts += 1
        since = now
        return .restart
    }
}
