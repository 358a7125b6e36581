internal import KioskDomain
public import PortalContract

/// What a receipt means for the record it answers (DESIGN 5.4).
public enum ReceiptRule {
    /// What becomes of the record.
    public enum Verdict: Sendable, Hashable {
        /// The portal holds exactly these bytes under this sequence.
        case confirmed
        /// The portal decided, once and in order, that it takes no such thing; nothing changed there.
        case refused(String)
        /// Neither: it stays unsent, and what follows of the same person waits for it.
        case open(String)
    }

    /// Reasons that may pass by themselves, so that the record is offered again.
    private static let passing: Set<FailureCode> = [
        .internalError, .journalFull, .journalReadOnly, .journalFault, .portalUnreachable, .portalRefused,
        .portalAnswer, .storeUnavailable, .portalBusy,
        // Until the portal's team has said of which centre and for what the machine is, as after a portal was restored.
        .otherCentre, .roleRefused,
    ]

    /// - Parameter receipts: all that came for this sequence: none of a half reply, several of a doubled one.
    public static func judge(_ event: KioskEvent, _ receipts: [EventReceipt]) -> Verdict {
        guard let receipt = receipts.first, receipts.allSatisfy({ $0 == receipt }) else {
            return .open(FailureCode.portalAnswer.rawValue)
        }
        guard let raw = receipt.code else {
            return receipt.digest == event.digest ? .confirmed : .open(FailureCode.portalAnswer.rawValue)
        }
        // A code that this program does not know is a newer portal's: nothing can be concluded from it.
        guard let code = FailureCode(rawValue: raw), !passing.contains(code) else { return .open(raw) }
        return .refused(raw)
    }
}
