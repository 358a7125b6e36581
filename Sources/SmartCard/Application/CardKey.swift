/// What a key pair is, as far as its user must know.
public enum CardKeyAlgorithm: Sendable, Hashable {
    /// RSA with a modulus of so many bits.
    case rsa(bits: Int)
    /// Elliptic curve P-256.
    case ecP256
    /// Elliptic curve P-384.
    case ecP384

    /// True for RSA: signatures are RSASSA-PKCS1-v1_5 blocks; all others are ECDSA-Sig-Value in DER.
    public var isRSA: Bool { if case .rsa = self { true } else { false } }
}

/// What a key is for (RULES E0).
public enum CardKeyPurpose: Sendable, Hashable, CaseIterable {
    /// Log-in.
    case authentication
    /// Signing documents.
    case signature
    /// Agreeing on or unwrapping keys.
    case keyManagement
    /// Proving the card itself, without PIN.
    case cardAuthentication
}

/// A private key on a card, named so that the card's driver finds it again.
public struct CardKey: Sendable, Hashable {
    /// Where the driver finds a key.
    public enum Place: Sendable, Hashable {
        /// In a slot of a PIV card.
        case piv(PIVSlot)
        /// The private key object with this identifier (ISO/IEC 7816-15, 8.4.1), as the card's directory says it.
        case pkcs15(identifier: [UInt8])
    }

    /// Where the driver finds it.
    public var place: Place
    /// What the card calls it; for a person's eyes.
    public var label: String
    /// What it is.
    public var algorithm: CardKeyAlgorithm
    /// What it is for; at least one.
    public var purposes: Set<CardKeyPurpose>
    /// True when the PIN must be verified anew before every signature (9C; `userConsent` of PKCS#15).
    public var wantsPINEachTime: Bool
    /// The public half, where the card told it; signatures are checked against it before they are given out.
    public var publicKey: PublicKeyMaterial?

    /// Makes a key of its parts.
    public init(
        place: Place, label: String, algorithm: CardKeyAlgorithm, purposes: Set<CardKeyPurpose>,
        wantsPINEachTime: Bool = false, publicKey: PublicKeyMaterial? = nil
    ) {
        self.place = place
        self.label = label
        self.algorithm = algorithm
        self.purposes = purposes
        self.wantsPINEachTime = wantsPINEachTime
        self.publicKey = publicKey
    }
}
