import Crypto
import CryptoExtras
import FoundationEssentials
import SmartCard

/// A private key of a virtual card.
struct VirtualKey: Codable, Sendable, Hashable {
    /// As PIV numbers it, whatever the card is.
    private var algorithmCode: UInt8
    private var privateKey: Data

    var algorithm: PIVAlgorithm? { PIVAlgorithm(rawValue: algorithmCode) }

    /// Makes a key.
    static func generate(_ algorithm: PIVAlgorithm) throws -> VirtualKey {
        let privateKey: Data =
            switch algorithm {
            case .rsa2048: try rsa(.bits2048)
            case .rsa3072: try rsa(.bits3072)
            case .rsa4096: try rsa(.bits4096)
            case .eccP256: P256.Signing.PrivateKey().rawRepresentation
            case .eccP384: P384.Signing.PrivateKey().rawRepresentation
            }
        return VirtualKey(algorithmCode: algorithm.rawValue, privateKey: privateKey)
    }

    private static func rsa(_ size: _RSA.Signing.KeySize) throws -> Data {
        try RawRSAKey(keySize: size, parameters: parameters).derRepresentation
    }

    /// The public half; nil for a state file that holds no key here.
    var publicKey: PublicKeyMaterial? {
        switch algorithm {
        case .rsa2048, .rsa3072, .rsa4096:
            guard let numbers = try? rawRSA?.publicKey.getKeyPrimitives() else { return nil }
            return .rsa(modulus: Array(numbers.modulus), exponent: Array(numbers.publicExponent))
        case .eccP256:
            let key = try? P256.Signing.PrivateKey(rawRepresentation: privateKey)
            return key.map { .p256(point: Array($0.publicKey.x963Representation)) }
        case .eccP384:
            let key = try? P384.Signing.PrivateKey(rawRepresentation: privateKey)
            return key.map { .p384(point: Array($0.publicKey.x963Representation)) }
        case nil: return nil
        }
    }

    /// The private operation on what the terminal prepared: a padded block for RSA, a digest for EC. Nil when it is not
    /// of the right length or not in range.
    func sign(_ input: [UInt8]) -> [UInt8]? {
        switch algorithm {
        case .rsa2048, .rsa3072, .rsa4096:
            guard let key = rawRSA, case .rsa(let modulus, _) = publicKey, input.count == modulus.count else {
                return nil
            }
            // The signing half of RFC 9474 is the bare RSA operation, which is what a PIV card offers.
            return (try? key.blindSignature(for: input)).map { Array($0.rawRepresentation) }
        case .eccP256:
            guard let digest = GivenDigest<Bytes32>(input),
                let key = try? P256.Signing.PrivateKey(rawRepresentation: privateKey)
            else { return nil }
            return (try? key.signature(for: digest)).map { Array($0.derRepresentation) }
        case .eccP384:
            guard let digest = GivenDigest<Bytes48>(input),
                let key = try? P384.Signing.PrivateKey(rawRepresentation: privateKey)
            else { return nil }
            return (try? key.signature(for: digest)).map { Array($0.derRepresentation) }
        case nil: return nil
        }
    }

    /// The X coordinate shared with the holder of another key; nil for a point that is none, or an RSA key.
    func agree(with point: [UInt8]) -> [UInt8]? {
        switch algorithm {
        case .eccP256:
            guard let key = try? P256.KeyAgreement.PrivateKey(rawRepresentation: privateKey),
                let other = try? P256.KeyAgreement.PublicKey(x963Representation: point)
            else { return nil }
            return (try? key.sharedSecretFromKeyAgreement(with: other))?.withUnsafeBytes { Array($0) }
        case .eccP384:
            guard let key = try? P384.KeyAgreement.PrivateKey(rawRepresentation: privateKey),
                let other = try? P384.KeyAgreement.PublicKey(x963Representation: point)
            else { return nil }
            return (try? key.sharedSecretFromKeyAgreement(with: other))?.withUnsafeBytes { Array($0) }
        case .rsa2048, .rsa3072, .rsa4096, nil: return nil
        }
    }

    private typealias RawRSAKey = _RSA.BlindSigning.PrivateKey<SHA384>
    private static let parameters = _RSA.BlindSigning.Parameters<SHA384>.RSABSSA_SHA384_PSS_Deterministic

    private var rawRSA: RawRSAKey? { try? RawRSAKey(derRepresentation: privateKey, parameters: Self.parameters) }
}

/// The length of a digest as a type, as the library wants it.
private protocol DigestLength { static var count: Int { get } }
private enum Bytes32: DigestLength { static let count = 32 }
private enum Bytes48: DigestLength { static let count = 48 }

/// A digest that somebody else made; a shorter one is filled with zeros in front, which changes no number.
private struct GivenDigest<Length: DigestLength>: Digest {
    static var byteCount: Int { Length.count }
    private let bytes: [UInt8]

    init?(_ bytes: [UInt8]) {
        guard (1...Length.count).contains(bytes.count) else { return nil }
        self.bytes = Array(repeating: 0, count: Length.count - bytes.count) + bytes
    }

    var description: String { "a digest of \(bytes.count) bytes" }

    func makeIterator() -> Array<UInt8>.Iterator { bytes.makeIterator() }

    func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try bytes.withUnsafeBytes(body)
    }
}
