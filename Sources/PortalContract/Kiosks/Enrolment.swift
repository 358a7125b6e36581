public import FoundationEssentials

/// Body of `POST /v1/kiosks`. The same code with the same key answers the same machine again.
public struct EnrolmentRequest: Codable, Sendable, Hashable {
    /// One-time code that the portal's operator handed out.
    public var code: String
    /// PKCS#10 (RFC 2986) in DER, for a P-256 key and signed with it; of its content only the key is taken.
    public var request: Data
    /// What the machine will do; at least one, and none that the code is not good for.
    public var roles: [KioskRole]
    /// Who the machine was before, when it lost its key or let its certificate run out; nil for a new one.
    public var kioskID: String?

    /// Memberwise.
    public init(code: String, request: Data, roles: [KioskRole], kioskID: String? = nil) {
        self.code = code
        self.request = request
        self.roles = roles
        self.kioskID = kioskID
    }
}

/// Body of `POST /v1/kiosks/certificate` and `POST /v1/kiosk/certificate`.
public struct KioskCertificateRequest: Codable, Sendable, Hashable {
    /// As in ``EnrolmentRequest``.
    public var request: Data

    /// Memberwise.
    public init(request: Data) { self.request = request }
}

/// A client certificate, and who it makes the machine. The same key gets the same certificate again.
public struct KioskGrant: Codable, Sendable, Hashable {
    /// Also the common name in the certificate and the source of the machine's events. It never changes.
    public var kioskID: String
    /// Also the organizational units in the certificate.
    public var roles: [KioskRole]
    /// X.509 in DER.
    public var certificate: Data
    /// What the machine shall trust at the portal from now on.
    public var trust: PortalTrust
    /// True when the portal takes virtual parts (RULES R1).
    public var demonstration: Bool

    /// Memberwise.
    public init(
        kioskID: String, roles: [KioskRole], certificate: Data, trust: PortalTrust, demonstration: Bool
    ) {
        self.kioskID = kioskID
        self.roles = roles
        self.certificate = certificate
        self.trust = trust
        self.demonstration = demonstration
    }
}
