public import FoundationEssentials

/// The authorities of the portal's TLS that a machine pins. While the portal goes over to a new one there are two.
public struct PortalTrust: Codable, Sendable, Hashable {
    /// X.509 in DER, the one in use first.
    public var authorities: [Data]

    /// Memberwise.
    public init(authorities: [Data]) { self.authorities = authorities }

    /// Names the set: SHA-256 of the certificates in their order, hexadecimal.
    public var digest: String { ContentDigest.hex(of: authorities.reduce(Data(), +)) }
}
