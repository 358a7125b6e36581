public import KioskDomain

/// How the portal opens an attempt (B0, B1, B2), told directly or by an event that came later.
public enum AttemptOpeningRule {
    /// What is known of the B0 proof.
    public struct Proof: Sendable, Hashable {
        /// Whose IIN was proven.
        public var iin: String
        /// By which kiosk.
        public var kiosk: String
        /// When the portal made it.
        public var madeAt: UnixTime
        /// A match has used it up.
        public var isSpent: Bool

        /// Every field as given.
        public init(iin: String, kiosk: String, madeAt: UnixTime, isSpent: Bool) {
            self.iin = iin
            self.kiosk = kiosk
            self.madeAt = madeAt
            self.isSpent = isSpent
        }
    }

    /// An attempt that the portal holds under the same name.
    public struct Held: Sendable, Hashable {
        /// Of whom.
        public var iin: String
        /// Hash of the proof it was opened with.
        public var proof: String?
        /// 1 to the limit.
        public var ordinal: Int
        /// Failures before it.
        public var failuresBefore: Int

        /// Every field as given.
        public init(iin: String, proof: String?, ordinal: Int, failuresBefore: Int) {
            self.iin = iin
            self.proof = proof
            self.ordinal = ordinal
            self.failuresBefore = failuresBefore
        }
    }

    /// Who asks for what.
    public struct Wish: Sendable, Hashable {
        /// Of whom.
        public var iin: String
        /// Hash of the proof.
        public var proof: String?
        /// Which kiosk.
        public var kiosk: String
        /// When Start was pressed; the portal's present when it is asked directly.
        public var openedAt: UnixTime

        /// Every field as given.
        public init(iin: String, proof: String?, kiosk: String, openedAt: UnixTime) {
            self.iin = iin
            self.proof = proof
            self.kiosk = kiosk
            self.openedAt = openedAt
        }
    }

    /// What the portal answers.
    public enum Verdict: Sendable, Hashable {
        case open(ordinal: Int, failuresBefore: Int)
        /// It is this very attempt: nothing changes.
        case same(ordinal: Int, failuresBefore: Int)
        /// Another attempt bears this name.
        case conflict
        case refused(FailureCode)
    }

    /// How long a proof opens attempts, and what a kiosk's clock may be wrong by.
    public struct Terms: Sendable, Hashable {
        /// ``RuleBook/attemptLimit``.
        public var limit: Int
        /// Since the proof was made.
        public var proofLife: Duration
        /// ``RuleBook/clockTolerance``.
        public var tolerance: Duration

        /// Every field as given.
        public init(limit: Int, proofLife: Duration, tolerance: Duration = .seconds(30)) {
            self.limit = limit
            self.proofLife = proofLife
            self.tolerance = tolerance
        }
    }

    /// Refusals that would come out otherwise later: they are kept under the attempt's name.
    public static func isKept(_ code: FailureCode) -> Bool { code == .attemptOpen || code == .attemptsExhausted }

    /// The order of the checks is the order of the answers.
    ///
    /// - Parameter refused: what this very opening was refused for before; an opening is decided once, so that neither a call
    ///   that comes late nor the event after it opens what the person was told to be refused.
    public static func judge(
        _ wish: Wish, held: Held?, refused: FailureCode?, proof: Proof?, ledger: AttemptLedger, _ terms: Terms,
        now: UnixTime
    ) -> Verdict {
        if let held {
            guard held.iin == wish.iin, held.proof == wish.proof else { return .conflict }
            return .same(ordinal: held.ordinal, failuresBefore: held.failuresBefore)
        }
        if let refused { return .refused(refused) }
        guard let proof, proof.kiosk == wish.kiosk else { return .refused(.requestUnproven) }
        guard proof.iin == wish.iin else { return .refused(.requestForOtherPerson) }
        let age = proof.madeAt.duration(to: wish.openedAt)
        guard !proof.isSpent, age < terms.proofLife, age >= .zero - terms.tolerance,
            wish.openedAt.duration(to: now) >= .zero - terms.tolerance
        else { return .refused(.requestUnproven) }
        guard ledger.left(limit: terms.limit) > 0 else {
            return .refused(ledger.failures < terms.limit ? .attemptOpen : .attemptsExhausted)
        }
        return .open(ordinal: ledger.failures + ledger.open + 1, failuresBefore: ledger.failures)
    }
}

/// How the portal ends an attempt: in exactly one outcome (B2).
public enum AttemptClosingRule {
    /// What becomes of the attempt.
    public enum Verdict: Sendable, Hashable {
        case close
        /// It had this outcome before: nothing changes.
        case same
        /// It was never opened here, so it never had its B0 proof and counts for nobody.
        case unknownAttempt
        case refused(FailureCode)
    }

    /// - Parameters:
    ///   - held: the attempt's outcome; an inner nil while it is open, an outer one when there is no such attempt.
    ///   - problem: why the evidence does not carry the outcome (B3); nil when it does.
    public static func judge(_ outcome: AttemptOutcome, held: AttemptOutcome??, problem: FailureCode?) -> Verdict {
        guard let held else { return .unknownAttempt }
        // A match that did not suffice before does not suffice now.
        if let held { return held == outcome ? .same : .refused(problem ?? .idempotencyConflict) }
        return problem.map { .refused($0) } ?? .close
    }

    /// When the attempt ended, as far as the kiosk's clock can be believed. What was told keeps its outcome whatever the clock
    /// says; an end before the beginning, or one that is still to come, wins no time: it counts as the beginning.
    ///
    /// - Parameters:
    ///   - told: by the kiosk's clock.
    ///   - openedAt: when Start was pressed, as the portal has it.
    ///   - tolerance: ``RuleBook/clockTolerance``.
    public static func endedAt(
        _ told: UnixTime, openedAt: UnixTime, now: UnixTime, tolerance: Duration = .seconds(30)
    ) -> UnixTime {
        told >= openedAt && told <= now + tolerance ? told : openedAt
    }
}
