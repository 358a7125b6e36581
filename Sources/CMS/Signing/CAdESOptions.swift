public import KioskDomain
public import SwiftASN1

/// How a signature is to look.
public struct CAdESOptions: Sendable {
    /// Which certificates come with the signature.
    public enum Certificates: Sendable, Hashable, CaseIterable {
        /// None: whoever verifies must have them.
        case none
        /// The signer's.
        case signer
        /// The signer's and those above it that were given.
        case chain
    }

    /// Whether the document stands in the signature (attached) or beside it. A digest alone is always detached.
    public var isAttached: Bool
    /// The time that the signer claims; nil leaves it out.
    public var signingTime: UnixTime?
    /// Which certificates come along.
    public var certificates: Certificates
    /// What the content is: id-data unless a standard says otherwise (an SOD of ICAO 9303, a TSTInfo).
    public var contentType: ASN1ObjectIdentifier
    /// Whether the certificate is named under the signature (CAdES-BES). Off only for structures whose standard has no
    /// such attribute (an SOD).
    public var namesCertificate: Bool

    /// Attached, with the signer's certificate, unless said otherwise.
    public init(
        isAttached: Bool = true, signingTime: UnixTime?, certificates: Certificates = .signer,
        contentType: ASN1ObjectIdentifier = [1, 2, 840, 113_549, 1, 7, 1], namesCertificate: Bool = true
    ) {
        self.isAttached = isAttached
        self.signingTime = signingTime
        self.certificates = certificates
        self.contentType = contentType
        self.namesCertificate = namesCertificate
    }
}
