public import KioskDevices
import KioskDomain
public import PKIX
import SwiftASN1

/// The digest that a time stamp vouches for (RFC 3161 2.4.1).
public struct MessageImprint: Sendable, Hashable {
    /// How it was made.
    public let digestAlgorithm: DigestAlgorithm
    /// As long as the algorithm says.
    public let digest: [UInt8]

    /// - Throws: `sign.document-malformed` when digest and algorithm do not fit in length.
    public init(_ digestAlgorithm: DigestAlgorithm, digest: [UInt8]) throws(Failure) {
        guard digest.count == digestAlgorithm.length else { throw .malformed("imprint: \(digest.count) bytes") }
        self.digestAlgorithm = digestAlgorithm
        self.digest = digest
    }

    /// Of data that are at hand.
    public init(_ digestAlgorithm: DigestAlgorithm, of data: some Collection<UInt8>) {
        self.digestAlgorithm = digestAlgorithm
        digest = digestAlgorithm.digest(data)
    }

    init(_ node: ASN1Node) throws {
        var reader = try ElementReader(node)
        guard let algorithm = DigestAlgorithm(try AlgorithmIdentifier(reader.next())) else {
            throw Failure(.signAlgorithm, "imprint: digest")
        }
        try self.init(algorithm, digest: Array(reader.next().octetString))
        try reader.finish()
    }

    var der: [UInt8] { DEREncoding.sequence(digestAlgorithm.identifier.der, DEREncoding.octetString(digest)) }
}
