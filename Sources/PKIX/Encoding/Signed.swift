import SwiftASN1

/// The three parts of X.509's SIGNED{}, read.
struct Signed {
    let contents: ASN1Node
    let algorithm: AlgorithmIdentifier
    let signature: [UInt8]

    init(der: [UInt8], limit: Int) throws {
        var reader = try ElementReader(der: der[...], limit: limit)
        contents = try reader.next(.sequence)
        algorithm = try AlgorithmIdentifier(reader.next())
        signature = try Array(reader.next().wholeBytes)
        try reader.finish()
    }

    /// Whether these bytes are signed so with this key; false for an algorithm that we do not know.
    static func verify(
        _ bytes: [UInt8], _ algorithm: AlgorithmIdentifier, _ signature: [UInt8], key: PublicKey?
    ) -> Bool {
        guard let key, let known = SignatureAlgorithm(algorithm) else { return false }
        return key.verify(signature: signature, of: bytes, algorithm: known)
    }
}
