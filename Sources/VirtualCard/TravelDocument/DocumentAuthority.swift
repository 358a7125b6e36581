import CMS
public import KioskDevices
public import KioskDomain
public import PKIX
import SwiftASN1
import TravelDocument

/// A country signing authority and a document signer under it, made for one demonstration and thrown away with it
/// (ICAO 9303 part 12, 7).
public struct DocumentAuthority: Sendable {
    /// The authority's own certificate, which a reader must be given to trust the documents.
    public let certificate: Certificate
    private let signer: Certificate
    private let signerKey: PrivateKey

    /// Makes both keys and certificates.
    ///
    /// - Parameter now: they are valid from a day before it, for ten years.
    /// - Throws: `internal.error` when the system gives no randomness.
    public init(now: UnixTime) throws(Failure) {
        let authorityKey = try PrivateKey.generate(.ecP384)
        let authority = authorityKey.publicKey.info
        signerKey = try PrivateKey.generate(.ecP256)
        let name = Self.name("TEST country signing authority")
        certificate = try Self.issue(
            name, name, authority, now, by: authorityKey,
            [
                .basicConstraints(BasicConstraints(isAuthority: true, pathLength: 0)),
                .keyUsage([.keyCertSign, .cRLSign]), .subjectKeyIdentifier(authority),
            ])
        signer = try Self.issue(
            name, Self.name("TEST document signer"), signerKey.publicKey.info, now, by: authorityKey,
            [.keyUsage(.digitalSignature), .authorityKeyIdentifier(authority.keyIdentifier)])
    }

    /// EF.SOD over these data groups (9303-10, 4.6.2), by their numbers.
    func securityObject(_ groups: [Int: [UInt8]], hash: HashFunction = .sha256) throws(Failure) -> [UInt8] {
        try sign(SecurityObject(hash: hash, hashes: groups.mapValues { hash.digest(of: $0) }).encoded)
    }

    /// EF.SOD around a content that may be any.
    func sign(_ content: [UInt8]) throws(Failure) -> [UInt8] {
        let options = CAdESOptions(
            signingTime: nil, contentType: SecurityObject.contentType, namesCertificate: false)
        let prepared = try CAdESSigning.prepare(.document(content), certificate: signer, options: options)
        let signed = try prepared.complete(signature: signerKey.sign(digest: prepared.digestToSign))
        return DEREncoding.constructed(
            ASN1Identifier(tagWithNumber: 23, tagClass: .application), [signed.encoded()])
    }

    private static func name(_ text: String) -> DistinguishedName {
        DistinguishedName([.init(.NameAttributes.countryName, "KZ"), .init(.NameAttributes.commonName, text)])
    }

    private static func issue(
        _ issuer: DistinguishedName, _ subject: DistinguishedName, _ key: SubjectPublicKeyInfo, _ now: UnixTime,
        by authority: PrivateKey, _ extensions: [CertificateExtension]
    ) throws(Failure) -> Certificate {
        let builder = CertificateBuilder(
            serialNumber: .random(), issuer: issuer, subject: subject, notBefore: now - .seconds(86_400),
            notAfter: now + .seconds(10 * 365 * 86_400), publicKey: key, extensions: extensions)
        let algorithm = authority.algorithm.signatureAlgorithm
        return try builder.signed(algorithm) { (digest) throws(Failure) in
            try authority.sign(digest: digest, algorithm: algorithm)
        }
    }
}

extension SecurityObject {
    /// DER of LDSSecurityObject, version 0.
    var encoded: [UInt8] {
        let algorithm = DEREncoding.sequence(DEREncoding.objectIdentifier(Self.identifier(of: hash)))
        let entries = hashes.sorted { $0.key < $1.key }.map { number, hash in
            DEREncoding.sequence(DEREncoding.integer(number), DEREncoding.octetString(hash))
        }
        return DEREncoding.sequence(DEREncoding.integer(0), algorithm, DEREncoding.sequence(of: entries))
    }
}
