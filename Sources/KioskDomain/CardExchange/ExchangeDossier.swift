/// An application for an identity card as an officer of the migration service checks it (I4). Its pictures are kept beside it,
/// by whoever shows them.
public struct ExchangeDossier: Sendable, Hashable {
    /// Number of the registration slip.
    public var slip: String
    /// Where the application stands.
    public var stage: CardExchangeCase.Stage
    /// Why it was annulled.
    public var annulment: CardExchangeCase.AnnulmentReason?
    /// What became of the fee.
    public var fee: CardExchangeCase.Fee
    /// Civil day of the centre.
    public var submittedOn: CivilDate
    /// The applicant; shown masked until the officer asks (P4).
    public var iin: IIN
    /// As in the register.
    public var name: String
    /// As in the register.
    public var birthDate: CivilDate
    /// Of the card that is exchanged.
    public var documentNumber: String
    /// Its last day of validity.
    public var expiresOn: CivilDate
    /// SHA-256 of the signed application, hexadecimal: what a certification names.
    public var digest: String
    /// What was looked at by the portal.
    public var findings: [ExchangeFinding]
    /// Which pictures there are.
    public var pictures: Set<ExchangePicture>
    /// The whole IIN is shown, and the journal has the officer's name (P4).
    public var isRevealed = false

    /// Memberwise; nothing is revealed.
    public init(
        slip: String, stage: CardExchangeCase.Stage, annulment: CardExchangeCase.AnnulmentReason? = nil,
        fee: CardExchangeCase.Fee, submittedOn: CivilDate, iin: IIN, name: String, birthDate: CivilDate,
        documentNumber: String, expiresOn: CivilDate, digest: String, findings: [ExchangeFinding],
        pictures: Set<ExchangePicture>
    ) {
        self.slip = slip
        self.stage = stage
        self.annulment = annulment
        self.fee = fee
        self.submittedOn = submittedOn
        self.iin = iin
        self.name = name
        self.birthDate = birthDate
        self.documentNumber = documentNumber
        self.expiresOn = expiresOn
        self.digest = digest
        self.findings = findings
        self.pictures = pictures
    }

    /// Nobody has decided yet.
    public var isUndecided: Bool { stage == .underCheck }

    /// Both pictures can be looked at, everything was looked at, and nothing stands against it; else it can only be annulled
    /// (I5).
    public var mayBeCertified: Bool {
        isUndecided && pictures.isSuperset(of: [.photo, .specimen]) && findings.allSatisfy(\.passed)
            && Set(findings.map(\.subject)) == Set(ExchangeFinding.Subject.allCases)
    }
}

/// A picture of an application, or the register's beside it.
public enum ExchangePicture: String, Sendable, Hashable, CaseIterable {
    case photo, specimen
    case registerPhoto = "register-photo"
    case registerSpecimen = "register-specimen"
}

/// Something that the portal looked at for the officer.
public struct ExchangeFinding: Sendable, Hashable {
    /// What was looked at.
    public enum Subject: String, Sendable, Hashable, CaseIterable {
        case signature, pictures, document, fee, window
    }

    /// What was looked at.
    public var subject: Subject
    /// Nothing stands against it.
    public var passed: Bool

    /// Memberwise.
    public init(_ subject: Subject, passed: Bool) {
        self.subject = subject
        self.passed = passed
    }
}

/// What an officer decides about an application (I4, I5).
public enum ExchangeDecision: Sendable, Hashable {
    /// By the officer's EDS; the card is made.
    case certify
    /// With its reason; the fee can be refunded.
    case annul(CardExchangeCase.AnnulmentReason)
}

/// The new card on its way to its holder (I6).
public enum ExchangeHandOver: Sendable, Hashable {
    /// It has come from production.
    case arrived(slip: String, documentNumber: String, expiresOn: CivilDate)
    /// It is given to the person who stands there with the slip.
    case collected(slip: String, iin: IIN)
}

/// Where an application stands after something was done with it: nothing of the person.
public struct ExchangeSettlement: Sendable, Hashable {
    /// Number of the registration slip.
    public var slip: String
    /// Where it stands now.
    public var stage: CardExchangeCase.Stage
    /// Why it was annulled.
    public var annulment: CardExchangeCase.AnnulmentReason?
    /// What became of the fee.
    public var fee: CardExchangeCase.Fee

    /// Memberwise.
    public init(
        slip: String, stage: CardExchangeCase.Stage, annulment: CardExchangeCase.AnnulmentReason? = nil,
        fee: CardExchangeCase.Fee
    ) {
        self.slip = slip
        self.stage = stage
        self.annulment = annulment
        self.fee = fee
    }
}
