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

    /// Whether a slip may go from this state to the next one. From `unconfirmed` only a person's word leads on.
    public func mayBecome(_ next: SlipState) -> Bool {
        switch (self, next) {
        case (.printing, .printed), (.printing, .unconfirmed), (.printing, .failed): true
        case (.unconfirmed, .printed), (.unconfirmed, .failed): true
        case (.printing, .printing), (.unconfirmed, .printing), (.unconfirmed, .unconfirmed): false
        case (.printed, _), (.failed, _): false
        }
    }

    /// What a slip becomes that is found in this state when the program starts.
    public var afterRestart: SlipState { self == .printing ? .unconfirmed : self }

    /// Asked for again, the same number is printed as a copy, whatever became of the first (Q7).
    public var asksForCopyMark: Bool { self == .printed || self == .unconfirmed }
}
