/// What a digital document is a copy of.
public enum DigitalDocumentKind: String, Codable, Sendable, Hashable, CaseIterable {
    case identityCard = "identity-card"
    case drivingLicence = "driving-licence"
    case diploma
}

/// A citizen's digital document as a desk sees it, for as long as it is shown (D4): what the issuing body signed.
public struct DeskDocument: Sendable, Hashable {
    /// Name of the access at the portal.
    public var access: String
    /// What it is a copy of.
    public var kind: DigitalDocumentKind
    /// Number of the paper document.
    public var number: String
    /// The owner; shown masked (P4).
    public var owner: IIN
    /// The owner's name.
    public var name: String
    /// The owner's.
    public var birthDate: CivilDate
    /// Last day of validity; nil for a document that has none.
    public var expiresOn: CivilDate?
    /// Name in the certificate of the issuing body, whose signature was verified.
    public var issuer: String

    /// Every field as given.
    public init(
        access: String, kind: DigitalDocumentKind, number: String, owner: IIN, name: String, birthDate: CivilDate,
        expiresOn: CivilDate?, issuer: String
    ) {
        self.access = access
        self.kind = kind
        self.number = number
        self.owner = owner
        self.name = name
        self.birthDate = birthDate
        self.expiresOn = expiresOn
        self.issuer = issuer
    }
}
