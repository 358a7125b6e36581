public import KioskDomain

/// Body of `POST /v1/organisation-applications`, with the header `Idempotency-Key`: the head of an organisation applies for its
/// EDS with the own one (RULES E3).
public struct OrganisationRequest: Codable, Sendable, Hashable {
    /// Compact JWS (RFC 7515) over an ``OrganisationStatement`` by the head's own signature key; its header's `x5c` (section
    /// 4.1.6) begins with that key's certificate.
    public var statement: String
    /// Memberwise.
    public init(statement: String) { self.statement = statement }
}

/// What the head signs to obtain the EDS of the organisation.
public struct OrganisationStatement: Codable, Sendable, Hashable {
    /// The head's, 12 digits.
    public var iin: String
    /// The organisation's, 12 digits (RULES P2).
    public var bin: String
    /// Hexadecimal serial number of the certificate that signs, as the portal issued it.
    public var certificate: String
    /// Where the keys will be; not the ID card (RULES E3).
    public var medium: Medium
    /// ID of the machine at which the head stands.
    public var kiosk: String
    /// Milliseconds since 1970, the machine's clock.
    public var madeAtMilliseconds: Int64

    /// Memberwise.
    public init(
        iin: String, bin: String, certificate: String, medium: Medium, kiosk: String, madeAtMilliseconds: Int64
    ) {
        self.iin = iin
        self.bin = bin
        self.certificate = certificate
        self.medium = medium
        self.kiosk = kiosk
        self.madeAtMilliseconds = madeAtMilliseconds
    }
}

/// The organisation whose EDS an application is for (RULES E3).
public struct NamedOrganisation: Codable, Sendable, Hashable {
    /// 12 digits (RULES P2).
    public var bin: String
    /// As in the register of legal entities.
    public var name: String

    /// Memberwise.
    public init(bin: String, name: String) {
        self.bin = bin
        self.name = name
    }
}
