public import PKIX

/// One private key of a file, with its certificate.
public struct KeyFileEntry: Sendable {
    /// What programs show for it (friendlyName); empty when the file does not say.
    public var name: String
    /// The key.
    public var key: PrivateKey
    /// The certificate of the key, then as much of its chain as there is; empty without a certificate.
    public var certificates: [Certificate]

    /// Every field as given.
    public init(name: String, key: PrivateKey, certificates: [Certificate]) {
        self.name = name
        self.key = key
        self.certificates = certificates
    }

    /// Whether a certificate is this key's: by the key itself, as localKeyID is only a hint.
    public func isOwn(_ certificate: Certificate) -> Bool {
        certificate.publicKey?.algorithm == key.algorithm
            && certificate.subjectPublicKeyInfo.subjectPublicKey == key.publicKey.info.subjectPublicKey
    }
}

/// Bounds for key files.
public enum KeyFileLimits {
    /// Bytes of a file.
    public static let size = 1 << 20
    /// Rounds of key derivation that a file from outside may cost in all: some ten seconds.
    public static let readRounds = 20_000_000
    /// Rounds for each part of a file of ours: a third of a second on a slow core.
    public static let writeRounds: Int32 = 600_000
    /// Certificates above a key's own.
    public static let chain = 8
}
