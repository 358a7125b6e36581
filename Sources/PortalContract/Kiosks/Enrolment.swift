public import FoundationEssentials

/// What a machine may do at the portal.
public enum KioskRole: String, Codable, Sendable, Hashable, CaseIterable {
    case kiosk
    /// Operator calls: attempts by IIN, applications on paper, confirmations.
    case desk
    case hall
}

/// Body of `POST /v1/kiosks`. The same code with the same key answers the same identity again.
public struct EnrolmentRequest: Codable, Sendable, Hashable {
    /// One-time code that the portal's operator handed out.
    public var code: String
    /// P-256 key as SubjectPublicKeyInfo, DER (RFC 5480).
    public var publicKey: Data
    /// What the machine will do; at least one.
    public var roles: [KioskRole]

    /// Memberwise.
    public init(code: String, publicKey: Data, roles: [KioskRole]) {
        self.code = code
        self.publicKey = publicKey
        self.roles = roles
    }
}

/// Answer of `POST /v1/kiosks`.
public struct EnrolmentAnswer: Codable, Sendable, Hashable {
    /// Also the `keyid` of the kiosk's message signatures.
    public var kioskID: String
    /// True when the portal takes virtual parts (RULES R1).
    public var demonstration: Bool

    /// Memberwise.
    public init(kioskID: String, demonstration: Bool) {
        self.kioskID = kioskID
        self.demonstration = demonstration
    }
}
