/// What an SMS code is asked for; a proof holds only for its purpose.
public enum SMSPurpose: String, Codable, Sendable, Hashable, CaseIterable {
    /// Proof that the IIN is one's own before the camera opens (RULES B0).
    case identification
    /// Personal account log-in (RULES L1).
    case login
}

/// Body of `POST /v1/sms-challenges`.
public struct SMSChallengeRequest: Codable, Sendable, Hashable {
    /// 12 digits.
    public var iin: String
    public var purpose: SMSPurpose

    public init(iin: String, purpose: SMSPurpose) {
        self.iin = iin
        self.purpose = purpose
    }
}

/// Answer of `POST /v1/sms-challenges`. A new challenge for the same IIN and purpose ends the former one.
public struct SMSChallengeAnswer: Codable, Sendable, Hashable {
    public var id: String
    public var maskedPhone: String
    /// Milliseconds since 1970, portal's clock.
    public var expiresAtMilliseconds: Int64
    public var triesLeft: Int

    public init(id: String, maskedPhone: String, expiresAtMilliseconds: Int64, triesLeft: Int) {
        self.id = id
        self.maskedPhone = maskedPhone
        self.expiresAtMilliseconds = expiresAtMilliseconds
        self.triesLeft = triesLeft
    }
}

/// Body of `POST /v1/sms-challenges/{id}/answer`.
public struct SMSCodeRequest: Codable, Sendable, Hashable {
    public var code: String
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
    public var verdict: SMSVerdict
    public var triesLeft: Int
    /// Only with `accepted`: the B0 proof for attempts of this IIN at this kiosk, until the session's success.
    public var proof: String?

    public init(verdict: SMSVerdict, triesLeft: Int, proof: String? = nil) {
        self.verdict = verdict
        self.triesLeft = triesLeft
        self.proof = proof
    }
}

/// One line of the SMS stub (demonstration mode only).
public struct SMSStubMessage: Codable, Sendable, Hashable {
    public var maskedPhone: String
    public var purpose: SMSPurpose
    public var code: String
    public var expiresAtMilliseconds: Int64

    public init(maskedPhone: String, purpose: SMSPurpose, code: String, expiresAtMilliseconds: Int64) {
        self.maskedPhone = maskedPhone
        self.purpose = purpose
        self.code = code
        self.expiresAtMilliseconds = expiresAtMilliseconds
    }
}
