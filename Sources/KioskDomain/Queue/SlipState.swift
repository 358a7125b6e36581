/// What is certain about a slip on paper (Q7, DESIGN 5.3).
public enum SlipState: String, Sendable, Hashable, CaseIterable, Codable {
    /// Durable before the first byte goes to the printer.
    case printing
    /// The printer confirmed it.
    case printed
    /// It may be on paper or not; never printed again by itself.
    case unconfirmed
    /// Certainly not on paper.
    case failed
    /// The printer did not confirm it, and a person saw that it came out.
    case attested
    /// A person had it printed again: the copy is a slip of its own, and this one is asked for no more.
    case replaced

    /// Whether a slip may go from this state to the next one. From `unconfirmed` and `failed` only a person's word leads on.
    public func mayBecome(_ next: SlipState) -> Bool {
        switch (self, next) {
        case (.printing, .printed), (.printing, .unconfirmed), (.printing, .failed): true
        case (.unconfirmed, .attested), (.unconfirmed, .replaced), (.failed, .replaced): true
        default: false
        }
    }

    /// Whether a person is still to say what becomes of it.
    public var isOpen: Bool { self == .unconfirmed || self == .failed }

    /// What a slip becomes that is found in this state when the program starts.
    public var afterRestart: SlipState { self == .printing ? .unconfirmed : self }
}

/// What a person says about a slip that the printer did not confirm.
public enum SlipDecision: String, Sendable, Hashable, CaseIterable, Codable {
    /// It lies on paper.
    case cameOut = "came-out"
    /// It is printed once more, with the same number and marked as a copy (Q7).
    case printAgain = "print-again"

    /// What the slip becomes.
    public var state: SlipState {
        switch self {
        case .cameOut: .attested
        case .printAgain: .replaced
        }
    }
}
