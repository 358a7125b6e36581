public import SwiftASN1

/// One extension of a certificate, a list or a request (RFC 5280, 4.2).
public struct CertificateExtension: Sendable, Hashable {
    /// Its name: one of ``ExtensionName`` or any other.
    public let name: ASN1ObjectIdentifier
    /// Who does not know it must refuse the whole.
    public let isCritical: Bool
    /// DER of the value, the contents of its OCTET STRING.
    public let value: [UInt8]

    /// Every field as given.
    public init(_ name: ASN1ObjectIdentifier, isCritical: Bool = false, value: [UInt8]) {
        self.name = name
        self.isCritical = isCritical
        self.value = value
    }

    /// From a parsed SEQUENCE; an explicit FALSE is tolerated.
    public init(_ node: ASN1Node) throws {
        var reader = try ElementReader(node)
        name = try reader.next().objectIdentifier
        isCritical = try reader.optional(.boolean)?.boolean() ?? false
        value = try Array(reader.next().octetString)
        try reader.finish()
    }

    /// The SEQUENCE.
    public var der: [UInt8] {
        DEREncoding.constructed(
            .sequence,
            [DEREncoding.objectIdentifier(name)] + (isCritical ? [DEREncoding.yes] : [])
                + [DEREncoding.octetString(value)])
    }

    /// The list of extensions inside its explicit tag.
    static func list(_ node: ASN1Node) throws -> [CertificateExtension] {
        try node.elements().map { try CertificateExtension($0) }
    }
}
