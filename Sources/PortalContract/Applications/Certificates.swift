public import FoundationEssentials

/// Body of `PUT /v1/applications/{number}/certificates`: two PKCS#10 requests in DER (RFC 2986). The same two answer the
/// same certificates again; others are `portal.idempotency-conflict`.
public struct CertificatesRequest: Codable, Sendable, Hashable {
    /// Of the key pair for authentication.
    public var authentication: Data
    /// Of the key pair for signatures.
    public var signature: Data

    /// Memberwise.
    public init(authentication: Data, signature: Data) {
        self.authentication = authentication
        self.signature = signature
    }
}

/// One certificate of the set (RULES E0).
public struct IssuedCertificate: Codable, Sendable, Hashable {
    /// DER (RFC 5280).
    public var certificate: Data
    /// Hexadecimal, lower case, without leading zero bytes.
    public var serial: String
    /// Milliseconds since 1970, whole seconds.
    public var notBeforeMilliseconds: Int64
    /// Milliseconds since 1970, whole seconds.
    public var notAfterMilliseconds: Int64

    /// Memberwise.
    public init(certificate: Data, serial: String, notBeforeMilliseconds: Int64, notAfterMilliseconds: Int64) {
        self.certificate = certificate
        self.serial = serial
        self.notBeforeMilliseconds = notBeforeMilliseconds
        self.notAfterMilliseconds = notAfterMilliseconds
    }
}

/// Answer of `PUT /v1/applications/{number}/certificates`.
public struct CertificatesAnswer: Codable, Sendable, Hashable {
    /// Of the key pair for authentication.
    public var authentication: IssuedCertificate
    /// Of the key pair for signatures.
    public var signature: IssuedCertificate
    /// The issuing authority, DER.
    public var issuer: Data

    /// Memberwise.
    public init(authentication: IssuedCertificate, signature: IssuedCertificate, issuer: Data) {
        self.authentication = authentication
        self.signature = signature
        self.issuer = issuer
    }
}

/// Body of `POST /v1/applications/{number}/administrative-responses` (RULES E2a): the card's challenge of PIV
/// GENERAL AUTHENTICATE with key 9B (SP 800-73-4 part 2, section 3.2.4). The key stays at the portal.
public struct AdministrativeChallenge: Codable, Sendable, Hashable {
    /// The card's GUID from its CHUID, 32 hexadecimal digits.
    public var cardID: String
    /// `AES-256` is the only one served.
    public var algorithm: String
    /// One block, 16 bytes.
    public var challenge: Data

    /// Memberwise.
    public init(cardID: String, algorithm: String, challenge: Data) {
        self.cardID = cardID
        self.algorithm = algorithm
        self.challenge = challenge
    }
}

/// Answer of `POST /v1/applications/{number}/administrative-responses`.
public struct AdministrativeResponse: Codable, Sendable, Hashable {
    /// The challenge enciphered with the card's management key, one block.
    public var response: Data
    /// Memberwise.
    public init(response: Data) { self.response = response }
}
