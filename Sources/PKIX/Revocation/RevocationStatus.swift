public import KioskDomain

/// Why a certificate was revoked (RFC 5280, 5.3.1).
public enum RevocationReason: UInt8, Sendable, Hashable, CaseIterable {
    case unspecified = 0
    case keyCompromise = 1
    case authorityCompromise = 2
    case affiliationChanged = 3
    case superseded = 4
    case cessationOfOperation = 5
    /// Suspended; may become valid again.
    case certificateHold = 6
    /// Only in delta lists: no longer revoked.
    case removeFromList = 8
    case privilegeWithdrawn = 9
    case attributeAuthorityCompromise = 10
}

/// Why nothing is known about a certificate. None of these means good, none means revoked.
public enum RevocationUnknown: String, Sendable, Hashable, CaseIterable {
    /// No list and no answer is there, or nobody could be asked.
    case unavailable
    /// The list or answer is older than its own limit or ours.
    case stale
    /// The list or answer is from a time yet to come.
    case notYetValid
    /// The list or answer is not signed by one who may.
    case untrusted
    /// The list or answer does not speak of this certificate, or in a way that we do not know.
    case outOfScope
    /// The responder says itself that it does not know.
    case responder
    /// The issuer's certificate is missing, so that nothing can be judged.
    case issuerMissing

    /// The stable code for people.
    public var code: FailureCode {
        switch self {
        case .unavailable: .revocationUnavailable
        case .stale, .notYetValid, .untrusted: .revocationAnswer
        case .outOfScope, .responder: .certificateStatusUnknown
        case .issuerMissing: .certificateIssuerMissing
        }
    }
}

/// Whether a certificate is revoked, as a list (RFC 5280) or an answer (RFC 6960) says.
public enum RevocationStatus: Sendable, Hashable {
    /// Not revoked.
    case good
    /// Revoked since an instant; the reason when it is given.
    case revoked(at: UnixTime, reason: RevocationReason?)
    /// The responder never issued it (RFC 6960, 2.2: revoked, certificateHold, 1970-01-01).
    case neverIssued
    /// Neither good nor revoked.
    case unknown(RevocationUnknown)

    /// What an entry or an answer "revoked" means, with the form for certificates that were never issued told apart.
    public static func fromEntry(at: UnixTime, reason: RevocationReason?) -> RevocationStatus {
        at.milliseconds == 0 && reason == .certificateHold ? .neverIssued : .revoked(at: at, reason: reason)
    }

    /// The stable code of what stands against the certificate; nil when it is good.
    public var code: FailureCode? {
        switch self {
        case .good: nil
        case .revoked: .certificateRevoked
        case .neverIssued: .certificateStatusUnknown
        case .unknown(let why): why.code
        }
    }
}
