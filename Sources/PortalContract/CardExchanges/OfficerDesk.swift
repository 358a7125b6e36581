public import FoundationEssentials
public import KioskDomain

/// Answer of `GET /v1/officer/card-exchanges`: at most ``limit`` applications that wait to be checked, oldest first.
public struct CardExchangeQueue: Codable, Sendable, Hashable {
    /// On one page.
    public static let limit = 50

    /// Those after the slip that was named.
    public var applications: [CardExchangeWaiting]
    /// How many wait in all.
    public var waiting: Int

    /// Memberwise.
    public init(applications: [CardExchangeWaiting], waiting: Int) {
        self.applications = applications
        self.waiting = waiting
    }
}

/// One line of the officers' queue.
public struct CardExchangeWaiting: Codable, Sendable, Hashable {
    /// Number of its slip.
    public var slip: String
    /// The applicant's name.
    public var name: String
    /// By the portal's clock, milliseconds since 1970-01-01T00:00:00Z.
    public var submittedAtMilliseconds: Int64

    /// Memberwise.
    public init(slip: String, name: String, submittedAtMilliseconds: Int64) {
        self.slip = slip
        self.name = name
        self.submittedAtMilliseconds = submittedAtMilliseconds
    }
}

/// Something that the portal looked at for the officer.
public struct CardExchangeCheck: Codable, Sendable, Hashable {
    /// What was looked at.
    public enum Subject: String, Codable, Sendable, Hashable, CaseIterable {
        /// The EDS on the application held when it was submitted, and is the applicant's.
        case signature
        /// The pictures are those that were signed.
        case pictures
        /// The register still has this card, neither lost nor stolen.
        case document
        /// The payment counts for this application and no other.
        case fee
        /// It was submitted within the days of window and pilot.
        case window
    }

    /// What was looked at.
    public var subject: Subject
    /// Nothing stands against it.
    public var passed: Bool

    /// Memberwise.
    public init(subject: Subject, passed: Bool) {
        self.subject = subject
        self.passed = passed
    }
}

/// Answer of `GET /v1/officer/card-exchanges/{slip}`: what an officer checks (RULES I4).
public struct CardExchangeFile: Codable, Sendable, Hashable {
    /// As the slip shows it.
    public var application: CardExchangeRecord
    /// SHA-256 of ``signature``, hexadecimal: what a certification names.
    public var digest: String
    /// 12 digits; shown masked until it is revealed (RULES P4).
    public var iin: String
    /// The register's name.
    public var name: String
    /// The register's, `YYYY-MM-DD`.
    public var birthDate: String
    /// Of the card that is exchanged.
    public var documentNumber: String
    /// Its last day of validity, `YYYY-MM-DD`.
    public var expiresOn: String
    /// JPEG; nil once it is erased.
    public var photo: Data?
    /// PNG; nil once it is erased.
    public var specimen: Data?
    /// The register's portrait; nil when it has none.
    public var registerPhoto: Data?
    /// The register's specimen; nil when it has none.
    public var registerSpecimen: Data?
    /// The signed application, CMS.
    public var signature: Data
    /// What the portal looked at.
    public var checks: [CardExchangeCheck]

    /// Memberwise.
    public init(
        application: CardExchangeRecord, digest: String, iin: String, name: String, birthDate: String,
        documentNumber: String, expiresOn: String, photo: Data? = nil, specimen: Data? = nil,
        registerPhoto: Data? = nil, registerSpecimen: Data? = nil, signature: Data, checks: [CardExchangeCheck]
    ) {
        self.application = application
        self.digest = digest
        self.iin = iin
        self.name = name
        self.birthDate = birthDate
        self.documentNumber = documentNumber
        self.expiresOn = expiresOn
        self.photo = photo
        self.specimen = specimen
        self.registerPhoto = registerPhoto
        self.registerSpecimen = registerSpecimen
        self.signature = signature
        self.checks = checks
    }
}

/// What an officer's EDS signs to certify an application (RULES I4).
public struct CardExchangeCertification: Codable, Sendable, Hashable {
    /// Number of its slip.
    public var slip: String
    /// ``CardExchangeFile/digest``.
    public var application: String

    /// Memberwise.
    public init(slip: String, application: String) {
        self.slip = slip
        self.application = application
    }
}

/// Body of `POST /v1/officer/card-exchanges/{slip}/decision`: exactly one of the two (RULES I4, I5).
public struct CardExchangeDecision: Codable, Sendable, Hashable {
    /// CMS with the ``CardExchangeCertification`` attached, by the officer's EDS.
    public var certification: Data?
    /// Why it is annulled.
    public var annulment: CardExchangeCase.AnnulmentReason?
    /// Who decides, for the record.
    public var operatorID: String

    /// Memberwise.
    public init(
        certification: Data? = nil, annulment: CardExchangeCase.AnnulmentReason? = nil, operatorID: String
    ) {
        self.certification = certification
        self.annulment = annulment
        self.operatorID = operatorID
    }
}

/// Body of `PUT /v1/officer/card-exchanges/{slip}/arrival`: the new card lies at the registration point.
public struct CardExchangeArrival: Codable, Sendable, Hashable {
    /// Number of the new card.
    public var documentNumber: String
    /// Its last day of validity, `YYYY-MM-DD`.
    public var expiresOn: String
    /// Who says so, for the record.
    public var operatorID: String

    /// Memberwise.
    public init(documentNumber: String, expiresOn: String, operatorID: String) {
        self.documentNumber = documentNumber
        self.expiresOn = expiresOn
        self.operatorID = operatorID
    }
}

/// Body of `PUT /v1/officer/card-exchanges/{slip}/collection`: the officer gave the card to the person who stands there with
/// the slip (RULES I6).
public struct CardExchangeCollection: Codable, Sendable, Hashable {
    /// Of the person who stands there.
    public var iin: String
    /// Who gave it, for the record.
    public var operatorID: String

    /// Memberwise.
    public init(iin: String, operatorID: String) {
        self.iin = iin
        self.operatorID = operatorID
    }
}
