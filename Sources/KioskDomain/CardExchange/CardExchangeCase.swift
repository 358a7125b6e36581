/// The way of an exchange from application to collection (I4–I6).
public enum CardExchangeCase: Sendable, Hashable {
    case submitted
    /// A registration slip was given; an officer of the migration service checks photo and signature.
    case underCheck(slip: String)
    /// Certified by the officer's EDS.
    case certified(slip: String)
    case inProduction(slip: String)
    /// Waits to be collected in person by the slip number.
    case ready(slip: String)
    case collected
    case annulled(AnnulmentReason)

    /// Why an application is annulled (I5).
    public enum AnnulmentReason: String, Sendable, Hashable, CaseIterable, Codable {
        case photo, signature
        case furtherChecks = "further-checks"
    }

    /// What happens to a case.
    public enum Event: Sendable, Hashable {
        case registered(slip: String)
        case certified
        case annulled(AnnulmentReason)
        case sentToProduction
        case arrived
        /// Someone asks for the card: in person or not, with a slip number.
        case collection(slip: String, inPerson: Bool)
    }

    /// The case after an event; nil when the event is not legal here and nothing changes.
    public func after(_ event: Event) -> CardExchangeCase? {
        switch (self, event) {
        case (.submitted, .registered(let slip)) where !slip.isEmpty: .underCheck(slip: slip)
        case (.underCheck(let slip), .certified): .certified(slip: slip)
        case (.underCheck, .annulled(let reason)): .annulled(reason)
        case (.certified(let slip), .sentToProduction): .inProduction(slip: slip)
        case (.inProduction(let slip), .arrived): .ready(slip: slip)
        case (.ready(let slip), .collection(let shown, let inPerson)) where inPerson && shown == slip: .collected
        default: nil
        }
    }

    /// What becomes of the fee (I5).
    public var fee: Fee {
        if case .annulled = self { .refundableNewOnePaysAgain } else { .paid }
    }

    /// What becomes of the fee.
    public enum Fee: String, Sendable, Hashable, CaseIterable, Codable {
        case paid
        case refundableNewOnePaysAgain = "refundable"
    }
}

extension CardExchangeCase {
    /// Where a case stands, without what belongs to it: its code on the wire and in tables.
    public enum Stage: String, Sendable, Hashable, CaseIterable, Codable {
        case submitted
        case underCheck = "under-check"
        case certified
        case inProduction = "in-production"
        case ready, collected, annulled
    }

    /// Where it stands.
    public var stage: Stage {
        switch self {
        case .submitted: .submitted
        case .underCheck: .underCheck
        case .certified: .certified
        case .inProduction: .inProduction
        case .ready: .ready
        case .collected: .collected
        case .annulled: .annulled
        }
    }

    /// Why it was annulled; nil when it was not.
    public var annulment: AnnulmentReason? {
        if case .annulled(let reason) = self { reason } else { nil }
    }

    /// The case from what a table holds of it; nil for an annulled one without its reason.
    public init?(_ stage: Stage, slip: String, annulment: AnnulmentReason?) {
        switch (stage, annulment) {
        case (.submitted, _): self = .submitted
        case (.underCheck, _): self = .underCheck(slip: slip)
        case (.certified, _): self = .certified(slip: slip)
        case (.inProduction, _): self = .inProduction(slip: slip)
        case (.ready, _): self = .ready(slip: slip)
        case (.collected, _): self = .collected
        case (.annulled, let reason?): self = .annulled(reason)
        case (.annulled, nil): return nil
        }
    }
}
