import CMS
import KioskDevices
import KioskDomain
import PKIX
import SwiftASN1

/// Instants of the tests: certificates are valid from ``start`` to ``end``, documents are signed at ``now``.
enum Moment {
    static let start = UnixTime(milliseconds: 1_700_000_000_000)
    static let now = UnixTime(milliseconds: 1_750_000_000_000)
    static let end = UnixTime(milliseconds: 1_900_000_000_000)
}

/// A key and its certificate.
struct Identity {
    let key: PrivateKey
    let certificate: Certificate

    /// The second step of signing.
    func sign(_ prepared: PreparedSignature) throws -> CMSDocument {
        try prepared.complete(
            signature: key.sign(digest: prepared.digestToSign, algorithm: prepared.signatureAlgorithm))
    }

    func sign(digest: [UInt8]) throws -> [UInt8] { try key.sign(digest: digest) }
}

/// An authority made for a test, with the certificates that it issues.
struct TestAuthority {
    let identity: Identity
    var certificate: Certificate { identity.certificate }

    init(_ algorithm: KeyAlgorithm = .ecP256, name: String = "Demo Authority") throws {
        let key = try PrivateKey.generate(algorithm)
        let subject = DistinguishedName([.init(.NameAttributes.commonName, name)])
        let extensions: [CertificateExtension] = [
            .subjectKeyIdentifier(key.publicKey.info), .basicConstraints(BasicConstraints(isAuthority: true)),
            .keyUsage([.keyCertSign, .cRLSign]),
        ]
        let certificate = try Self.certificate(
            key.publicKey, subject, key, subject, extensions, Moment.start, Moment.end)
        identity = Identity(key: key, certificate: certificate)
    }

    private static func certificate(
        _ subjectKey: PublicKey, _ subject: DistinguishedName, _ key: PrivateKey, _ issuer: DistinguishedName,
        _ extensions: [CertificateExtension], _ from: UnixTime, _ to: UnixTime, serial: SerialNumber = .random()
    ) throws -> Certificate {
        let builder = CertificateBuilder(
            serialNumber: serial, issuer: issuer, subject: subject, notBefore: from, notAfter: to,
            publicKey: subjectKey.info, extensions: extensions)
        return try builder.signed(key.algorithm.signatureAlgorithm) { digest throws(Failure) in
            try key.sign(digest: digest)
        }
    }

    /// A certificate and its key, for signing unless other extensions are given.
    func issue(
        _ algorithm: KeyAlgorithm = .ecP256, name: String = "Demo Person 1", extensions: [CertificateExtension]? = nil,
        from: UnixTime = Moment.start, to: UnixTime = Moment.end, serial: SerialNumber = .random(),
        reusing given: PrivateKey? = nil
    ) throws -> Identity {
        let key = try given ?? PrivateKey.generate(algorithm)
        let subject = DistinguishedName([
            .init(.NameAttributes.commonName, name), .init(.NameAttributes.serialNumber, "IIN900101300017"),
            .init(.NameAttributes.organizationName, "Demo Organisation"),
            .init(.NameAttributes.organizationalUnitName, "BIN900140000011"),
        ])
        let usual: [CertificateExtension] = [
            .keyUsage([.digitalSignature, .nonRepudiation]),
            .extendedKeyUsage([ExtendedKeyUsage.emailProtection]), .subjectKeyIdentifier(key.publicKey.info),
            .authorityKeyIdentifier(certificate.subjectPublicKeyInfo.keyIdentifier),
        ]
        let issued = try Self.certificate(
            key.publicKey, subject, identity.key, certificate.subject, extensions ?? usual, from, to, serial: serial)
        return Identity(key: key, certificate: issued)
    }

    /// A time-stamp authority's.
    func timeStampAuthority(
        _ algorithm: KeyAlgorithm = .ecP256, purposes: [ASN1ObjectIdentifier] = [ExtendedKeyUsage.timeStamping],
        isCritical: Bool = true
    ) throws -> Identity {
        try issue(
            algorithm, name: "Demo Time Stamps",
            extensions: [
                .keyUsage([.digitalSignature]), .extendedKeyUsage(purposes, isCritical: isCritical),
                .authorityKeyIdentifier(certificate.subjectPublicKeyInfo.keyIdentifier),
            ])
    }

    /// A delegated OCSP responder's.
    func responder(
        _ algorithm: KeyAlgorithm = .ecP256, purposes: [ASN1ObjectIdentifier] = [ExtendedKeyUsage.ocspSigning],
        to end: UnixTime = Moment.end
    ) throws -> Identity {
        try issue(
            algorithm, name: "Demo Responder",
            extensions: [.keyUsage([.digitalSignature]), .extendedKeyUsage(purposes), .ocspNoCheck], to: end)
    }

    /// A fresh list of these entries.
    func list(_ entries: [CertificateListBuilder.Entry] = []) throws -> FetchedList {
        let builder = CertificateListBuilder(
            issuer: certificate, thisUpdate: Moment.now, nextUpdate: Moment.now + .seconds(86_400), number: 1,
            entries: entries)
        let key = identity.key
        let list = try builder.signed(key.algorithm.signatureAlgorithm) { digest throws(Failure) in
            try key.sign(digest: digest)
        }
        return FetchedList(list, fetchedAt: Moment.now)
    }

    /// A verifier that trusts this authority and knows its empty list.
    func verifier(_ entries: [CertificateListBuilder.Entry] = []) throws -> SignatureVerifier {
        try SignatureVerifier(anchors: [certificate], evidence: StatusEvidence(lists: [list(entries)]))
    }
}

/// What is signed in the tests.
let text = Array("The application number 17 of Demo Person 1.".utf8)

extension CAdESOptions {
    static let attached = CAdESOptions(signingTime: Moment.now)
    static let detached = CAdESOptions(isAttached: false, signingTime: Moment.now)
}

extension SignatureReport {
    /// The codes of all that stands against the signatures.
    var codes: Set<FailureCode> { Set((problems + signers.flatMap(\.problems)).map(\.code)) }
}

extension [UInt8] {
    /// The same with one bit turned.
    func flipping(_ bit: Int, at index: Int) -> [UInt8] {
        var copy = self
        copy[index] ^= 1 << UInt8(bit & 7)
        return copy
    }

    /// Where the bytes first stand, as a range.
    func firstRange(of part: [UInt8]) -> Range<Int>? {
        guard !part.isEmpty, count >= part.count else { return nil }
        return (0...(count - part.count)).first { self[$0..<($0 + part.count)].elementsEqual(part) }
            .map { $0..<($0 + part.count) }
    }
}
