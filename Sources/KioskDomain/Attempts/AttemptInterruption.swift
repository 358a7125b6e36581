/// What breaks in on an attempt after Start (B2 and the table of outcomes).
public enum AttemptInterruption: Sendable, Hashable {
    /// Camera, helper or portal gone; the time since it was lost, and whether it is back.
    case deviceLost(for: Duration, isBack: Bool)
    /// Found open when the program started.
    case powerCut
    case cancelledByPerson
    /// The deadline of the attempt, with the reason that was dominant until then.
    case deadline(AttemptOutcome)

    /// What becomes of the attempt.
    public enum Decision: Sendable, Hashable {
        /// The same attempt goes on.
        case resume
        /// The device may still come back in time.
        case wait(for: Duration)
        case close(AttemptOutcome)
    }

    /// - Parameter limit: how long a lost device may take to be back; exactly the limit is in time.
    public func decision(returnLimit limit: Duration) -> Decision {
        switch self {
        case .deviceLost(let time, let isBack):
            if time > limit { return .close(.technicalError) }
            return isBack ? .resume : .wait(for: limit - time)
        case .powerCut: return .close(.technicalError)
        case .cancelledByPerson: return .close(.cancelled)
        // A deadline ends without a match: a match would have ended the attempt before.
        case .deadline(let reason): return .close(reason.countsAsFailure ? reason : .tookTooLong)
        }
    }
}
