/// What a key on a token is.
public enum TokenKeyAlgorithm: String, Sendable, Hashable, Codable, CaseIterable {
    case rsa2048 = "rsa-2048"
    case rsa3072 = "rsa-3072"
    case rsa4096 = "rsa-4096"
    case ecP256 = "ec-p256"
    case ecP384 = "ec-p384"
    /// A GOST key of 256 bits (`CKK_GOSTR3410`): GOST 34.310-2004 or 2015, which the key type does not tell.
    case gost256 = "gost-256"
    /// A GOST key of 512 bits (`CKK_GOSTR3410_512` of the vendors).
    case gost512 = "gost-512"
    /// One the kiosk does not sign with.
    case other
}

/// How the digest that is to be signed was made.
public enum TokenDigestAlgorithm: String, Sendable, Hashable, Codable, CaseIterable {
    case sha256
    case sha384
    case sha512
    /// GOST 34.311-95.
    case gost95 = "gost-34311-95"
    /// GOST R 34.11-2012 / ST RK GOST 34.11-2015, 256 bits.
    case gost2015x256 = "gost-34112015-256"
    /// The same, 512 bits.
    case gost2015x512 = "gost-34112015-512"

    /// Bytes of a digest.
    public var length: Int {
        switch self {
        case .sha256, .gost95, .gost2015x256: 32
        case .sha384: 48
        case .sha512, .gost2015x512: 64
        }
    }

    /// True for the digests that go with GOST keys, and only with them.
    public var isGOST: Bool {
        switch self {
        case .gost95, .gost2015x256, .gost2015x512: true
        case .sha256, .sha384, .sha512: false
        }
    }
}

/// Which token, named so that another one in the same slot is noticed.
public struct TokenReference: Sendable, Hashable, Codable {
    /// The module's name in the table (``TokenModuleTable/Row/name``).
    public var module: String
    /// The slot as the module numbers it.
    public var slot: UInt64
    /// Hash of manufacturer, model and serial number; the first 16 bytes of SHA-256 in hexadecimal. Safe to show.
    public var fingerprint: String

    /// Every field as given.
    public init(module: String, slot: UInt64, fingerprint: String) {
        self.module = module
        self.slot = slot
        self.fingerprint = fingerprint
    }
}

/// Which key of a token: `CKA_ID`, and `CKA_LABEL` where several keys share one.
public struct TokenKeyReference: Sendable, Hashable, Codable {
    /// `CKA_ID`; at most 256 bytes.
    public var id: [UInt8]
    /// `CKA_LABEL`; empty when the key has none.
    public var label: String

    /// Every field as given.
    public init(id: [UInt8], label: String = "") {
        self.id = id
        self.label = label
    }
}

/// A key pair as far as it can be seen; before a log-in most tokens show the public half only.
public struct TokenKey: Sendable, Hashable, Codable {
    /// How it is named.
    public var reference: TokenKeyReference
    /// What it is.
    public var algorithm: TokenKeyAlgorithm
    /// The private half is visible now.
    public var isPrivateVisible: Bool
    /// Each signature needs the PIN anew (`CKA_ALWAYS_AUTHENTICATE`).
    public var alwaysAuthenticate: Bool
    /// SHA-256 of the SubjectPublicKeyInfo in hexadecimal, as ``CertificateSummary/publicKeyHash``; empty when the public
    /// half is not visible or of a kind that tells no SubjectPublicKeyInfo.
    public var publicKeyHash = ""

    /// Every field as given, without a hash.
    public init(
        reference: TokenKeyReference, algorithm: TokenKeyAlgorithm, isPrivateVisible: Bool, alwaysAuthenticate: Bool
    ) {
        self.reference = reference
        self.algorithm = algorithm
        self.isPrivateVisible = isPrivateVisible
        self.alwaysAuthenticate = alwaysAuthenticate
    }
}

/// An X.509 certificate on a token, as it lies there: old ones too (`facts/complaints.md`, NCALayer#8).
public struct TokenCertificate: Sendable, Hashable, Codable {
    /// `CKA_ID`, that of its key.
    public var id: [UInt8]
    /// `CKA_LABEL`.
    public var label: String
    /// DER, from the token: hostile until parsed.
    public var der: [UInt8]

    /// Every field as given.
    public init(id: [UInt8], label: String, der: [UInt8]) {
        self.id = id
        self.label = label
        self.der = der
    }
}

/// A public key just made.
public struct TokenPublicKey: Sendable, Hashable, Codable {
    /// What it is.
    public var algorithm: TokenKeyAlgorithm
    /// SubjectPublicKeyInfo (RFC 5280, 4.1.2.7) in DER; nil for GOST, whose parameters only the caller's profile knows.
    public var subjectPublicKeyInfo: [UInt8]?
    /// The key as the token gives it: RSAPublicKey in DER, the uncompressed point, or the GOST public value.
    public var value: [UInt8]

    /// Every field as given.
    public init(algorithm: TokenKeyAlgorithm, subjectPublicKeyInfo: [UInt8]?, value: [UInt8]) {
        self.algorithm = algorithm
        self.subjectPublicKeyInfo = subjectPublicKeyInfo
        self.value = value
    }
}
