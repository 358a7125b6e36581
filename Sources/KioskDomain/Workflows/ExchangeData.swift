/// Whose card it is that is to be exchanged, as the EDS on it says (I1: nobody applies for another).
public struct ExchangeHolder: Sendable, Hashable {
    /// Of the certificate.
    public var iin: IIN
    /// Of the certificate, for the person to see.
    public var name: String
    /// Why a new card is wanted.
    public var reason: CardExchangeReason

    /// Every field as given.
    public init(iin: IIN, name: String, reason: CardExchangeReason) {
        self.iin = iin
        self.name = name
        self.reason = reason
    }
}

/// An application that is being put together. Its pictures are no part of it: whoever carries out effects holds them in memory
/// and wipes them with the session.
public struct ExchangeDraft: Sendable, Hashable {
    /// Whose it is.
    public var holder: ExchangeHolder
    /// Of the card that is exchanged.
    public var documentNumber: String
    /// That card's last day.
    public var expiresOn: CivilDate
    /// Of the photo that was taken last; nil before one was.
    public var photo: ExchangePhoto?
    /// Reference of the payment of the state fee.
    public var payment = ""

    /// Every field as given, without photo and payment.
    public init(holder: ExchangeHolder, documentNumber: String, expiresOn: CivilDate) {
        self.holder = holder
        self.documentNumber = documentNumber
        self.expiresOn = expiresOn
    }
}

/// What was measured on a photo that met the rules of a portrait.
public struct ExchangePhoto: Sendable, Hashable {
    /// Counts the photos of this session, so that the screen shows the newest.
    public var number: Int
    /// One even colour behind the person. It is told and refuses nothing: the officer sees the picture (I4).
    public var isBackgroundPlain: Bool

    /// Every field as given.
    public init(number: Int, isBackgroundPlain: Bool) {
        self.number = number
        self.isBackgroundPlain = isBackgroundPlain
    }
}

/// An application as its slip shows it (I6).
public struct ExchangeStanding: Sendable, Hashable {
    /// Number of the registration slip.
    public var slip: String
    /// Where it stands.
    public var stage: CardExchangeCase.Stage
    /// Civil day of the submission at the centre.
    public var submittedOn: CivilDate
    /// Why it was annulled (I5).
    public var annulment: CardExchangeCase.AnnulmentReason?
    /// What became of the fee (I5).
    public var fee: CardExchangeCase.Fee
    /// Whose it is, where the kiosk knows: only then its slip is printed.
    public var iin: IIN?

    /// Every field as given.
    public init(
        slip: String, stage: CardExchangeCase.Stage, submittedOn: CivilDate,
        annulment: CardExchangeCase.AnnulmentReason? = nil, fee: CardExchangeCase.Fee, iin: IIN? = nil
    ) {
        self.slip = slip
        self.stage = stage
        self.submittedOn = submittedOn
        self.annulment = annulment
        self.fee = fee
        self.iin = iin
    }
}

/// An application that the portal has registered: what the slip needs (I4, I6).
public struct ExchangeRegistration: Sendable, Hashable {
    /// Number of the slip.
    public var slip: String
    /// Printed as its last four digits (P4).
    public var iin: IIN

    /// Every field as given.
    public init(slip: String, iin: IIN) {
        self.slip = slip
        self.iin = iin
    }
}
