/// What an SMS code is asked for; a proof holds only for its purpose.
public enum SMSPurpose: String, Codable, Sendable, Hashable, CaseIterable {
    /// Proof that the IIN is one's own before the camera opens (RULES B0).
    case identification
    /// Where an application of one's own stands (RULES E10).
    case application
    /// Personal account log-in (RULES L1).
    case login
    /// The number itself, before it is registered (RULES L4).
    case phone
}

/// Body of `POST /v1/sms-challenges`.
public struct SMSChallengeRequest: Codable, Sendable, Hashable {
    /// 12 digits.
    public var iin: String
    /// A proof holds only for this.
    public var purpose: SMSPurpose

    /// Memberwise.
    public init(iin: String, purpose: SMSPurpose) {
        self.iin = iin
        self.purpose = purpose
    }
}

/// Answer of `POST /v1/sms-challenges`. A new challenge for the same IIN and purpose ends the former one.
public struct SMSChallengeAnswer: Codable, Sendable, Hashable {
    /// For the answer.
    public var id: String
    /// All but the last two digits masked.
    public var maskedPhone: String
    /// Milliseconds since 1970, portal's clock.
    public var expiresAtMilliseconds: Int64
    /// Wrong answers that are still allowed, this one taken off.
    public var triesLeft: Int

    /// Memberwise.
    public init(id: String, maskedPhone: String, expiresAtMilliseconds: Int64, triesLeft: Int) {
        self.id = id
        self.maskedPhone = maskedPhone
        self.expiresAtMilliseconds = expiresAtMilliseconds
        self.triesLeft = triesLeft
    }
}

/// Body of `POST /v1/sms-challenges/{id}/answer`.
public struct SMSCodeRequest: Codable, Sendable, Hashable {
    /// Six digits.
    public var code: String
    /// Memberwise.
    public init(code: String) { self.code = code }
}

/// How the typed code was judged. All four are results, none is an error (RULES L2).
public enum SMSVerdict: String, Codable, Sendable, Hashable, CaseIterable {
    case accepted
    case wrong
    case exhausted
    /// Too old, replaced by a newer one, or used before.
    case expired
}

/// Answer of `POST /v1/sms-challenges/{id}/answer`.
public struct SMSCodeAnswer: Codable, Sendable, Hashable {
    /// How the code was judged.
    public var verdict: SMSVerdict
    /// Wrong answers that are still allowed, this one taken off.
    public var triesLeft: Int
    /// Only with `accepted`: the B0 proof for attempts of this IIN at this kiosk, until the session's success.
    public var proof: String?

    /// Memberwise.
    public init(verdict: SMSVerdict, triesLeft: Int, proof: String? = nil) {
        self.verdict = verdict
        self.triesLeft = triesLeft
        self.proof = proof
    }
}

/// One line of the SMS stub (demonstration mode only).
public struct SMSStubMessage: Codable, Sendable, Hashable {
    /// All but the last two digits masked.
    public var maskedPhone: String
    /// A proof holds only for this.
    public var purpose: SMSPurpose
    /// Six digits.
    public var code: String
    /// Milliseconds since 1970, portal's clock.
    public var expiresAtMilliseconds: Int64

    /// Memberwise.
    public init(maskedPhone: String, purpose: SMSPurpose, code: String, expiresAtMilliseconds: Int64) {
        self.maskedPhone = maskedPhone
        self.purpose = purpose
        self.code = code
        self.expiresAtMilliseconds = expiresAtMilliseconds
    }
}
