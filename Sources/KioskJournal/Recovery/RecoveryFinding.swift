public import KioskDomain

/// One thing that a former run left unfinished, and what was made of it at start.
public struct RecoveryFinding: Sendable, Hashable {
    /// What was found.
    public enum Kind: String, Sendable, Hashable, CaseIterable {
        /// The file could not be read; it was put aside and a new journal begun.
        case journalQuarantined = "journal-quarantined"
        /// Damage was met while running, but a thorough look at the file found none.
        case journalReread = "journal-reread"
        /// An open attempt was closed as a technical error (B2).
        case attemptClosed = "attempt-closed"
        /// A slip was being printed; whether it lies in somebody's hand is not known.
        case slipUnconfirmed = "slip-unconfirmed"
        /// Work on a card had begun; what it changed must be found out (R5).
        case certificateInterrupted = "certificate-interrupted"
        /// A request waits at `requested` or `issued`: nothing on the card is in doubt, it can be taken up again.
        case certificatePending = "certificate-pending"
    }

    /// What was found.
    public var kind: Kind
    /// The stable code that screens and technicians see.
    public var code: FailureCode
    /// The record's id (attempt, slip) or application number; nil for the journal itself.
    public var record: String?
    /// For a technician, without personal data.
    public var detail: String

    init(_ kind: Kind, _ code: FailureCode, record: String? = nil, detail: String) {
        self.kind = kind
        self.code = code
        self.record = record
        self.detail = detail
    }
}

extension RecoveryFinding.Kind {
    /// As the audit chain names it.
    var auditKind: String { self == .journalReread ? "journal.reread" : "journal.quarantined" }
}
