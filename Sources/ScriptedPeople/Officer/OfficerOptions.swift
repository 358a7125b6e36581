public import KioskDomain

/// What a scripted officer of the migration service does, once.
public enum OfficerDeed: Sendable, Hashable {
    /// The applications that wait.
    case queue
    /// One application with its pictures and what the portal looked at.
    case open(slip: String)
    /// Certifies by EDS (I4).
    case certify(slip: String)
    /// Annuls with a reason (I5).
    case annul(slip: String, CardExchangeCase.AnnulmentReason)
    /// The new card has come.
    case arrive(slip: String, documentNumber: String, expiresOn: String)
    /// The person collects it, with the slip (I6).
    case collect(slip: String, iin: String)
}

/// Who the officer is and where everything is.
public struct OfficerOptions: Sendable {
    /// The reference portal, such as `https://127.0.0.1:8443`.
    public var portal: String
    /// PEM of the only authority that the portal's certificates may come from.
    public var authority: String
    /// Folder of the machine's key and certificate; made when missing.
    public var identity: String
    /// One-time code of a machine with the role `officer`; asked for once.
    public var code: String?
    /// Whose EDS certifies.
    public var officer: String
    /// Folder to which an opened application is written: CMS and pictures; nil writes nothing.
    public var folder: String?

    /// The officer of the demonstration.
    public init(
        portal: String, authority: String, identity: String, code: String? = nil, officer: String = "820910400054",
        folder: String? = nil
    ) {
        self.portal = portal
        self.authority = authority
        self.identity = identity
        self.code = code
        self.officer = officer
        self.folder = folder
    }
}

/// What came of it; one JSON object on the output of `kiosk-sim officer --json`.
public struct OfficerReport: Codable, Sendable, Hashable {
    /// How it ended.
    public enum Outcome: String, Codable, Sendable, Hashable { case done, refused, failed }

    /// How it ended.
    public var outcome: Outcome
    /// Why, when it did not end well.
    public var code: FailureCode?
    /// Slips that wait, oldest first.
    public var queue: [String] = []
    /// How many wait in all.
    public var waiting: Int?
    /// The application that was dealt with.
    public var slip: String?
    /// Where it stands now.
    public var stage: CardExchangeCase.Stage?
    /// Why it was annulled.
    public var annulment: CardExchangeCase.AnnulmentReason?
    /// What became of the fee.
    public var fee: CardExchangeCase.Fee?
    /// What the portal looked at, by its name.
    public var checks: [String: Bool] = [:]
    /// What was written, by its name.
    public var files: [String: String] = [:]

    /// Nothing is known yet.
    public init(_ outcome: Outcome, code: FailureCode? = nil) {
        self.outcome = outcome
        self.code = code
    }
}
