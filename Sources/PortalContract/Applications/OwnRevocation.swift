public import KioskDomain

/// Body of `POST /v1/own-revocations`: a holder ends the validity of the own EDS (RULES E7). The same statement again has the
/// same answer.
public struct OwnRevocationRequest: Codable, Sendable, Hashable {
    /// Compact JWS (RFC 7515) over a ``RevocationStatement`` by the signature key; its header's `x5c` (section 4.1.6) begins
    /// with that key's certificate.
    public var statement: String
    /// Memberwise.
    public init(statement: String) { self.statement = statement }
}

/// What the holder signs to have the EDS revoked.
public struct RevocationStatement: Codable, Sendable, Hashable {
    /// 12 digits.
    public var iin: String
    /// Hexadecimal serial number of the certificate that signs, as the portal issued it; its set is revoked as a whole (E0).
    public var certificate: String
    /// Why; one of ``RevocationCause/ofHolder``.
    public var cause: RevocationCause
    /// ID of the machine at which the holder stands.
    public var kiosk: String
    /// Milliseconds since 1970, the machine's clock.
    public var madeAtMilliseconds: Int64

    /// Memberwise.
    public init(iin: String, certificate: String, cause: RevocationCause, kiosk: String, madeAtMilliseconds: Int64) {
        self.iin = iin
        self.certificate = certificate
        self.cause = cause
        self.kiosk = kiosk
        self.madeAtMilliseconds = madeAtMilliseconds
    }
}

/// Answer of `POST /v1/own-revocations`.
public struct OwnRevocations: Codable, Sendable, Hashable {
    /// The certificates of the set.
    public var revocations: [RevocationRecord]
    /// Memberwise.
    public init(revocations: [RevocationRecord]) { self.revocations = revocations }
}
