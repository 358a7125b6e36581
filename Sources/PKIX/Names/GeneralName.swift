import SwiftASN1

/// A name of an alternative kind (RFC 5280, 4.2.1.6).
public enum GeneralName: Sendable, Hashable {
    /// rfc822Name.
    case email(String)
    /// dNSName.
    case dns(String)
    /// directoryName.
    case directory(DistinguishedName)
    /// uniformResourceIdentifier.
    case uri(String)
    /// iPAddress: 4 or 16 bytes, in name constraints with a mask of the same length behind.
    case ip([UInt8])
    /// Any other, DER.
    case other([UInt8])

    init(_ node: ASN1Node) throws {
        guard node.identifier.tagClass == .contextSpecific else { throw EncodingProblem.structure }
        switch node.identifier.tagNumber {
        case 1: self = .email(String(decoding: try node.primitive, as: UTF8.self))
        case 2: self = .dns(String(decoding: try node.primitive, as: UTF8.self))
        case 4: self = .directory(try DistinguishedName(node.onlyChild))
        case 6: self = .uri(String(decoding: try node.primitive, as: UTF8.self))
        case 7: self = .ip(Array(try node.primitive))
        default: self = .other(Array(node.encodedBytes))
        }
    }

    /// DER with the kind's tag.
    var der: [UInt8] {
        switch self {
        case .email(let text): DEREncoding.ia5String(text, DEREncoding.context(1))
        case .dns(let text): DEREncoding.ia5String(text, DEREncoding.context(2))
        case .directory(let name): DEREncoding.explicit(4, name.der)
        case .uri(let text): DEREncoding.ia5String(text, DEREncoding.context(6))
        case .ip(let bytes): DEREncoding.primitive(DEREncoding.context(7), bytes)
        case .other(let bytes): bytes
        }
    }
}
