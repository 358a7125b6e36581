public import FoundationEssentials
public import KioskDomain

/// Body of `POST /v1/card-exchange-eligibility` (RULES I1–I3).
public struct CardExchangeQuestion: Codable, Sendable, Hashable {
    /// 12 digits.
    public var iin: String
    /// Of the identity card in the holder's hand.
    public var documentNumber: String
    /// Why a new card is wanted.
    public var reason: CardExchangeReason
    /// Reference of the payment of the state fee, once it is known: looked up, and not used up.
    public var payment: String?

    /// Memberwise.
    public init(iin: String, documentNumber: String, reason: CardExchangeReason, payment: String? = nil) {
        self.iin = iin
        self.documentNumber = documentNumber
        self.reason = reason
        self.payment = payment
    }
}

/// Whether the card may be exchanged online today, by the portal's clock.
public struct CardExchangeEligibility: Codable, Sendable, Hashable {
    /// An application would be taken.
    public var available: Bool
    /// What the person reads when it would not: I2 in Kazakh, Russian and English, by the code of the language.
    public var text: [String: String]?
    /// Why it would not, for the technician (I3).
    public var refusal: CardExchangeGate.Refusal?
    /// The card's last day of validity, `YYYY-MM-DD`.
    public var expiresOn: String
    /// First day on which it may be exchanged, inclusive; nil outside the pilot.
    public var from: String?
    /// Last day, inclusive; nil outside the pilot.
    public var through: String?

    /// Memberwise.
    public init(
        available: Bool, text: [String: String]? = nil, refusal: CardExchangeGate.Refusal? = nil, expiresOn: String,
        from: String? = nil, through: String? = nil
    ) {
        self.available = available
        self.text = text
        self.refusal = refusal
        self.expiresOn = expiresOn
        self.from = from
        self.through = through
    }
}

/// Body of `POST /v1/card-exchanges` (RULES I4).
public struct CardExchangeRequest: Codable, Sendable, Hashable {
    /// 12 digits.
    public var iin: String
    /// Of the card that is exchanged.
    public var documentNumber: String
    /// Why a new card is wanted.
    public var reason: CardExchangeReason
    /// Reference of the payment of the state fee; it counts once.
    public var payment: String
    /// JPEG of portrait format.
    public var photo: Data
    /// PNG.
    public var specimen: Data
    /// CMS (RFC 5652) with the ``CardExchangeStatement`` attached, by the applicant's EDS.
    public var signature: Data

    /// Memberwise.
    public init(
        iin: String, documentNumber: String, reason: CardExchangeReason, payment: String, photo: Data, specimen: Data,
        signature: Data
    ) {
        self.iin = iin
        self.documentNumber = documentNumber
        self.reason = reason
        self.payment = payment
        self.photo = photo
        self.specimen = specimen
        self.signature = signature
    }

    /// What the applicant signs for this request.
    public var statement: CardExchangeStatement {
        CardExchangeStatement(
            iin: iin, documentNumber: documentNumber, reason: reason, payment: payment,
            photo: ContentDigest.hex(of: photo), specimen: ContentDigest.hex(of: specimen))
    }
}

/// What the applicant's EDS signs: the whole application, its pictures by their SHA-256.
public struct CardExchangeStatement: Codable, Sendable, Hashable {
    /// 12 digits.
    public var iin: String
    /// Of the card that is exchanged.
    public var documentNumber: String
    /// Why a new card is wanted.
    public var reason: CardExchangeReason
    /// Reference of the payment.
    public var payment: String
    /// SHA-256, hexadecimal.
    public var photo: String
    /// SHA-256, hexadecimal.
    public var specimen: String

    /// Memberwise.
    public init(
        iin: String, documentNumber: String, reason: CardExchangeReason, payment: String, photo: String,
        specimen: String
    ) {
        self.iin = iin
        self.documentNumber = documentNumber
        self.reason = reason
        self.payment = payment
        self.photo = photo
        self.specimen = specimen
    }
}

/// An application as its slip shows it: nothing of the person (RULES I6).
public struct CardExchangeRecord: Codable, Sendable, Hashable {
    /// Number of the registration slip.
    public var slip: String
    /// Where it stands.
    public var stage: CardExchangeCase.Stage
    /// By the portal's clock, milliseconds since 1970-01-01T00:00:00Z.
    public var submittedAtMilliseconds: Int64
    /// When it came to stand there.
    public var changedAtMilliseconds: Int64
    /// Why it was annulled (RULES I5).
    public var annulment: CardExchangeCase.AnnulmentReason?
    /// What became of the fee (RULES I5).
    public var fee: CardExchangeCase.Fee

    /// Memberwise.
    public init(
        slip: String, stage: CardExchangeCase.Stage, submittedAtMilliseconds: Int64, changedAtMilliseconds: Int64,
        annulment: CardExchangeCase.AnnulmentReason? = nil, fee: CardExchangeCase.Fee
    ) {
        self.slip = slip
        self.stage = stage
        self.submittedAtMilliseconds = submittedAtMilliseconds
        self.changedAtMilliseconds = changedAtMilliseconds
        self.annulment = annulment
        self.fee = fee
    }
}

/// Number of a registration slip: M, seven digits that count, four that nobody guesses.
public enum CardExchangeSlip {
    /// Whether a text has the form.
    public static func isValid(_ text: String) -> Bool {
        text.utf8.count == 12 && text.utf8.first == UInt8(ascii: "M")
            && text.utf8.dropFirst().allSatisfy { (0x30...0x39).contains($0) }
    }
}

/// Reference of a payment of the state fee, as a receipt shows it and a person types it: digits only.
public enum PaymentReference {
    /// How many digits it has.
    public static let length = 8...20

    /// What was typed, without the gaps that make it readable; nil when it is no reference.
    public static func read(_ typed: String) -> String? {
        let digits = typed.filter { $0 != " " }
        return length.contains(digits.utf8.count) && digits.utf8.allSatisfy { (0x30...0x39).contains($0) }
            ? digits : nil
    }
}

/// Body of `POST /demonstration/payments`: the treasury's part; demonstration mode only.
public struct DemonstrationPaymentRequest: Codable, Sendable, Hashable {
    /// Whose fee it is.
    public var iin: String

    /// Memberwise.
    public init(iin: String) { self.iin = iin }
}

/// A payment of the state fee.
public struct DemonstrationPayment: Codable, Sendable, Hashable {
    /// What stands on the receipt.
    public var reference: String
    /// By the portal's clock, milliseconds since 1970-01-01T00:00:00Z.
    public var paidAtMilliseconds: Int64

    /// Memberwise.
    public init(reference: String, paidAtMilliseconds: Int64) {
        self.reference = reference
        self.paidAtMilliseconds = paidAtMilliseconds
    }
}
