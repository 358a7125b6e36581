/// Whether the device that an attempt needs works, as known before Start.
public enum DeviceReadiness: Sendable, Hashable {
    case ready
    /// Known to be broken, with the reason.
    case broken(FailureCode)
}

/// May an attempt begin? (B0, B1, B4, B8 and the table of outcomes.)
public enum AttemptGate {
    /// Everything that the decision rests on.
    public struct Facts: Sendable {
        /// The applicant.
        public var iin: IIN
        /// Consent to the processing of biometric data.
        public var consent: Bool
        /// What was shown for B0, if anything.
        public var proof: IdentityProof?
        /// The person's count.
        public var ledger: AttemptLedger
        /// Whether the portal holds a reference photo.
        public var hasReferencePhoto: Bool
        /// Camera and matcher together.
        public var camera: DeviceReadiness

        /// Every field as given.
        public init(
            iin: IIN, consent: Bool, proof: IdentityProof?, ledger: AttemptLedger, hasReferencePhoto: Bool,
            camera: DeviceReadiness
        ) {
            self.iin = iin
            self.consent = consent
            self.proof = proof
            self.ledger = ledger
            self.hasReferencePhoto = hasReferencePhoto
            self.camera = camera
        }
    }

    /// What the gate answers.
    public enum Decision: Sendable, Hashable {
        /// The attempt with this number (1 to the limit) may begin on Start.
        case open(ordinal: Int, leftAfter: Int)
        /// No reference photo: said before Start; Start opens and closes the attempt without the camera.
        case openWithoutCamera(ordinal: Int, leftAfter: Int)
        /// Consent or proof is missing or another person's, or the last attempt is under way; the camera stays shut.
        case refused(FailureCode)
        /// The limit is reached: a slip sends the person to an operator (B4).
        case referToOperator(failures: Int)
        /// The device is known to be broken: nothing opens, the person is sent on with a slip.
        case sendOn(FailureCode)
    }

    /// Asked before the camera opens; `limit` is ``RuleBook/attemptLimit``.
    public static func mayOpen(_ facts: Facts, limit: Int) -> Decision {
        guard facts.consent else { return .refused(.consentMissing) }
        guard let proof = facts.proof else { return .refused(.proofMissing) }
        guard proof.iin == facts.iin else { return .refused(.requestForOtherPerson) }
        guard facts.ledger.failures < limit else { return .referToOperator(failures: facts.ledger.failures) }
        guard facts.ledger.left(limit: limit) > 0 else { return .refused(.attemptOpen) }
        let ordinal = facts.ledger.failures + facts.ledger.open + 1
        guard facts.hasReferencePhoto else {
            return .openWithoutCamera(ordinal: ordinal, leftAfter: limit - ordinal)
        }
        if case .broken(let code) = facts.camera { return .sendOn(code) }
        return .open(ordinal: ordinal, leftAfter: limit - ordinal)
    }
}

/// What follows an attempt (B4, B6).
public enum AttemptAftermath: Sendable, Hashable {
    case matched
    /// Failed; so many are left. The outcome is the reason that is shown.
    case failed(AttemptOutcome, left: Int)
    /// That was the last: no other follows, a referral slip does.
    case referToOperator(AttemptOutcome)

    /// - Parameter failuresBefore: failures since the last success before this attempt.
    public static func after(_ outcome: AttemptOutcome, failuresBefore: Int, limit: Int) -> AttemptAftermath {
        guard outcome.countsAsFailure else { return .matched }
        let left = limit - failuresBefore - 1
        return left > 0 ? .failed(outcome, left: left) : .referToOperator(outcome)
    }
}
