public import KioskDomain

/// The slip after an interrupted write: exactly what changed on the card, and where to go (RULES R5).
public struct InterruptedWrite: Sendable, Hashable {
    /// One thing on the card and what became of it.
    public struct Change: Sendable, Hashable {
        /// What can be written to a card.
        public enum Item: Sendable, Hashable, CaseIterable {
            /// The card's PIN.
            case pin
            /// Key pair for logging in.
            case authenticationKey
            /// Certificate for logging in.
            case authenticationCertificate
            /// Key pair for signing.
            case signatureKey
            /// Certificate for signing.
            case signatureCertificate
        }

        /// What became of it.
        public enum State: Sendable, Hashable, CaseIterable {
            /// New on the card.
            case written
            /// As it was before.
            case untouched
            /// The write broke off: it may be old, new or gone.
            case unknown
        }

        /// What.
        public var item: Item
        /// What became of it.
        public var state: State

        /// One thing on the card and what became of it.
        public init(_ item: Item, _ state: State) {
            self.item = item
            self.state = state
        }
    }

    /// In the order in which they are listed.
    public var changes: [Change]
    /// Number of the application; nil without one.
    public var application: String?
    /// For the operator.
    public var code: FailureCode

    /// The slip after an interrupted write.
    public init(changes: [Change], application: String?, code: FailureCode) {
        self.changes = changes
        self.application = application
        self.code = code
    }

    var values: [String: SlipValue] {
        var values: [String: SlipValue] = [
            "code": .text(code.rawValue),
            "changes": .rows(
                changes.map { ["item": .localised($0.item.text), "state": .localised($0.state.text)] }),
        ]
        if let application { values["application"] = .text(application) }
        return values
    }
}
