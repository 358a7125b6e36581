public import KioskDomain

/// Body of `POST /v1/persons/check` (RULES B7).
public struct PersonCheckRequest: Codable, Sendable, Hashable {
    /// 12 digits.
    public var iin: String
    /// Number of the identity card or passport.
    public var documentNumber: String
    /// ISO 8601, `YYYY-MM-DD`.
    public var birthDate: String

    /// Memberwise.
    public init(iin: String, documentNumber: String, birthDate: String) {
        self.iin = iin
        self.documentNumber = documentNumber
        self.birthDate = birthDate
    }
}

/// Whether the register knows the person and may go on.
public enum PersonDecision: String, Codable, Sendable, Hashable, CaseIterable {
    case known
    case unknown
    /// Not yet 16 by the register's birth date (RULES P3, P5).
    case underAge = "under-age"
    /// Number or birth date differ from the register.
    case documentMismatch = "document-mismatch"
}

/// Answer of `POST /v1/persons/check`. `person` is there only when `decision` is `known`.
public struct PersonCheckAnswer: Codable, Sendable, Hashable {
    /// Whether the person may go on.
    public var decision: PersonDecision
    /// Only with `known`.
    public var person: RegisteredPerson?

    /// Memberwise.
    public init(decision: PersonDecision, person: RegisteredPerson? = nil) {
        self.decision = decision
        self.person = person
    }
}

/// Whether a portrait can be matched against.
public enum PortraitUsability: String, Codable, Sendable, Hashable, CaseIterable {
    case yes
    /// Too poor: the attempt ends in `no-reference-photo`, said before Start.
    case no
    /// Nobody has judged it (yet): the kiosk judges it when it is released.
    case unknown
}

/// What a kiosk may know about a registered person.
public struct RegisteredPerson: Codable, Sendable, Hashable {
    /// False: the attempt ends in `no-reference-photo`, said before Start.
    public var hasPortrait: Bool
    /// Said before Start as well; `unknown` without a portrait, and from a portal that does not tell.
    public var portraitUsable: PortraitUsability
    /// In the Mobile Citizens Database.
    public var phoneRegistered: Bool
    /// Last two digits shown; nil without a registered phone.
    public var maskedPhone: String?
    /// Failures since the last success over all channels (RULES B1).
    public var failures: Int
    /// The channel of each of these failures, oldest first.
    public var channels: [AttemptChannel]

    /// Memberwise.
    public init(
        hasPortrait: Bool, portraitUsable: PortraitUsability = .unknown, phoneRegistered: Bool, maskedPhone: String?,
        failures: Int, channels: [AttemptChannel]
    ) {
        self.hasPortrait = hasPortrait
        self.portraitUsable = portraitUsable
        self.phoneRegistered = phoneRegistered
        self.maskedPhone = maskedPhone
        self.failures = failures
        self.channels = channels
    }

    /// A portal that says nothing of the portrait's use has not judged it.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        self.init(
            hasPortrait: try fields.decode(Bool.self, forKey: .hasPortrait),
            portraitUsable: try fields.decodeIfPresent(PortraitUsability.self, forKey: .portraitUsable) ?? .unknown,
            phoneRegistered: try fields.decode(Bool.self, forKey: .phoneRegistered),
            maskedPhone: try fields.decodeIfPresent(String.self, forKey: .maskedPhone),
            failures: try fields.decode(Int.self, forKey: .failures),
            channels: try fields.decode([AttemptChannel].self, forKey: .channels))
    }
}
