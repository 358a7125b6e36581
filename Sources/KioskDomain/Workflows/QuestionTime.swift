extension SigningSession.Stage {
    /// True while the next move is the person's on our screen: neither what a medium or a document takes, nor what a reader's own
    /// pad bounds, is theirs.
    public var waitsForPerson: Bool {
        switch self {
        case .insertMedium, .notice, .choosing, .password, .repeating, .pin, .lastTry: true
        case .reading, .openingFile, .openingKey, .pinOnReader, .verifying, .signing, .done, .failed: false
        }
    }
}

/// The quiet time of a page's question (R2): it runs only while the person is waited for, asks "More time?" before it ends, and is
/// extended as often as the person likes. Instants as for ``IdleTimer``.
public struct QuestionTime: Sendable, Hashable {
    private let policy: TimeOutPolicy
    private var timer: IdleTimer?

    /// Nobody is waited for yet.
    public init(_ policy: TimeOutPolicy) { self.policy = policy }

    /// The person answered, or something else is shown.
    ///
    /// - Parameter waits: the next move is the person's.
    public mutating func touched(waits: Bool, at now: Duration) {
        guard waits else {
            timer = nil
            return
        }
        if timer == nil { timer = IdleTimer(startedAt: now, policy: policy) }
        timer?.touched(at: now)
    }

    /// "More time"; returns false when it was too late, or nobody is waited for.
    public mutating func extend(at now: Duration) -> Bool { timer?.extend(at: now) ?? false }

    /// Where it stands; nil while nobody is waited for.
    public func state(at now: Duration) -> IdleTimer.State? { timer?.state(at: now) }
}
