import SwiftASN1

/// What a certificate list speaks of: IssuingDistributionPoint (RFC 5280, 5.2.5).
public struct CertificateListScope: Sendable, Hashable {
    /// Addresses under which it is published; empty when it does not say.
    public private(set) var addresses: [String] = []
    /// Only certificates of persons and machines.
    public private(set) var onlyUsers = false
    /// Only certificates of authorities.
    public private(set) var onlyAuthorities = false
    /// Only some reasons, only attribute certificates, or entries of other issuers: forms that we do not use.
    public private(set) var isUnsupported = false

    init(_ extensions: [CertificateExtension]) throws {
        guard let item = extensions.first(where: { $0.name == ExtensionName.issuingDistributionPoint }) else { return }
        var reader = try ElementReader(ExtensionReading.parse(item.value))
        if let name = reader.optional(context: 0) { addresses = try ExtensionReading.fullName(name.onlyChild) }
        if let flag = reader.optional(context: 1) { onlyUsers = try flag.boolean(flag.identifier) }
        if let flag = reader.optional(context: 2) { onlyAuthorities = try flag.boolean(flag.identifier) }
        if reader.optional(context: 3) != nil { isUnsupported = true }
        if let flag = reader.optional(context: 4), try flag.boolean(flag.identifier) { isUnsupported = true }
        if let flag = reader.optional(context: 5), try flag.boolean(flag.identifier) { isUnsupported = true }
        try reader.finish()
    }

    /// Whether the list speaks of this certificate, which names the addresses given.
    func covers(_ certificate: Certificate, published addresses: [String]) -> Bool {
        let isAuthority = certificate.extensions.basicConstraints?.isAuthority ?? false
        guard !isUnsupported, !(onlyUsers && isAuthority), !(onlyAuthorities && !isAuthority) else { return false }
        return self.addresses.isEmpty || addresses.isEmpty || !Set(self.addresses).isDisjoint(with: addresses)
    }
}
