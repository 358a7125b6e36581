public import SwiftASN1

/// The extensions of a certificate, read. Every one is optional: certificates of the field leave out what they like. One
/// that cannot be read is listed in ``unreadable`` and counts as not there; a path with such a critical one is invalid.
public struct CertificateExtensions: Sendable, Hashable {
    /// All, in their order.
    public let all: [CertificateExtension]
    /// RFC 5280, 4.2.1.3.
    public private(set) var keyUsage: KeyUsage?
    /// RFC 5280, 4.2.1.12; nil when the certificate does not say.
    public private(set) var extendedKeyUsage: [ASN1ObjectIdentifier]?
    /// RFC 5280, 4.2.1.9.
    public private(set) var basicConstraints: BasicConstraints?
    /// RFC 5280, 4.2.1.2.
    public private(set) var subjectKeyIdentifier: [UInt8]?
    /// RFC 5280, 4.2.1.1.
    public private(set) var authorityKeyIdentifier: AuthorityKeyIdentifier?
    /// RFC 5280, 4.2.1.4.
    public private(set) var policies: [ASN1ObjectIdentifier] = []
    /// Addresses of the certificate list (RFC 5280, 4.2.1.13).
    public private(set) var crlDistributionPoints: [String] = []
    /// Addresses of the delta list (RFC 5280, 4.2.1.15).
    public private(set) var freshestCRL: [String] = []
    /// Addresses of the issuer's certificate (RFC 5280, 4.2.2.1).
    public private(set) var caIssuers: [String] = []
    /// Addresses of OCSP (RFC 5280, 4.2.2.1).
    public private(set) var ocspResponders: [String] = []
    /// RFC 5280, 4.2.1.6.
    public private(set) var subjectAlternativeNames: [GeneralName] = []
    /// RFC 5280, 4.2.1.10.
    public private(set) var nameConstraints: NameConstraints?
    /// The NCA's key storage type, within ``KZ/keyStorage``: ``KZ/keyStorageFile`` for a PKCS#12 file.
    public private(set) var keyStorage: ASN1ObjectIdentifier?
    /// A responder whose certificate need not be asked about (RFC 6960, 4.2.2.2.1).
    public private(set) var hasOCSPNoCheck = false
    /// Extensions whose value is not what its standard says, and those that come twice.
    public private(set) var unreadable: [ASN1ObjectIdentifier] = []
    /// Critical extensions that we do not know.
    public private(set) var unknownCritical: [ASN1ObjectIdentifier] = []

    /// Reads what is known and notes what is not.
    public init(_ extensions: [CertificateExtension]) {
        all = extensions
        var seen: Set<ASN1ObjectIdentifier> = []
        for item in extensions {
            guard seen.insert(item.name).inserted else {
                unreadable.append(item.name)
                continue
            }
            do {
                if try !read(item), item.isCritical { unknownCritical.append(item.name) }
            } catch {
                unreadable.append(item.name)
            }
        }
    }

    /// Critical ones that we cannot respect.
    public var unrespected: [ASN1ObjectIdentifier] {
        unknownCritical + unreadable.filter { name in all.contains { $0.name == name && $0.isCritical } }
    }

    private mutating func read(_ item: CertificateExtension) throws -> Bool {
        if item.name.isWithin(KZ.keyStorage) {
            keyStorage = item.name
            return true
        }
        switch item.name {
        case ExtensionName.ocspNoCheck: hasOCSPNoCheck = true
        case ExtensionName.keyUsage:
            keyUsage = KeyUsage(rawValue: try ExtensionReading.parse(item.value).namedBits())
        case ExtensionName.extendedKeyUsage:
            extendedKeyUsage = try ExtensionReading.parse(item.value).elements().map { try $0.objectIdentifier }
        case ExtensionName.basicConstraints:
            basicConstraints = try BasicConstraints(ExtensionReading.parse(item.value))
        case ExtensionName.subjectKeyIdentifier:
            subjectKeyIdentifier = try Array(ExtensionReading.parse(item.value).octetString)
        case ExtensionName.authorityKeyIdentifier:
            authorityKeyIdentifier = try AuthorityKeyIdentifier(ExtensionReading.parse(item.value))
        case ExtensionName.certificatePolicies:
            policies = try ExtensionReading.policies(ExtensionReading.parse(item.value))
        case ExtensionName.nameConstraints:
            nameConstraints = try NameConstraints(ExtensionReading.parse(item.value))
        default: return try readAddresses(item)
        }
        return true
    }

    private mutating func readAddresses(_ item: CertificateExtension) throws -> Bool {
        switch item.name {
        case ExtensionName.crlDistributionPoints:
            crlDistributionPoints = try ExtensionReading.distributionPoints(ExtensionReading.parse(item.value))
        case ExtensionName.freshestCRL:
            freshestCRL = try ExtensionReading.distributionPoints(ExtensionReading.parse(item.value))
        case ExtensionName.authorityInformationAccess:
            let node = try ExtensionReading.parse(item.value)
            caIssuers = try ExtensionReading.access(node, AccessName.caIssuers)
            ocspResponders = try ExtensionReading.access(node, AccessName.ocsp)
        case ExtensionName.subjectAlternativeName:
            subjectAlternativeNames = try ExtensionReading.parse(item.value).elements().map { try GeneralName($0) }
        default: return false
        }
        return true
    }
}
