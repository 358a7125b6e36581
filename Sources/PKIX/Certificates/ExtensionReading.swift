import SwiftASN1

/// Values that are lists of addresses or names.
enum ExtensionReading {
    static func parse(_ value: [UInt8]) throws -> ASN1Node {
        guard value.count <= DERLimits.certificateList else { throw EncodingProblem.size }
        return try DER.parse(value)
    }

    /// The addresses of full names in CRLDistributionPoints (RFC 5280, 4.2.1.13).
    static func distributionPoints(_ node: ASN1Node) throws -> [String] {
        try node.elements().flatMap { point in
            var reader = try ElementReader(point)
            guard let name = reader.optional(context: 0) else { return [String]() }
            return try fullName(name.onlyChild)
        }
    }

    /// The addresses in a DistributionPointName; none when it is relative to the issuer.
    static func fullName(_ node: ASN1Node) throws -> [String] {
        guard node.identifier == DEREncoding.context(0) else { return [] }
        return addresses(try node.elements(node.identifier).map { try GeneralName($0) })
    }

    /// AuthorityInfoAccessSyntax (RFC 5280, 4.2.2.1).
    static func access(_ node: ASN1Node, _ method: ASN1ObjectIdentifier) throws -> [String] {
        try node.elements().flatMap { description in
            var reader = try ElementReader(description)
            guard try reader.next().objectIdentifier == method else { return [String]() }
            return addresses([try GeneralName(reader.next())])
        }
    }

    /// CertificatePolicies (RFC 5280, 4.2.1.4), their names only.
    static func policies(_ node: ASN1Node) throws -> [ASN1ObjectIdentifier] {
        try node.elements().map { policy in
            var reader = try ElementReader(policy)
            return try reader.next().objectIdentifier
        }
    }

    private static func addresses(_ names: [GeneralName]) -> [String] {
        names.compactMap { if case .uri(let address) = $0 { address } else { nil } }
    }
}
