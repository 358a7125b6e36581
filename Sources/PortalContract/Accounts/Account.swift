/// Answer of `GET /v1/log-ins/{logIn}/account`: the person's own services.
public struct Account: Codable, Sendable, Hashable {
    /// As the register has it.
    public var name: String
    /// All but the last two digits masked; nil when the Mobile Citizens Database has none.
    public var maskedPhone: String?
    /// Latest end of validity first.
    public var certificates: [RegisteredCertificate]
    /// Newest first.
    public var applications: [ApplicationRecord]
    /// Oldest first.
    public var attempts: [AttemptListed]
    /// Newest first.
    public var exchanges: [CardExchangeRecord]
    /// Who saw which digital document, newest first (RULES D2).
    public var documents: [DocumentHistoryEntry]

    /// Memberwise.
    public init(
        name: String, maskedPhone: String?, certificates: [RegisteredCertificate], applications: [ApplicationRecord],
        attempts: [AttemptListed], exchanges: [CardExchangeRecord], documents: [DocumentHistoryEntry]
    ) {
        self.name = name
        self.maskedPhone = maskedPhone
        self.certificates = certificates
        self.applications = applications
        self.attempts = attempts
        self.exchanges = exchanges
        self.documents = documents
    }
}

/// Body of `POST /v1/sms-reports`: a code that did not arrive, with exactly these four fields (RULES L3).
public struct MissingCodeReport: Codable, Sendable, Hashable {
    /// 12 digits.
    public var iin: String
    /// As the person gave it.
    public var phone: String
    /// Milliseconds since 1970: when the code was asked for.
    public var requestedAtMilliseconds: Int64
    /// What happened, in words.
    public var description: String

    /// Memberwise.
    public init(iin: String, phone: String, requestedAtMilliseconds: Int64, description: String) {
        self.iin = iin
        self.phone = phone
        self.requestedAtMilliseconds = requestedAtMilliseconds
        self.description = description
    }
}

/// Answer of `POST /v1/sms-reports`.
public struct MissingCodeReceipt: Codable, Sendable, Hashable {
    /// What the person quotes: `R` and nine digits.
    public var number: String
    /// Memberwise.
    public init(number: String) { self.number = number }
}

/// Body of `POST /v1/log-ins/{logIn}/phone-challenges`: the number that is to be registered (RULES L4).
public struct PhoneRequest: Codable, Sendable, Hashable {
    /// International form of a mobile number of Kazakhstan: `+77` and nine digits.
    public var phone: String
    /// Memberwise.
    public init(phone: String) { self.phone = phone }
}

/// Body of `POST /v1/operator/phone-challenges`: as above at a desk, where the operator has compared the person with a
/// document (RULES L4).
public struct DeskPhoneRequest: Codable, Sendable, Hashable {
    /// 12 digits.
    public var iin: String
    /// International form of a mobile number of Kazakhstan: `+77` and nine digits.
    public var phone: String

    /// Memberwise.
    public init(iin: String, phone: String) {
        self.iin = iin
        self.phone = phone
    }
}

/// Body of `PUT /v1/operator/phone`: the code that the person read aloud from that phone.
public struct DeskPhoneConfirmation: Codable, Sendable, Hashable {
    /// 12 digits.
    public var iin: String
    /// Of the challenge.
    public var challenge: String
    /// Six digits.
    public var code: String
    /// Who has seen the document, as the desk knows the operator (RULES R4).
    public var operatorID: String

    /// Memberwise.
    public init(iin: String, challenge: String, code: String, operatorID: String) {
        self.iin = iin
        self.challenge = challenge
        self.code = code
        self.operatorID = operatorID
    }
}

/// Body of `PUT /v1/log-ins/{logIn}/phone`: the code that came to that number.
public struct PhoneConfirmation: Codable, Sendable, Hashable {
    /// Of the challenge.
    public var challenge: String
    /// Six digits.
    public var code: String

    /// Memberwise.
    public init(challenge: String, code: String) {
        self.challenge = challenge
        self.code = code
    }
}
