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
    /// Control socket of the virtual stick; nil leaves the stick to somebody else.
    public var stickSocket: String?
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
    /// The number that is registered, or to which a code should have come: ten digits after `+7`.
    public var phone = "7010000077"
    /// BIN of the organisation whose EDS is applied for.
    public var bin = "230440000010"
    /// Where the keys of a new EDS shall be, where the kiosk asks.
    public var medium: Medium?
    /// What the person chooses as a new PIN.
    public var newPIN = DemonstrationPerson.newCardPIN
    /// Which of the key files on the stick is opened, from 0.
    public var keyFile = 0
    /// Where the mobile app's signature is kept as a file, for whoever wants to verify it with other software; nil: nowhere.
    public var signatureFile: String?
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
    /// What is on the token that is plugged in, without a PIN.
    case tokenReport = "token-report"
    /// A new PIN of the card by the one of until now.
    case changePIN = "pin-change"
    /// A new PIN of the card by its PUK.
    case unblockPIN = "pin-unblock"
    /// An EDS obtained anew, since the PIN is forgotten and no PUK helps.
    case obtainAnew = "obtain-anew"
    /// Where an application stands; what can be written is written.
    case application
    /// A new EDS with the one on the card, while that is valid.
    case reissue
    /// The EDS of an organisation, with the one on the card.
    case organisation
    /// A new EDS with the one in a file on the person's stick, while that is valid.
    case reissueFile = "reissue-file"
    /// The EDS of an organisation, with the one in a file on the head's stick.
    case organisationByFile = "organisation-by-file"
    /// The EDS on the card is revoked with its own key.
    case revoke
    /// The card is lost: face and SMS code prove who revokes its EDS.
    case revokeByFace = "revoke-by-face"
    /// The EDS on the card is revoked with the one in the mobile app.
    case revokeByPhone = "revoke-by-phone"
    /// An application for the exchange of the identity card.
    case exchange
    /// The same, signed with the mobile app.
    case exchangeByPhone = "exchange-by-phone"
    /// Where such an application stands.
    case exchangeStanding = "exchange-standing"
    /// The personal account by card, PIN and SMS code.
    case account
    /// The personal account by the mobile app, whose part the portal's stub plays.
    case accountByPhone = "account-by-phone"
    /// Another phone number, from the open account.
    case newNumber = "account-new-number"
    /// A report of a code that did not come.
    case missingCode = "account-missing-code"
}
