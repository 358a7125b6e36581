/// Why a certificate is revoked (RFC 5280, 5.3.1), as the contract names it.
public enum RevocationCause: String, Codable, Sendable, Hashable, CaseIterable {
    /// No reason is given.
    case unspecified
    /// The key, or the card that holds it, is lost or known to another (RULES E7).
    case keyCompromise = "key-compromise"
    /// The holder has left the organisation that the certificate names.
    case affiliationChanged = "affiliation-changed"
    /// A new certificate takes its place.
    case superseded
    /// It is not needed any more.
    case cessationOfOperation = "cessation-of-operation"
}

/// Body of `PUT /v1/certificates/{serial}/revocation` (RULES E7); role `desk`.
public struct RevocationRequest: Codable, Sendable, Hashable {
    /// Why.
    public var cause: RevocationCause
    /// Who revokes, as the desk knows the operator (RULES R4).
    public var operatorID: String

    /// Memberwise.
    public init(cause: RevocationCause, operatorID: String) {
        self.cause = cause
        self.operatorID = operatorID
    }
}

/// Answer of `PUT /v1/certificates/{serial}/revocation`. A revocation is never taken back.
public struct RevocationRecord: Codable, Sendable, Hashable {
    /// Hexadecimal, as the portal issued it.
    public var serial: String
    /// Why.
    public var cause: RevocationCause
    /// Milliseconds since 1970, whole seconds: since when OCSP and the lists say so.
    public var revokedAtMilliseconds: Int64

    /// Memberwise.
    public init(serial: String, cause: RevocationCause, revokedAtMilliseconds: Int64) {
        self.serial = serial
        self.cause = cause
        self.revokedAtMilliseconds = revokedAtMilliseconds
    }
}
