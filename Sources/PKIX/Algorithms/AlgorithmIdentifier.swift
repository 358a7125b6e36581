public import SwiftASN1

/// AlgorithmIdentifier (RFC 5280, 4.1.1.2): an algorithm's name and its parameters, as they stand in the structure.
public struct AlgorithmIdentifier: Sendable, Hashable {
    /// The name.
    public let algorithm: ASN1ObjectIdentifier
    /// DER of the parameters; nil when there are none at all (which differs from NULL).
    public let parameters: [UInt8]?

    /// Every field as given.
    public init(_ algorithm: ASN1ObjectIdentifier, parameters: [UInt8]? = nil) {
        self.algorithm = algorithm
        self.parameters = parameters
    }

    /// From a parsed SEQUENCE.
    public init(_ node: ASN1Node) throws {
        var reader = try ElementReader(node)
        algorithm = try reader.next().objectIdentifier
        parameters = reader.isAtEnd ? nil : try Array(reader.next().encodedBytes)
        try reader.finish()
    }

    /// The SEQUENCE.
    public var der: [UInt8] {
        DEREncoding.constructed(.sequence, [DEREncoding.objectIdentifier(algorithm)] + (parameters.map { [$0] } ?? []))
    }

    /// Whether the parameters say nothing: absent or NULL.
    public var hasNoParameters: Bool { parameters == nil || parameters == DEREncoding.null }
}

extension ASN1ObjectIdentifier {
    /// The numbers with dots between them, as people write them.
    public var dotted: String {
        let arcs = oidComponents
        guard let first = arcs.first, first > 2, arcs.count > 1 else {
            return arcs.map { String($0) }.joined(separator: ".")
        }
        // The first two share a number: 40 times the first plus the second. swift-asn1 splits it so even where the
        // first cannot be more than 2 (X.690, 8.19.4).
        return (["2", String(first * 40 + arcs[1] - 80)] + arcs.dropFirst(2).map { String($0) })
            .joined(separator: ".")
    }

    /// Whether this name lies below the arc, or is it.
    public func isWithin(_ arc: ASN1ObjectIdentifier) -> Bool { oidComponents.starts(with: arc.oidComponents) }
}
