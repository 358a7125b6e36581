import PKIX
import SwiftASN1

/// An attribute of a signer (RFC 5652 5.3): a type and its values.
struct Attribute: Sendable {
    let type: ASN1ObjectIdentifier
    let values: [ASN1Node]
    /// As it stands in the document.
    let encoded: ArraySlice<UInt8>

    init(_ node: ASN1Node) throws {
        var reader = try ElementReader(node)
        type = try reader.next().objectIdentifier
        values = try reader.next().elements(.set)
        try reader.finish()
        encoded = node.encodedBytes
    }

    /// The encoding of an attribute with one value that is encoded already.
    static func encode(_ type: ASN1ObjectIdentifier, _ value: [UInt8]) -> [UInt8] {
        DEREncoding.sequence(DEREncoding.objectIdentifier(type), DEREncoding.set(of: [value]))
    }
}

extension [Attribute] {
    /// The one value of an attribute that may stand once and with one value only (RFC 5652 11); nil without it.
    func single(_ type: ASN1ObjectIdentifier) throws -> ASN1Node? {
        let found = filter { $0.type == type }
        guard let first = found.first else { return nil }
        guard found.count == 1, first.values.count == 1 else { throw EncodingProblem.structure }
        return first.values.first
    }

    /// All values of an attribute that may stand several times.
    func all(_ type: ASN1ObjectIdentifier) -> [ASN1Node] { filter { $0.type == type }.flatMap(\.values) }
}
