public import Crypto
public import FoundationEssentials
public import KioskDevices
import KioskDomain
import PortalContract

/// The keys of the portal's team whose signature makes a set. They are no keys of TLS: who only holds the portal can offer
/// sets, and make none. Two at once, while one follows the other.
public struct SignerKeys: Sendable {
    /// One that signs now, the next one, and two that were.
    public static let most = 4

    private let keys: [P256.Signing.PublicKey]

    /// - Parameter pem: public keys (SubjectPublicKeyInfo of P-256), one after the other.
    /// - Throws: `configuration.invalid`.
    public init(pem: String) throws(Failure) {
        let end = "-----END PUBLIC KEY-----"
        var keys: [P256.Signing.PublicKey] = []
        for part in pem.split(separator: end).dropLast() {
            guard let start = part.firstRange(of: "-----BEGIN PUBLIC KEY-----"),
                let key = try? P256.Signing.PublicKey(pemRepresentation: String(part[start.lowerBound...]) + end)
            else { throw Failure(.configurationInvalid, "the signers of configurations are no P-256 keys in PEM") }
            keys.append(key)
        }
        guard (1...Self.most).contains(keys.count) else {
            throw Failure(
                .configurationInvalid, "1 to \(Self.most) signers of configurations are taken, in PEM")
        }
        self.keys = keys
    }

    /// Of a key, as it stands in what it signed.
    public static func name(of key: P256.Signing.PublicKey) -> String { ContentDigest.hex(of: key.derRepresentation) }

    /// Whether one of them is the key.
    public func holds(_ name: String) -> Bool { keys.contains { Self.name(of: $0) == name } }

    /// Signs what ``ConfigurationSet/init(json:)`` reads; the bytes stay as they are.
    public static func sign(_ json: Data, with key: P256.Signing.PrivateKey) throws(SetProblem) -> SignedSet {
        let set = try ConfigurationSet(json: json)
        guard let text = try? CompactJWS.sign(payload: json, keyID: name(of: key.publicKey), key: key) else {
            throw SetProblem(.configurationSignature, "the key signs nothing")
        }
        return SignedSet(text: text, signer: key.publicKey.derRepresentation, set: set)
    }

    /// The set behind a signature of one of these keys.
    ///
    /// - Throws: ``SetProblem``: `configuration.too-large` before anything is read, `configuration.signature`, or what
    ///   ``ConfigurationSet/init(json:)`` says.
    public func open(_ text: String) throws(SetProblem) -> SignedSet {
        guard text.utf8.count <= SignedSet.mostBytes else {
            throw SetProblem(.configurationTooLarge, "the signed set has more than \(SignedSet.mostBytes) bytes")
        }
        for key in keys {
            guard let (payload, name) = CompactJWS.verify(text, key: key), name == Self.name(of: key) else { continue }
            return SignedSet(text: text, signer: key.derRepresentation, set: try ConfigurationSet(json: payload))
        }
        throw SetProblem(.configurationSignature, "no key that is configured here has signed the set as it came")
    }
}

/// A set with the signature that makes it one.
public struct SignedSet: Sendable {
    /// Signed in base 64, with its header.
    public static let mostBytes = 260 << 10

    /// JSON Web Signature, compact form.
    public let text: String
    /// The key that signed it, SubjectPublicKeyInfo in DER.
    public let signer: Data
    /// What was signed.
    public let set: ConfigurationSet

    /// SHA-256 of the text, hexadecimal: the set's name among all.
    public var digest: String { ContentDigest.hex(of: Data(text.utf8)) }

    /// A set that was kept, judged once more by the key that it was taken with: that key may be gone from the configuration
    /// since, and what the disk did to the text is found all the same.
    static func kept(_ text: String, signer: Data) throws(SetProblem) -> SignedSet {
        guard let key = try? P256.Signing.PublicKey(derRepresentation: signer), text.utf8.count <= mostBytes,
            let (payload, _) = CompactJWS.verify(text, key: key)
        else { throw SetProblem(.configurationDamaged, "a kept set is not as it was taken") }
        return SignedSet(text: text, signer: signer, set: try ConfigurationSet(json: payload))
    }
}
