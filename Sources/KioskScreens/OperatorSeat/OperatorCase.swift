public import KioskDomain

/// An application as the operator compares it with the person's papers (E4, E5).
public struct OperatorCase: Sendable, Hashable {
    /// Number, owner, where it stands, what comes next.
    public var standing: ApplicationStanding
    /// As in the register.
    public var name: String
    /// Failures since the last success (B5).
    public var failures: Int
    /// The whole IIN is shown: the operator asked for it, and the journal has the operator's name (P4).
    public var isRevealed: Bool
    /// Why the EDS is obtained, where the application says so (E9).
    public var reason: ObtainingReason?

    /// Memberwise.
    public init(
        standing: ApplicationStanding, name: String, failures: Int, isRevealed: Bool = false,
        reason: ObtainingReason? = nil
    ) {
        self.reason = reason
        self.standing = standing
        self.name = name
        self.failures = failures
        self.isRevealed = isRevealed
    }

    /// An operator's answer is awaited (E5).
    public var isOpen: Bool { [.applied, .submitted].contains(standing.facts.status) }

    /// It was confirmed and nothing was issued: it blocks another one for its days, unless it is taken back (E4, E5).
    public var isWithdrawable: Bool { standing.facts.status == .confirmed }
}

/// How an operator answers an application.
public enum CaseAnswer: Sendable, Hashable {
    case confirm
    /// With its justification.
    case refuse(String)
    /// Takes a confirmation back of which nothing was issued, with its justification: so a person gets another medium.
    case withdraw(String)
}
