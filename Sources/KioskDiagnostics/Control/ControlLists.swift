/// An operator whom the desk lets in (RULES R4).
public struct ControlOperator: Sendable, Hashable, Codable {
    /// As in the journal.
    public var name: String
    /// SHA-256 of the card's authentication certificate, hexadecimal.
    public var fingerprint: String
    /// `operator`, `officer`, `manager`.
    public var duties: [String]

    /// Memberwise.
    public init(name: String, fingerprint: String, duties: [String] = []) {
        self.name = name
        self.fingerprint = fingerprint
        self.duties = duties
    }
}

/// The tries at one card, without serial number and PIN.
public struct ControlCardTrial: Sendable, Hashable, Codable {
    /// A short mark that tells cards of this kiosk apart.
    public var card: String
    /// What it is, such as `piv`.
    public var medium: String
    /// Wrong tries here since the last right one.
    public var wrong: Int
    /// Tries left as the card said last; nil when it does not say.
    public var remaining: Int?
    /// The card said that its PIN is blocked.
    public var blocked: Bool
    /// When it was tried last.
    public var changedAtMilliseconds: Int64

    /// Memberwise.
    public init(
        card: String, medium: String, wrong: Int, remaining: Int?, blocked: Bool, changedAtMilliseconds: Int64
    ) {
        self.card = card
        self.medium = medium
        self.wrong = wrong
        self.remaining = remaining
        self.blocked = blocked
        self.changedAtMilliseconds = changedAtMilliseconds
    }
}

/// Why kioskd did not do it.
public struct ControlProblem: Sendable, Hashable, Codable {
    /// A stable code.
    public var code: String
    /// One line for a technician.
    public var detail: String

    /// Memberwise.
    public init(code: String, detail: String) {
        self.code = code
        self.detail = detail
    }
}
