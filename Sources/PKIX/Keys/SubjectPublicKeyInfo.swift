public import SwiftASN1

/// SubjectPublicKeyInfo (RFC 5280, 4.1.2.7), whatever the algorithm.
public struct SubjectPublicKeyInfo: Sendable, Hashable {
    /// As it stands in the certificate.
    public let der: [UInt8]
    /// The key's algorithm and parameters.
    public let algorithm: AlgorithmIdentifier
    /// The contents of the BIT STRING, without the byte that counts unused bits.
    public let subjectPublicKey: [UInt8]

    /// From a parsed SEQUENCE.
    public init(_ node: ASN1Node) throws {
        var reader = try ElementReader(node)
        algorithm = try AlgorithmIdentifier(reader.next())
        subjectPublicKey = try Array(reader.next().wholeBytes)
        try reader.finish()
        der = Array(node.encodedBytes)
    }

    init(_ algorithm: AlgorithmIdentifier, _ subjectPublicKey: [UInt8]) {
        self.algorithm = algorithm
        self.subjectPublicKey = subjectPublicKey
        der = DEREncoding.sequence(algorithm.der, DEREncoding.bitString(subjectPublicKey))
    }

    /// SHA-1 of the key's bits: the usual key identifier (RFC 5280, 4.2.1.2) and OCSP's responder name.
    public var keyIdentifier: [UInt8] { DigestAlgorithm.sha1.digest(subjectPublicKey) }
}
