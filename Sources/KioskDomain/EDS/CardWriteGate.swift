/// What must happen before keys are made on a medium (E2a).
public enum CardWriteGate {
    /// What is known of the medium.
    public struct Facts: Sendable, Hashable {
        /// Where the keys will be.
        public var medium: Medium
        /// A new token without a PIN.
        public var isBlank: Bool
        /// The holder's own PIN was accepted in this session.
        public var pinAccepted: Bool
        /// The medium demands administrative authentication (PIV 9B and the like).
        public var needsAdministrator: Bool
        /// The portal's answer to the challenge was accepted.
        public var administratorAccepted: Bool

        /// Every field as given.
        public init(
            medium: Medium, isBlank: Bool, pinAccepted: Bool, needsAdministrator: Bool, administratorAccepted: Bool
        ) {
            self.medium = medium
            self.isBlank = isBlank
            self.pinAccepted = pinAccepted
            self.needsAdministrator = needsAdministrator
            self.administratorAccepted = administratorAccepted
        }
    }

    /// The next step.
    public enum Step: Sendable, Hashable {
        /// The holder sets a PIN by the medium's own first-use procedure.
        case firstUse
        /// Counter shown, then the holder enters the PIN and is offered to change it.
        case askPIN
        /// One challenge goes to the portal, one answer comes back; the key never reaches the kiosk.
        case askPortal
        case write
    }

    /// What has to come next.
    public static func next(_ facts: Facts) -> Step {
        if !facts.medium.isProtected { return .write }
        if !facts.pinAccepted { return facts.isBlank ? .firstUse : .askPIN }
        return facts.needsAdministrator && !facts.administratorAccepted ? .askPortal : .write
    }
}
