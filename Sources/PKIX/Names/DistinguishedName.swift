public import SwiftASN1

/// A distinguished name (RFC 5280, 4.1.2.4). Two are equal when their attributes are, letter case and runs of spaces
/// aside (RFC 5280, 7.1).
public struct DistinguishedName: Sendable {
    /// One attribute of a name.
    public struct Attribute: Sendable, Hashable {
        /// What it is: ``commonName`` and so on.
        public let type: ASN1ObjectIdentifier
        /// Its text; for a value that is no character string `#` and the hexadecimal of its DER.
        public let value: String

        /// Every field as given.
        public init(_ type: ASN1ObjectIdentifier, _ value: String) {
            self.type = type
            self.value = value
        }
    }

    /// As it stands in the structure.
    public let der: [UInt8]
    /// The relative names in the order of the encoding, each of one attribute or several.
    public let relativeNames: [[Attribute]]

    /// From a parsed Name.
    public init(_ node: ASN1Node) throws {
        relativeNames = try node.elements().map { set in
            try set.elements(.set, limit: 16).map { pair in
                var reader = try ElementReader(pair)
                let type = try reader.next().objectIdentifier
                let value = try reader.next()
                try reader.finish()
                return Attribute(type, (try? value.text) ?? "#" + Hexadecimal.text(value.encodedBytes))
            }
        }
        der = Array(node.encodedBytes)
    }

    /// A name of single attributes in this order. Country and serial number become PrintableString, e-mail and domain
    /// components IA5String, all else UTF8String, as the NCA writes them.
    public init(_ attributes: [Attribute]) {
        relativeNames = attributes.map { [$0] }
        der = DEREncoding.sequence(
            of: attributes.map { attribute in
                DEREncoding.set(of: [
                    DEREncoding.sequence(
                        DEREncoding.objectIdentifier(attribute.type), Self.encoded(attribute))
                ])
            })
    }

    private static func encoded(_ attribute: Attribute) -> [UInt8] {
        let isASCII = attribute.value.utf8.allSatisfy { $0 < 0x80 }
        return switch attribute.type {
        case .NameAttributes.countryName,
            .NameAttributes.serialNumber where isASCII:
            DEREncoding.printableString(attribute.value)
        case .NameAttributes.emailAddress,
            .NameAttributes.domainComponent where isASCII:
            DEREncoding.ia5String(attribute.value)
        default: DEREncoding.utf8String(attribute.value)
        }
    }

    /// All attributes in the order of the encoding.
    public var attributes: [Attribute] { relativeNames.flatMap(\.self) }

    /// True for a name without attributes.
    public var isEmpty: Bool { relativeNames.isEmpty }

    /// The text of the first attribute of this type.
    public func first(_ type: ASN1ObjectIdentifier) -> String? { attributes.first { $0.type == type }?.value }

    /// The texts of all attributes of this type.
    public func all(_ type: ASN1ObjectIdentifier) -> [String] {
        attributes.filter { $0.type == type }.map(\.value)
    }

    /// For comparing: each relative name as a set, letters folded, runs of spaces as one, none at the ends.
    var folded: [Set<Attribute>] {
        relativeNames.map { names in
            Set(names.map { Attribute($0.type, Self.folded($0.value)) })
        }
    }

    private static func folded(_ text: String) -> String {
        text.split(separator: " ", omittingEmptySubsequences: true).joined(separator: " ").lowercased()
    }
}

extension DistinguishedName: Hashable {
    /// By RFC 5280, 7.1.
    public static func == (left: DistinguishedName, right: DistinguishedName) -> Bool {
        left.der == right.der || left.folded == right.folded
    }
    /// By RFC 5280, 7.1.
    public func hash(into hasher: inout Hasher) { hasher.combine(folded) }
}
