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
    public enum Fee: Sendable, Hashable { case paid, refundableNewOnePaysAgain }
}
