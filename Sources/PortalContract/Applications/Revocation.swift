public import KioskDomain

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

/// One certificate of a person, as the register of the test authority has it.
public struct RegisteredCertificate: Codable, Sendable, Hashable {
    /// Hexadecimal, as the portal issued it.
    public var serial: String
    /// What it is for.
    public var use: CertificateUse
    /// Milliseconds since 1970, whole seconds.
    public var notAfterMilliseconds: Int64
    /// Number of the application that it was issued for.
    public var application: String?
    /// Set when it is revoked.
    public var revocation: RevocationRecord?
    /// BIN of the organisation that it names (RULES E3); missing for a person's own.
    public var bin: String?

    /// Memberwise.
    public init(
        serial: String, use: CertificateUse, notAfterMilliseconds: Int64, application: String?,
        revocation: RevocationRecord?, bin: String? = nil
    ) {
        self.bin = bin
        self.serial = serial
        self.use = use
        self.notAfterMilliseconds = notAfterMilliseconds
        self.application = application
        self.revocation = revocation
    }
}

/// Answer of `GET /v1/operator/certificates` (RULES E7); role `desk`.
public struct RegisteredCertificates: Codable, Sendable, Hashable {
    /// As in the register of persons.
    public var name: String
    /// Newest first.
    public var certificates: [RegisteredCertificate]

    /// Memberwise.
    public init(name: String, certificates: [RegisteredCertificate]) {
        self.name = name
        self.certificates = certificates
    }
}
