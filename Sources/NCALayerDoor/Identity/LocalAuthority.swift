import Crypto
import FoundationEssentials
import KioskDomain
import SwiftASN1
import X509

/// Makes the certificates of the door: an authority that can vouch for this machine's loopback names only, and server
/// certificates for the years to come. The authority's key lives inside ``make(now:)`` and nowhere else, so that nobody
/// can ever issue another certificate under it, while the browser's trust need not be renewed every year.
enum LocalAuthority {
    /// Server certificates made at once; each is valid a little over a year.
    static let leafCount = 9
    /// Days from one certificate to the next.
    static let spacing = 360
    /// Days that a server certificate is valid; browsers accept 397 at most.
    static let validity = 396

    static func make(now: UnixTime) throws -> DoorIdentity {
        let key = Certificate.PrivateKey(P256.Signing.PrivateKey())
        let subject = try DistinguishedName {
            // The number tells authorities of several machines and years apart in a browser's list.
            CommonName("psc-kiosk door \(String(UInt32.random(in: .min ... .max), radix: 16))")
        }
        let start = now - .days(1)
        let end = start + .days(spacing * (leafCount - 1) + validity)
        let authority = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: key.publicKey, notValidBefore: Date(start),
            notValidAfter: Date(end), issuer: subject, subject: subject,
            extensions: try authorityExtensions(key.publicKey), issuerPrivateKey: key)
        var leaves: [DoorIdentity.Leaf] = []
        for index in 0..<leafCount {
            let from = start + .days(spacing * index)
            leaves.append(
                try leaf(from: from, to: from + .days(validity) - .seconds(1), authority: authority, key: key))
        }
        return DoorIdentity(authority: try authority.der, leaves: leaves)
    }

    /// RFC 5280, 4.2.1.10, critical: 127.0.0.1/32, ::1/128 and localhost, nothing else.
    private static func authorityExtensions(_ key: Certificate.PublicKey) throws -> Certificate.Extensions {
        let constraints = NameConstraints(
            permittedDNSDomains: ["localhost"],
            permittedIPRanges: [
                ASN1OctetString(contentBytes: [127, 0, 0, 1, 255, 255, 255, 255]),
                ASN1OctetString(contentBytes: (ipv6Loopback + Array(repeating: 255, count: 16))[...]),
            ])
        return try Certificate.Extensions {
            Critical(BasicConstraints.isCertificateAuthority(maxPathLength: 0))
            Critical(KeyUsage(keyCertSign: true))
            Critical(constraints)
            SubjectKeyIdentifier(hash: key)
        }
    }

    private static func leaf(
        from: UnixTime, to: UnixTime, authority: Certificate, key issuerKey: Certificate.PrivateKey
    ) throws -> DoorIdentity.Leaf {
        let key = P256.Signing.PrivateKey()
        let certificate = try Certificate(
            version: .v3, serialNumber: .init(), publicKey: .init(key.publicKey), notValidBefore: Date(from),
            notValidAfter: Date(to), issuer: authority.subject,
            subject: try DistinguishedName { CommonName("localhost") },
            extensions: try Certificate.Extensions {
                Critical(BasicConstraints.notCertificateAuthority)
                Critical(KeyUsage(digitalSignature: true))
                try ExtendedKeyUsage([.serverAuth])
                SubjectAlternativeNames([
                    .dnsName("localhost"), .ipAddress(ASN1OctetString(contentBytes: [127, 0, 0, 1])),
                    .ipAddress(ASN1OctetString(contentBytes: ipv6Loopback[...])),
                ])
                AuthorityKeyIdentifier(keyIdentifier: SubjectKeyIdentifier(hash: issuerKey.publicKey).keyIdentifier)
            }, issuerPrivateKey: issuerKey)
        return DoorIdentity.Leaf(
            certificate: try certificate.der, key: Array(key.derRepresentation), notBefore: from, notAfter: to)
    }

    private static let ipv6Loopback: [UInt8] = [0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 1]
}

extension Certificate {
    var der: [UInt8] {
        get throws {
            var coder = DER.Serializer()
            try coder.serialize(self)
            return coder.serializedBytes
        }
    }
}

extension Date {
    init(_ time: UnixTime) { self.init(timeIntervalSince1970: Double(time.milliseconds) / 1000) }
}

extension UnixTime {
    init(_ date: Date) { self.init(milliseconds: Int64(date.timeIntervalSince1970 * 1000)) }
}

extension Duration {
    static func days(_ count: Int) -> Duration { .seconds(86_400 * count) }
}
