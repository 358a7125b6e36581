import Crypto
import CryptoExtras
import FoundationEssentials
import SmartCard

/// A private key of a virtual card.
struct VirtualKey: Codable, Sendable, Hashable {
    private var algorithmCode: UInt8
    private var privateKey: Data

    var algorithm: PIVAlgorithm? { PIVAlgorithm(rawValue: algorithmCode) }

    /// Makes a key and gives the content of the answer template 7F49 (SP 800-73-4 part 2, 3.3.2).
    static func generate(_ algorithm: PIVAlgorithm) throws -> (key: VirtualKey, answer: [TLV]) {
        switch algorithm {
        case .rsa2048:
            let key = try RawRSAKey(keySize: .bits2048, parameters: .RSABSSA_SHA384_PSS_Deterministic)
            let numbers = try key.publicKey.getKeyPrimitives()
            let answer = [TLV(0x81, Array(numbers.modulus)), TLV(0x82, Array(numbers.publicExponent))]
            return (VirtualKey(algorithmCode: algorithm.rawValue, privateKey: key.derRepresentation), answer)
        case .eccP256:
            let key = P256.Signing.PrivateKey()
            let answer = [TLV(0x86, Array(key.publicKey.x963Representation))]
            return (VirtualKey(algorithmCode: algorithm.rawValue, privateKey: key.rawRepresentation), answer)
        }
    }

    /// The private operation on what the terminal prepared: a padded block for RSA, a digest for P-256. Nil when it is
    /// not of the right length or not in range.
    func sign(_ input: [UInt8]) -> [UInt8]? {
        switch algorithm {
        case .rsa2048:
            guard input.count == 256,
                let key = try? RawRSAKey(derRepresentation: privateKey, parameters: .RSABSSA_SHA384_PSS_Deterministic)
            else { return nil }
            // The signing half of RFC 9474 is the bare RSA operation, which is what a PIV card offers.
            return (try? key.blindSignature(for: input)).map { Array($0.rawRepresentation) }
        case .eccP256:
            guard let digest = GivenDigest(input), let key = try? P256.Signing.PrivateKey(rawRepresentation: privateKey)
            else { return nil }
            return (try? key.signature(for: digest)).map { Array($0.derRepresentation) }
        case nil: return nil
        }
    }

    private typealias RawRSAKey = _RSA.BlindSigning.PrivateKey<SHA384>
}

/// A digest that somebody else made.
private struct GivenDigest: Digest {
    static let byteCount = 32
    private let bytes: [UInt8]

    init?(_ bytes: [UInt8]) {
        guard bytes.count == Self.byteCount else { return nil }
        self.bytes = bytes
    }

    var description: String { "a digest of \(bytes.count) bytes" }

    func makeIterator() -> Array<UInt8>.Iterator { bytes.makeIterator() }

    func withUnsafeBytes<Result>(_ body: (UnsafeRawBufferPointer) throws -> Result) rethrows -> Result {
        try bytes.withUnsafeBytes(body)
    }
}
