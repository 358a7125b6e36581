public import SwiftASN1

/// What an ASN.1 value of outside is not. Turned into a coded failure where a whole structure is read.
public enum EncodingProblem: Error, Sendable, Hashable {
    /// An element is missing, too many, or of another type than the standard says.
    case structure
    /// An element holds a value that its type does not allow.
    case value
    /// The whole is larger than ``DERLimits`` allow.
    case size
}

/// Bounds for what is read from outside. The depth is bounded by swift-asn1 itself (50).
public enum DERLimits {
    /// A certificate, a request, a key.
    public static let certificate = 256 << 10
    /// A certificate list.
    public static let certificateList = 64 << 20
    /// Elements of one SEQUENCE OF in a certificate: names, extensions, policies, addresses.
    public static let elements = 256
}

/// Reads the elements of a constructed value one after the other; each step that does not fit throws.
public struct ElementReader {
    private var nodes: ASN1NodeCollection.Iterator
    private var ahead: ASN1Node?

    /// The elements of `node`, which must be constructed and of that type.
    public init(_ node: ASN1Node, _ type: ASN1Identifier = .sequence) throws {
        guard node.identifier == type, case .constructed(let children) = node.content else {
            throw EncodingProblem.structure
        }
        nodes = children.makeIterator()
        ahead = nodes.next()
    }

    /// Parses DER of at most `limit` bytes and reads the elements of its outermost value.
    public init(der: ArraySlice<UInt8>, _ type: ASN1Identifier = .sequence, limit: Int) throws {
        guard der.count <= limit else { throw EncodingProblem.size }
        try self.init(DER.parse(der), type)
    }

    /// True when nothing is left.
    public var isAtEnd: Bool { ahead == nil }

    /// The type of the next element; nil at the end.
    public var nextType: ASN1Identifier? { ahead?.identifier }

    /// The next element.
    public mutating func next() throws -> ASN1Node {
        guard let node = ahead else { throw EncodingProblem.structure }
        ahead = nodes.next()
        return node
    }

    /// The next element, which must be of this type.
    public mutating func next(_ type: ASN1Identifier) throws -> ASN1Node {
        guard let node = optional(type) else { throw EncodingProblem.structure }
        return node
    }

    /// The next element when it is of this type; nil, and nothing read, when not.
    public mutating func optional(_ type: ASN1Identifier) -> ASN1Node? {
        guard let node = ahead, node.identifier == type else { return nil }
        ahead = nodes.next()
        return node
    }

    /// The next element when it has this context-specific tag.
    public mutating func optional(context number: UInt) -> ASN1Node? {
        optional(ASN1Identifier(tagWithNumber: number, tagClass: .contextSpecific))
    }

    /// What stands inside the next element when it has this explicit context-specific tag.
    public mutating func optional(explicit number: UInt) throws -> ASN1Node? {
        guard let node = optional(context: number) else { return nil }
        return try node.onlyChild
    }

    /// Throws when something is left.
    public func finish() throws {
        guard isAtEnd else { throw EncodingProblem.structure }
    }

    /// All that is left, at most `limit` elements.
    public mutating func rest(limit: Int = DERLimits.elements) throws -> [ASN1Node] {
        var found: [ASN1Node] = []
        while let node = ahead {
            guard found.count < limit else { throw EncodingProblem.size }
            found.append(node)
            ahead = nodes.next()
        }
        return found
    }
}
