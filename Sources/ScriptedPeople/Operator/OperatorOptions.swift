public import KioskDomain

/// Who works at the desk, whose telephone is there, and where everything is.
public struct OperatorOptions: Sendable {
    /// The kiosk's screens, such as `http://127.0.0.1:8080`.
    public var screens: String
    /// The reference portal, for the stub of the owner's telephone.
    public var portal: String
    /// PEM file with the only authority that the portal's TLS certificate may come from.
    public var portalAuthority: String?
    /// Control socket of the operator's virtual card; nil leaves the card to somebody else.
    public var cardSocket: String?
    /// Of another virtual card that may be in the operator's reader, such as the officer's.
    public var otherCardSocket: String?
    /// Control socket of the virtual document camera: the telephone is held before it. Nil: the digits are typed.
    public var phoneSocket: String?
    /// Whose card it is.
    public var person: DemonstrationOperator
    /// Whose document is looked at.
    public var owner: DemonstrationPerson
    /// Which document.
    public var kind: DigitalDocumentKind
    /// Number of the application that is dealt with, or of the case that the document is used for; nil for a look only.
    public var caseNumber: String?
    /// Why an application is refused, or its confirmation taken back (E5).
    public var justification: String?
    /// What an application is accepted for (E3a).
    public var medium = Medium.idCard
    /// Control socket of the person's virtual card; nil leaves the card to somebody else.
    public var personCardSocket: String?
    /// PIN of the person's token, where the application is for one; it is plugged in already.
    public var tokenPIN: String?
    /// What the person chooses as a new PIN.
    public var newPIN = DemonstrationPerson.newCardPIN
    /// The number that is registered (L4).
    public var number: String?
    /// Of the person's screen.
    public var language = Language.russian
    /// Longest time for one step.
    public var stepLimit: Duration

    /// The addresses of the demonstration.
    public init(
        screens: String = "http://127.0.0.1:8080", portal: String = "https://127.0.0.1:8443",
        portalAuthority: String? = nil, cardSocket: String? = nil, phoneSocket: String? = nil,
        person: DemonstrationOperator = .first, owner: DemonstrationPerson = .matching,
        kind: DigitalDocumentKind = .identityCard, caseNumber: String? = nil, stepLimit: Duration = .seconds(30)
    ) {
        self.screens = screens
        self.portal = portal
        self.portalAuthority = portalAuthority
        self.cardSocket = cardSocket
        self.phoneSocket = phoneSocket
        self.person = person
        self.owner = owner
        self.kind = kind
        self.caseNumber = caseNumber
        self.stepLimit = stepLimit
    }
}

/// What the operator does.
public enum OperatorFlow: String, Sendable, Hashable, CaseIterable, Codable {
    /// Looks at a citizen's digital document, and uses it for a service when a case is named (RULES D1–D4).
    case documents
    /// The check of five attempts (B5).
    case attempts
    /// An application with the full set of documents, after five failures (B5).
    case accept
    /// Opens an application by its number (E4).
    case application
    /// … and shows the whole IIN (P4).
    case reveal
    /// Confirms it (E5).
    case confirm
    /// Refuses it with a justification (E5).
    case refuse
    /// Takes its confirmation back with a justification, while nothing was issued (E5).
    case withdraw
    /// A person's certificates (E7).
    case certificates
    /// Revokes the newest set of them (E7).
    case revoke
    /// Registers a number for a person, by the code that comes to it (L4).
    case phone
    /// What is on the person's card (E10).
    case card
    /// … and a new PIN, which the person types (E2a).
    case changePIN = "change-pin"
    /// … and a new PIN by the PUK, both of which the person types (E9).
    case unblock
    /// The EDS of an application onto the person's card (E3a).
    case issue
}
