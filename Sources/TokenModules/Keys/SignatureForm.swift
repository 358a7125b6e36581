import HelperProtocol
import KioskDevices
import KioskDomain
import SwiftASN1

/// What goes into `C_Sign` and what must come out.
struct SignatureForm {
    let algorithm: TokenKeyAlgorithm
    let input: [UInt8]

    /// - Throws: `Failure` with `sign.algorithm-unsupported` when key and digest do not go together.
    init(
        _ algorithm: TokenKeyAlgorithm, _ digestAlgorithm: TokenDigestAlgorithm, _ digest: [UInt8]
    ) throws(Failure) {
        guard digest.count == digestAlgorithm.length else {
            throw Failure(.signAlgorithm, "\(digestAlgorithm.rawValue): a digest of \(digest.count) bytes")
        }
        let mismatch = Failure(.signAlgorithm, "\(digestAlgorithm.rawValue) with a key \(algorithm.rawValue)")
        self.algorithm = algorithm
        switch algorithm {
        case .rsa2048, .rsa3072, .rsa4096:
            guard let prefix = digestAlgorithm.digestInfoPrefix else { throw mismatch }
            input = prefix + digest
        case .ecP256, .ecP384:
            guard !digestAlgorithm.isGOST else { throw mismatch }
            // The leftmost bits of a digest longer than the order (FIPS 186-5, 6.4.1); many tokens refuse more.
            input = Array(digest.prefix(algorithm.bits / 8))
        case .gost256, .gost512:
            guard digestAlgorithm.isGOST, digest.count == algorithm.bits / 8 else { throw mismatch }
            input = digest
        case .other:
            throw mismatch
        }
    }

    /// The signature as the world expects it.
    ///
    /// - Throws: `Failure` with `token.module-answer` for another length than the key's.
    func finished(_ raw: [UInt8]) throws(Failure) -> [UInt8] {
        guard raw.count == algorithm.signatureLength else {
            throw garbage("C_Sign: \(raw.count) bytes instead of \(algorithm.signatureLength)")
        }
        switch algorithm {
        case .ecP256, .ecP384:
            let half = raw.count / 2
            return try der { serializer throws in
                try serializer.appendConstructedNode(identifier: .sequence) { inner in
                    try inner.serialize(positive: raw[..<half])
                    try inner.serialize(positive: raw[half...])
                }
            }
        case .rsa2048, .rsa3072, .rsa4096, .gost256, .gost512, .other:
            return raw
        }
    }
}

/// DER of what `body` writes; it fails only for what cannot be encoded, which is then the module's.
func der(_ body: (inout DER.Serializer) throws -> Void) throws(Failure) -> [UInt8] {
    var serializer = DER.Serializer()
    do { try body(&serializer) } catch { throw garbage("a value that has no DER form") }
    return serializer.serializedBytes
}

extension DER.Serializer {
    /// An INTEGER from unsigned big-endian bytes: the least number of octets (X.690, 8.3).
    mutating func serialize(positive bytes: some Collection<UInt8>) throws {
        var digits = Array(bytes.drop { $0 == 0 })
        if digits.first.map({ $0 >= 0x80 }) ?? true { digits.insert(0, at: 0) }
        appendPrimitiveNode(identifier: .integer) { $0 += digits }
    }
}
