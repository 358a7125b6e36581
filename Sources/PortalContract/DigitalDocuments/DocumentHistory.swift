public import KioskDomain

/// One line of a history.
public struct DocumentHistoryEntry: Codable, Sendable, Hashable {
    /// Number of the line, in the order of what happened.
    public var position: Int64
    /// By the portal's clock, milliseconds since 1970-01-01T00:00:00Z.
    public var atMilliseconds: Int64
    /// What happened.
    public var deed: DocumentDeed
    /// Which document.
    public var kind: DigitalDocumentKind
    /// The owner, masked (RULES P4).
    public var owner: String
    /// The machine at which it happened; nil for the owner's own phone.
    public var machine: String?
    /// Who looked.
    public var operatorID: String?
    /// Code of the refusal, or number of the case.
    public var detail: String?

    /// Memberwise.
    public init(
        position: Int64, atMilliseconds: Int64, deed: DocumentDeed, kind: DigitalDocumentKind, owner: String,
        machine: String? = nil, operatorID: String? = nil, detail: String? = nil
    ) {
        self.position = position
        self.atMilliseconds = atMilliseconds
        self.deed = deed
        self.kind = kind
        self.owner = owner
        self.machine = machine
        self.operatorID = operatorID
        self.detail = detail
    }
}

/// At most ``limit`` lines, newest first.
public struct DocumentHistory: Codable, Sendable, Hashable {
    /// On one page.
    public static let limit = 50

    /// Those before the position that was named.
    public var entries: [DocumentHistoryEntry]

    /// Memberwise.
    public init(entries: [DocumentHistoryEntry]) { self.entries = entries }
}
