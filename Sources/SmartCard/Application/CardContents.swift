public import KioskDomain

/// A certificate found on a card, old ones too: what stays on a chip is shown as expired, not hidden.
public struct CardCertificate: Sendable, Hashable {
    /// Where a moment lies to the certificate's dates.
    public enum Validity: Sendable, Hashable {
        /// Between both dates.
        case valid
        /// After the last.
        case expired
        /// Before the first.
        case notYetValid
    }

    /// What the card calls it; for a person's eyes.
    public var label: String
    /// X.509, DER.
    public var der: [UInt8]
    /// What was read out of it.
    public var outline: CertificateOutline
    /// The private key on the same card; nil for a certificate without one, such as an authority's.
    public var key: CardKey?

    /// Makes a certificate of its parts.
    public init(label: String, der: [UInt8], outline: CertificateOutline, key: CardKey?) {
        self.label = label
        self.der = der
        self.outline = outline
        self.key = key
    }

    /// Where `moment` lies to the dates; both ends belong to the validity (RFC 5280, 4.1.2.5).
    public func validity(at moment: UnixTime) -> Validity {
        if moment > outline.notAfter { return .expired }
        return moment < outline.notBefore ? .notYetValid : .valid
    }
}

/// Everything a card tells without a PIN. Kept per insertion, so that a later session with the same card reads nothing
/// again; never kept beyond the removal.
public struct CardContents: Sendable, Hashable {
    /// The card's own number (GUID or serial number); nil when it has none. Hash it before it is written anywhere.
    public var serial: [UInt8]?
    /// What the card calls itself; empty when it does not.
    public var label: String
    /// Every certificate, in the card's order; empty slots leave no gap.
    public var certificates: [CardCertificate]
    /// Every private key that the card's description or a certificate names.
    public var keys: [CardKey]
    /// What was found damaged and passed over, for a technician; never personal data.
    public var damages: [String]
    /// What the driver needs to find the keys again.
    var directory: PKCS15Directory?
    var pinReference = PINReference.pin

    init(serial: [UInt8]?, label: String) {
        self.serial = serial
        self.label = label
        certificates = []
        keys = []
        damages = []
    }

    /// All certificates for a purpose: valid ones first, newest first, then the expired.
    public func certificates(for purpose: CardKeyPurpose, at moment: UnixTime) -> [CardCertificate] {
        let fitting = certificates.filter { $0.serves(purpose) }
        return fitting.sorted { left, right in
            let ranks = (left.validity(at: moment) == .valid, right.validity(at: moment) == .valid)
            if ranks.0 != ranks.1 { return ranks.0 }
            return left.outline.notBefore > right.outline.notBefore
        }
    }

    /// The newest valid certificate with its key for a purpose; nil when there is none. A card with a single certificate
    /// uses it for log-in and signature alike where its key usage allows both.
    public func certificate(for purpose: CardKeyPurpose, at moment: UnixTime) -> CardCertificate? {
        certificates(for: purpose, at: moment).first { $0.validity(at: moment) == .valid }
    }
}

extension CardCertificate {
    /// Whether key and extensions allow the purpose; an absent extension forbids nothing (RFC 5280, 4.2.1.3, 4.2.1.12).
    func serves(_ purpose: CardKeyPurpose) -> Bool {
        guard let key, key.purposes.contains(purpose) else { return false }
        switch purpose {
        case .authentication:
            return outline.allows(.digitalSignature) && outline.allowsClientAuthentication
        case .signature:
            return outline.allows(.nonRepudiation) || outline.allows(.digitalSignature)
        case .keyManagement:
            return outline.allows(.keyEncipherment) || outline.allows(.keyAgreement)
        case .cardAuthentication: return outline.allows(.digitalSignature)
        }
    }
}
