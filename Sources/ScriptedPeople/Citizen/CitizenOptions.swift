public import KioskDomain

/// Who comes to the kiosk and where everything is.
public struct CitizenOptions: Sendable {
    /// The kiosk's screens, such as `http://127.0.0.1:8080`.
    public var screens: String
    /// The reference portal, for its SMS stub, such as `https://127.0.0.1:8443`.
    public var portal: String
    /// PEM file with the only authority that the portal's TLS certificate may come from.
    public var portalAuthority: String?
    /// Control socket of the virtual card; nil leaves the card to somebody else.
    public var cardSocket: String?
    /// Who comes.
    public var person: DemonstrationPerson
    /// Chosen on the first screen.
    public var language: Language
    /// Purpose of a queue slip.
    public var purpose: String
    /// Number of the application that is asked for.
    public var application: String
    /// Number of the registration slip that is asked for.
    public var slip = ""
    /// Longest stay on one screen.
    public var stepLimit: Duration

    /// The addresses of the demonstration.
    public init(
        screens: String = "http://127.0.0.1:8080", portal: String = "https://127.0.0.1:8443",
        portalAuthority: String? = nil, cardSocket: String? = nil, person: DemonstrationPerson = .matching,
        language: Language = .russian, purpose: String = "documents", application: String = "",
        stepLimit: Duration = .seconds(30)
    ) {
        self.screens = screens
        self.portal = portal
        self.portalAuthority = portalAuthority
        self.cardSocket = cardSocket
        self.person = person
        self.language = language
        self.purpose = purpose
        self.application = application
        self.stepLimit = stepLimit
    }
}

/// What the person came for.
public enum CitizenFlow: String, Sendable, Hashable, CaseIterable, Codable {
    case slip
    /// The slip of a reservation, or one of the general queue where there is none.
    case reservation
    case eds
    /// Five attempts at face identification in a row, to the referral slip.
    case fiveFailures = "five-failures"
    /// What is on the card, without a PIN.
    case myCard = "my-card"
    /// Where an application stands; what can be written is written.
    case application
    /// A new EDS with the one on the card, while that is valid.
    case reissue
    /// The EDS on the card is revoked with its own key.
    case revoke
    /// An application for the exchange of the identity card.
    case exchange
    /// Where such an application stands.
    case exchangeStanding = "exchange-standing"
}
