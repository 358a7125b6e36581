/// What happened to an access, as both personal accounts show it (D2).
public enum DocumentDeed: String, Codable, Sendable, Hashable, CaseIterable {
    case opened, extended, closed, shown, refused, attached
}

/// One line of the history of digital documents, as the owner reads it in the account and the operator at the desk (D2).
public struct DocumentHistoryLine: Sendable, Hashable {
    /// Number of the line, in the order of what happened.
    public var position: Int64
    /// In the civil time of the centre.
    public var on: CivilDateTime
    /// What happened.
    public var deed: DocumentDeed
    /// Which document.
    public var kind: DigitalDocumentKind
    /// The owner, masked (P4).
    public var owner: String
    /// Who looked; nil for the owner's own phone.
    public var operatorName: String?
    /// Code of the refusal, or number of the case.
    public var detail: String?

    /// Every field as given.
    public init(
        position: Int64, on: CivilDateTime, deed: DocumentDeed, kind: DigitalDocumentKind, owner: String,
        operatorName: String? = nil, detail: String? = nil
    ) {
        self.position = position
        self.on = on
        self.deed = deed
        self.kind = kind
        self.owner = owner
        self.operatorName = operatorName
        self.detail = detail
    }
}
