public import KioskDomain

/// Body of `POST /v1/reissues`, with the header `Idempotency-Key`: an application signed with the EDS that is still valid
/// (RULES E6).
public struct ReissueRequest: Codable, Sendable, Hashable {
    /// Compact JWS (RFC 7515) over a ``ReissueStatement`` by the signature key of until now; its header's `x5c` (section
    /// 4.1.6) begins with that key's certificate.
    public var statement: String
    /// Memberwise.
    public init(statement: String) { self.statement = statement }
}

/// What the holder signs to have an EDS issued anew.
public struct ReissueStatement: Codable, Sendable, Hashable {
    /// 12 digits.
    public var iin: String
    /// Hexadecimal serial number of the certificate that signs, as the portal issued it.
    public var certificate: String
    /// Where the new keys will be.
    public var medium: Medium
    /// ID of the machine at which the holder stands.
    public var kiosk: String
    /// Milliseconds since 1970, the machine's clock.
    public var madeAtMilliseconds: Int64

    /// Memberwise.
    public init(iin: String, certificate: String, medium: Medium, kiosk: String, madeAtMilliseconds: Int64) {
        self.iin = iin
        self.certificate = certificate
        self.medium = medium
        self.kiosk = kiosk
        self.madeAtMilliseconds = madeAtMilliseconds
    }
}
