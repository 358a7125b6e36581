/// Why a certificate is revoked (RFC 5280, 5.3.1). The raw value is the word on the wire.
public enum RevocationCause: String, Codable, Sendable, Hashable, CaseIterable {
    /// No reason is given.
    case unspecified
    /// The key, or the card that holds it, is lost or known to another (E7).
    case keyCompromise = "key-compromise"
    /// The holder has left the organisation that the certificate names.
    case affiliationChanged = "affiliation-changed"
    /// A new certificate takes its place.
    case superseded
    /// It is not needed any more.
    case cessationOfOperation = "cessation-of-operation"
}

/// A certificate that the register of the authority has of a person.
public struct PersonalCertificate: Sendable, Hashable {
    /// Where it stands today.
    public enum Standing: Sendable, Hashable {
        case valid
        case expired
        case revoked(RevocationCause, on: CivilDate)
    }

    /// Hexadecimal, as the portal issued it.
    public var serial: String
    /// What its key is for.
    public var uses: [EDSKey]
    /// The application that it was issued for; nil for one that had none.
    public var application: String?
    /// The last day, civil time of the centre.
    public var lastDay: CivilDate
    /// Where it stands.
    public var standing: Standing
    /// Of the organisation whose EDS it is (E3); nil for the person's own.
    public var bin: String?

    /// Every field as given.
    public init(
        serial: String, uses: [EDSKey], application: String?, lastDay: CivilDate, standing: Standing,
        bin: String? = nil
    ) {
        self.serial = serial
        self.uses = uses
        self.application = application
        self.lastDay = lastDay
        self.standing = standing
        self.bin = bin
    }
}

/// Certificates that were just revoked (E7), as the person's slip tells it.
public struct RevokedCertificates: Sendable, Hashable {
    /// Whose they were.
    public var iin: IIN
    /// Hexadecimal, as the portal issued them.
    public var serials: [String]
    /// Why.
    public var cause: RevocationCause
    /// Since when OCSP and the lists say so.
    public var at: UnixTime

    /// Every field as given.
    public init(iin: IIN, serials: [String], cause: RevocationCause, at: UnixTime) {
        self.iin = iin
        self.serials = serials
        self.cause = cause
        self.at = at
    }
}
