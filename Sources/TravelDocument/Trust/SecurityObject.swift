import SmartCard
package import SwiftASN1

/// LDSSecurityObject (9303-10, 4.6.2.2): which hash each data group has.
package struct SecurityObject: Hashable {
    package var hash: HashFunction
    package var hashes: [Int: [UInt8]]

    /// id-icao-mrtd-security-ldsSecurityObject (9303-10, 4.6.2.3).
    package static let contentType: ASN1ObjectIdentifier = [2, 23, 136, 1, 1, 1]

    package init(hash: HashFunction, hashes: [Int: [UInt8]]) {
        self.hash = hash
        self.hashes = hashes
    }

    /// The name of a digest.
    package static func identifier(of hash: HashFunction) -> ASN1ObjectIdentifier {
        switch hash {
        case .sha1: [1, 3, 14, 3, 2, 26]
        case .sha224: [2, 16, 840, 1, 101, 3, 4, 2, 4]
        case .sha256: [2, 16, 840, 1, 101, 3, 4, 2, 1]
        case .sha384: [2, 16, 840, 1, 101, 3, 4, 2, 2]
        case .sha512: [2, 16, 840, 1, 101, 3, 4, 2, 3]
        }
    }

    /// - Throws: ``CardError/badAnswer(_:)`` for another structure; ``CardError/unsupported(_:)`` for an unknown
    ///   digest.
    init(_ content: [UInt8]) throws(CardError) {
        let parts: (ASN1ObjectIdentifier, [Int: [UInt8]])
        do {
            parts = try Self.read(DER.parse(content))
        } catch {
            throw .badAnswer("the document security object is malformed")
        }
        guard let hash = HashFunction.allCases.first(where: { Self.identifier(of: $0) == parts.0 }) else {
            throw .unsupported("the digest \(parts.0) of the document security object")
        }
        self.hash = hash
        hashes = parts.1
    }

    private static func read(_ root: ASN1Node) throws -> (ASN1ObjectIdentifier, [Int: [UInt8]]) {
        try DER.sequence(root, identifier: .sequence) { nodes in
            _ = try Int(derEncoded: &nodes)
            guard let algorithm = nodes.next(), let list = nodes.next() else {
                throw ASN1Error.invalidASN1Object(reason: "it ends too early")
            }
            // Newer objects say of which version they are.
            _ = nodes.next()
            let identifier = try DER.sequence(algorithm, identifier: .sequence) { parts in
                defer { _ = parts.next() }
                return try ASN1ObjectIdentifier(derEncoded: &parts)
            }
            let entries = try DER.sequence(of: GroupHash.self, identifier: .sequence, rootNode: list)
            return (identifier, Dictionary(entries.map { ($0.group, $0.hash) }) { first, _ in first })
        }
    }
}

/// DataGroupHash.
private struct GroupHash: DERParseable {
    var group: Int
    var hash: [UInt8]

    init(derEncoded node: ASN1Node) throws {
        self = try DER.sequence(node, identifier: .sequence) { nodes in
            let group = try Int(derEncoded: &nodes)
            return GroupHash(group: group, hash: Array(try ASN1OctetString(derEncoded: &nodes).bytes))
        }
    }

    init(group: Int, hash: [UInt8]) {
        self.group = group
        self.hash = hash
    }
}
