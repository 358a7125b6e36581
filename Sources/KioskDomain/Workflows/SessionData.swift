/// What a person tells about themselves before anything else happens (B7).
public struct Identity: Sendable, Hashable {
    /// The person's number.
    public var iin: IIN
    /// Of the identity card or passport.
    public var documentNumber: String
    /// As on the document.
    public var birthDate: CivilDate

    /// Every field as given.
    public init(iin: IIN, documentNumber: String, birthDate: CivilDate) {
        self.iin = iin
        self.documentNumber = documentNumber
        self.birthDate = birthDate
    }
}

/// A person whom the portal knows and who may go on.
public struct Applicant: Sendable, Hashable {
    /// Who it is.
    public var identity: Identity
    /// Failures since the last success over all channels, those not yet synced included (B1).
    public var failures: Int
    /// Whether the portal has a portrait to compare with.
    public var hasPortrait: Bool
    /// The portal's portrait is too poor to match against: the portal says so, or it was seen.
    public var portraitIsPoor = false
    /// Which portrait attempts are compared with.
    public var reference = ReferenceSource.portal
    /// The person cannot turn the head: a gentler challenge is asked for.
    public var cannotTurn = false
    /// Why an EDS is obtained, where it is known.
    public var reason: ObtainingReason?
    /// Where its keys are to be kept (E1).
    public var medium = Medium.idCard
    /// Failures after which the operator's way opens (B1), from the rule book.
    public var attemptLimit: Int
    /// Names this person's proof of B0 at the portal; empty until the SMS code was right.
    public var proof: String

    /// Every field as given.
    public init(
        identity: Identity, failures: Int, hasPortrait: Bool,
        attemptLimit: Int = RuleBook.standard.attemptLimit.base, proof: String = ""
    ) {
        self.identity = identity
        self.failures = failures
        self.hasPortrait = hasPortrait
        self.attemptLimit = attemptLimit
        self.proof = proof
    }

    /// Whether a camera could help at all: said before Start (outcome table).
    public var canMatch: Bool { reference == .chip || (hasPortrait && !portraitIsPoor) }

    /// Attempts that are left (B1, B4).
    public var attemptsLeft: Int { max(0, attemptLimit - failures) }
}

/// An SMS code under way (L2).
public struct CodeChallenge: Sendable, Hashable {
    /// Its name at the portal.
    public var id: String
    /// Where the code went, last digits only.
    public var maskedPhone: String
    /// Tries that are left.
    public var triesLeft: Int
    /// When it was asked for, by the portal's clock as this kiosk knows it: what a report of its absence says (L3).
    public var requestedAt = UnixTime(milliseconds: 0)
    /// The same in the civil time of the centre, for the person to see.
    public var requestedOn: CivilDateTime?

    /// Every field as given.
    public init(id: String, maskedPhone: String, triesLeft: Int) {
        self.id = id
        self.maskedPhone = maskedPhone
        self.triesLeft = triesLeft
    }
}

/// An attempt that is durably open (B2). `id` is its name in the journal, `ordinal` runs from 1 to 5.
public struct OpenAttempt: Sendable, Hashable {
    /// Its name in the journal.
    public var id: String
    /// 1 to 5.
    public var ordinal: Int
    /// How often the person may still ask for more time (R2).
    public var extensionsLeft: Int

    /// WCAG 2.2, 2.2.1: a limit that a person extends can be extended at least this often.
    public static let extensions = 10

    /// Every field as given.
    public init(id: String, ordinal: Int, extensionsLeft: Int = Self.extensions) {
        self.id = id
        self.ordinal = ordinal
        self.extensionsLeft = extensionsLeft
    }
}

/// An accepted application for an EDS (E4).
public struct Application: Sendable, Hashable {
    /// As the portal gave it.
    public var number: String
    /// Whose application it is.
    public var iin: IIN
    /// Where its keys are to be kept.
    public var medium: Medium
    /// The organisation whose EDS it is for (E3); nil for the person's own.
    public var organisation: OrganisationName?
    /// The EDS that this one takes the place of (E6), where that is known here.
    public var former: FormerEDS?
    /// The portal has made its certificates: they fit no other keys.
    public var isIssued = false

    /// Every field as given.
    public init(number: String, iin: IIN, medium: Medium = .idCard, organisation: OrganisationName? = nil) {
        self.number = number
        self.iin = iin
        self.medium = medium
        self.organisation = organisation
    }
}

/// Where an EDS was that another one takes the place of.
public enum FormerEDS: Sendable, Hashable {
    /// In this key file, which stays on the stick.
    case file(String)
    /// On the medium that the new one is written to.
    case sameMedium
}

/// Tries that a PIN has left, as the medium says; `unknown` when it does not say (never a guess).
public enum PINTries: Sendable, Hashable {
    case remaining(Int)
    /// More than one: a token's flags tell the last one, and no number (PKCS#11).
    case several
    case unknown
    /// As `several`; that many wrong ones were entered at this machine since the last right one.
    case wrongHere(Int)
}

/// Where the work on a card stands; what has changed on the card follows from it (R5).
public enum WriteStep: String, Sendable, Hashable, CaseIterable, Codable {
    /// Authorisation and two new key pairs: from here on the former keys may be gone.
    case keys
    /// New keys are on the card, the portal is asked for their certificates.
    case request
    /// Certificates exist at the portal and are being written.
    case store
}

/// What is on the card after a successful write.
public struct IssuedSet: Sendable, Hashable {
    /// The application that it fulfils.
    public var application: Application
    /// Serial numbers, authentication first.
    public var serials: [String]
    /// The PIN that the person entered is the one the maker set: a new one is advised (E8).
    public var hasFactoryPIN: Bool

    /// Every field as given.
    public init(application: Application, serials: [String], hasFactoryPIN: Bool) {
        self.application = application
        self.serials = serials
        self.hasFactoryPIN = hasFactoryPIN
    }
}

/// Which PIN the pad is for while a new one is set.
public enum NewPINStep: String, Sendable, Hashable, CaseIterable, Codable {
    /// The PIN of until now.
    case old
    /// The new one.
    case new
    /// The new one once more.
    case again
}

/// How a person's session ended.
public enum Ending: Sendable, Hashable {
    case issued(Application, serials: [String])
    /// The keys are in a file of this name on the person's stick, which may be taken.
    case savedOnStick(Application, serials: [String], file: String)
    case ticket(number: String)
    /// Five failures: the slip leads to an operator (B4).
    case referral
    /// The card has a new PIN.
    case pinRenewed(PINWork)
    /// The holder has revoked the EDS (E7).
    case edsRevoked(RevokedCertificates)
    case interrupted(Application, WriteStep, FailureCode)
    /// The application stays; the card was not changed.
    case applicationLeft(Application, FailureCode)
    /// The application for a new identity card is registered (I4).
    case exchanged(ExchangeRegistration)
    /// I2, in exactly its words.
    case exchangeUnavailable
    /// What was sent may stand at the portal, which did not answer.
    case unanswered(AskedDeed, FailureCode)
    case refused(FailureCode)

    /// The slip that belongs to this ending, if any.
    public var slip: SlipKind? {
        switch self {
        case .issued(let application, let serials), .savedOnStick(let application, let serials, _):
            .issued(application, serials: serials)
        case .referral: .referral
        case .edsRevoked(let revoked): .revoked(revoked)
        case .interrupted(let application, let step, let code): .interrupted(application, step, code)
        case .applicationLeft(let application, let code): .applicationLeft(application, code)
        case .unanswered(let deed, let code): .unanswered(deed, code)
        case .refused(let code): code.needsReferral ? .sentOn(code) : nil
        case .exchanged(let registration): .registration(registration)
        case .ticket, .pinRenewed, .exchangeUnavailable: nil
        }
    }
}

/// What was asked of the portal in a person's name: it may be done although no answer came.
public enum AskedDeed: String, Sendable, Hashable, CaseIterable, Codable {
    /// An EDS: after a match (B3), or with an EDS that is still valid (E3, E6).
    case application
    /// A new identity card (I4).
    case exchange
    /// The end of an EDS (E7).
    case revocation
}

extension FailureCode {
    /// The person is sent on with a slip when a device of ours or the line failed before Start (outcome table, last row),
    /// when photo and signature are not given here, and when only a desk registers a number (L4).
    var needsReferral: Bool {
        switch self {
        case .cameraMissing, .cameraLost, .cameraBusy, .cameraNoPermission, .cameraFrozen, .cameraBlack, .cameraStalled,
            .cameraDamaged, .cameraFormat, .cameraBandwidth, .visionFault, .matcherUnavailable, .packRefused,
            .calibrationMissing, .portalUnreachable, .exchangeAtDesk, .smsPhoneUnknown:
            true
        default: false
        }
    }
}

/// What a slip is about; its content is gathered by whoever prints it.
public enum SlipKind: Sendable, Hashable {
    case ticket(number: String)
    case issued(Application, serials: [String])
    case referral
    case interrupted(Application, WriteStep, FailureCode)
    case applicationLeft(Application, FailureCode)
    case sentOn(FailureCode)
    /// What was sent may stand at the portal: where the person sees it.
    case unanswered(AskedDeed, FailureCode)
    /// The application form, to be signed and handed in (E4).
    case applicationForm(ApplicationStanding)
    /// Certificates were revoked (E7).
    case revoked(RevokedCertificates)
    /// The registration slip of an exchange (I4).
    case registration(ExchangeRegistration)
}

/// What became of a slip on paper, as far as the printer says.
public enum SlipResult: Sendable, Hashable {
    case printed
    case unconfirmed
    case failed(FailureCode)
}

/// The services of a kiosk's first screen.
public enum Service: String, Sendable, Hashable, CaseIterable, Codable {
    case queueTicket = "queue-ticket"
    case edsByFace = "eds-by-face"
    case myCard = "my-card"
    case myApplication = "my-application"
    case cardExchange = "card-exchange"
    case account
}
