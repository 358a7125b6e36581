public import KioskDomain

extension SlipDocument {
    /// One thing on the card and what an interrupted write did to it.
    public struct CardChange: Sendable, Hashable {
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

    /// The slip after an interrupted write: exactly what changed on the card, and where to go (RULES R5).
    /// - Parameters:
    ///   - whereToGo: nil says: to an operator of this centre.
    ///   - code: the stable code, for the operator.
    public static func interruptedWrite(
        changes: [CardChange], whereToGo: Localised? = nil, applicationNumber: String?, code: FailureCode,
        _ context: Context
    ) -> SlipDocument {
        var rows: [Row] = []
        if let applicationNumber { rows.append(Row(SlipTexts.applicationNumber, applicationNumber)) }
        rows.append(Row(SlipTexts.issued, context.issued))
        rows.append(Row(SlipTexts.code, code.rawValue))
        return SlipDocument(
            context: context,
            blocks: [
                .heading(SlipTexts.interruptedWrite), .text(SlipTexts.onYourCard),
                .rows(changes.map { Row($0.item.text, $0.state.text) }),
                .notice(whereToGo ?? SlipTexts.goToOperator), .rows(rows), .footer(SlipTexts.takeYourCard),
            ])
    }
}
