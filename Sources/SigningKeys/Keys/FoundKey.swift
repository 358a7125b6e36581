public import HelperProtocol
public import KioskDomain
public import SmartCard

/// A key that can sign, wherever it lives.
public struct FoundKey: Sendable, Hashable {
    /// Where it lives.
    public enum Place: Sendable, Hashable {
        /// On a card in this reader; the count of insertions tells a swapped card.
        case card(reader: String, insertions: UInt, key: CardKey)
        /// On a token behind a vendor's module.
        case token(TokenReference, TokenKeyReference, alwaysAuthenticate: Bool)
        /// In a file; its keys are seen only when it is open.
        case file(name: String, index: Int)
    }

    /// What a key is for.
    public enum Purpose: Sendable, Hashable { case signature, authentication }

    /// Where it lives.
    public var place: Place
    /// What people call the medium: reader, token or file.
    public var medium: String
    /// Which kind of medium (E1); nil for a staff card that is none of those.
    public var kind: Medium?
    /// The name by which portal pages know the medium; empty when they do not.
    public var storage: String
    /// What the certificate says; personal data, see ``CertificateSummary/masked()``.
    public var certificate: CertificateSummary
    /// DER of what is known of the chain, without the certificate itself.
    public var chain: [[UInt8]]
    /// What it is for, by place and certificate.
    public var purposes: Set<Purpose>

    /// Every field as given.
    public init(
        place: Place, medium: String, kind: Medium?, storage: String, certificate: CertificateSummary,
        chain: [[UInt8]] = [], purposes: Set<Purpose>
    ) {
        self.place = place
        self.medium = medium
        self.kind = kind
        self.storage = storage
        self.certificate = certificate
        self.chain = chain
        self.purposes = purposes
    }

    /// Names the key on this machine; the same for as long as its medium stays in.
    public var id: String { "\(medium)|\(certificate.fingerprint)" }

    /// The certificate, then its chain, as signing wants them.
    public var certificates: [[UInt8]] { [certificate.der.bytes] + chain }
}
