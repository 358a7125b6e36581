public import KioskDevices
public import KioskDomain
import SwiftASN1

/// What an authority puts into a certificate list, whole or delta (RFC 5280, 5).
public struct CertificateListBuilder: Sendable {
    /// One entry.
    public struct Entry: Sendable, Hashable {
        let serialNumber: SerialNumber
        let revokedAt: UnixTime
        let reason: RevocationReason?

        /// Every field as given.
        public init(_ serialNumber: SerialNumber, revokedAt: UnixTime, reason: RevocationReason? = nil) {
            self.serialNumber = serialNumber
            self.revokedAt = revokedAt
            self.reason = reason
        }
    }

    /// The authority's certificate.
    public var issuer: Certificate
    /// When it is made.
    public var thisUpdate: UnixTime
    /// When the next one is due.
    public var nextUpdate: UnixTime
    /// Greater than that of every list before.
    public var number: Int
    /// For a delta: the number of the list that it adds to.
    public var baseNumber: Int?
    /// The entries.
    public var entries: [Entry]

    /// Every field as given.
    public init(
        issuer: Certificate, thisUpdate: UnixTime, nextUpdate: UnixTime, number: Int, baseNumber: Int? = nil,
        entries: [Entry]
    ) {
        self.issuer = issuer
        self.thisUpdate = thisUpdate
        self.nextUpdate = nextUpdate
        self.number = number
        self.baseNumber = baseNumber
        self.entries = entries
    }

    /// The list in want of its signature.
    public func toBeSigned(_ algorithm: SignatureAlgorithm) -> ToBeSigned {
        var extensions = [CertificateExtension(ExtensionName.crlNumber, value: DEREncoding.integer(number))]
        if let identifier = issuer.extensions.subjectKeyIdentifier {
            extensions.append(.authorityKeyIdentifier(identifier))
        }
        if let baseNumber {
            extensions.append(
                CertificateExtension(
                    ExtensionName.deltaCRLIndicator, isCritical: true, value: DEREncoding.integer(baseNumber)))
        }
        var fields = [
            DEREncoding.integer(1), algorithm.identifier.der, issuer.subject.der, DEREncoding.time(thisUpdate),
            DEREncoding.time(nextUpdate),
        ]
        if !entries.isEmpty { fields.append(DEREncoding.sequence(of: entries.map(Self.encoded))) }
        fields.append(DEREncoding.explicit(0, DEREncoding.sequence(of: extensions.map(\.der))))
        return ToBeSigned(bytes: DEREncoding.sequence(of: fields), algorithm: algorithm)
    }

    /// The list, signed by a key that is given its digest.
    public func signed(
        _ algorithm: SignatureAlgorithm, by sign: (_ digest: [UInt8]) throws(Failure) -> [UInt8]
    ) throws(Failure) -> CertificateList {
        let part = toBeSigned(algorithm)
        return try CertificateList(der: part.assembled(signature: sign(part.digest)))
    }

    private static func encoded(_ entry: Entry) -> [UInt8] {
        var fields = [entry.serialNumber.der, DEREncoding.time(entry.revokedAt)]
        if let reason = entry.reason, reason != .unspecified {
            let code = CertificateExtension(
                ExtensionName.reasonCode, value: DEREncoding.enumerated(reason.rawValue))
            fields.append(DEREncoding.sequence(code.der))
        }
        return DEREncoding.sequence(of: fields)
    }
}
