public import KioskDevices
import KioskDomain
import SwiftASN1

/// A request for a certificate (PKCS#10, RFC 2986).
public struct CertificationRequest: Sendable, Hashable {
    /// The whole.
    public let der: [UInt8]
    /// DER of the part that is signed.
    public let infoBytes: [UInt8]
    /// Who asks.
    public let subject: DistinguishedName
    /// The key as it stands there.
    public let subjectPublicKeyInfo: SubjectPublicKeyInfo
    /// The key; nil when it is of a kind that we do not know, or none at all.
    public let publicKey: PublicKey?
    /// The extensions that are asked for (RFC 2985, 5.4.2).
    public let extensions: [CertificateExtension]
    /// The name of the way in which it is signed.
    public let signatureAlgorithm: AlgorithmIdentifier
    /// In the form that ``SignatureAlgorithm`` says.
    public let signature: [UInt8]

    /// - Throws: ``KioskDevices/Failure`` with `certificate.malformed`.
    public init(der: [UInt8]) throws(Failure) {
        do {
            try self.init(reading: der)
        } catch {
            throw Failure(.certificateMalformed, "not a certification request (RFC 2986)")
        }
    }

    private init(reading der: [UInt8]) throws {
        let signed = try Signed(der: der, limit: DERLimits.certificate)
        var reader = try ElementReader(signed.contents)
        guard try reader.next().number() == 0 else { throw EncodingProblem.value }
        subject = try DistinguishedName(reader.next())
        subjectPublicKeyInfo = try SubjectPublicKeyInfo(reader.next())
        publicKey = try? PublicKey(subjectPublicKeyInfo)
        // Some programs leave the attributes out where there are none.
        extensions = try reader.optional(context: 0).map(Self.extensions) ?? []
        try reader.finish()
        self.der = der
        infoBytes = Array(signed.contents.encodedBytes)
        signatureAlgorithm = signed.algorithm
        signature = signed.signature
    }

    private static func extensions(_ attributes: ASN1Node) throws -> [CertificateExtension] {
        for attribute in try attributes.elements(attributes.identifier) {
            var reader = try ElementReader(attribute)
            guard try reader.next().objectIdentifier == AccessName.extensionRequest else { continue }
            let values = try reader.next().elements(.set, limit: 1)
            return try values.first.map(CertificateExtension.list) ?? []
        }
        return []
    }

    /// Reads DER or PEM; throws as ``init(der:)``.
    public static func read(_ bytes: [UInt8]) throws(Failure) -> CertificationRequest {
        if bytes.first == 0x30 { return try CertificationRequest(der: bytes) }
        for label in ["CERTIFICATE REQUEST", "NEW CERTIFICATE REQUEST"] {
            if let der = try PEM.contents(bytes, label: label).first { return try CertificationRequest(der: der) }
        }
        throw Failure(.certificateMalformed, "neither DER nor PEM")
    }

    /// The request as PEM.
    public var pem: String { PEM.text(der, label: "CERTIFICATE REQUEST") }

    /// Whether the request is signed with the key that it names: the proof that whoever asks has it.
    public var provesPossession: Bool {
        Signed.verify(infoBytes, signatureAlgorithm, signature, key: publicKey)
    }

    /// A request in want of its signature, which the key may make wherever it is.
    public static func toBeSigned(
        subject: DistinguishedName, publicKey: SubjectPublicKeyInfo, extensions: [CertificateExtension] = [],
        _ algorithm: SignatureAlgorithm
    ) -> ToBeSigned {
        var attributes: [[UInt8]] = []
        if !extensions.isEmpty {
            let list = DEREncoding.sequence(of: extensions.map(\.der))
            attributes.append(
                DEREncoding.sequence(
                    DEREncoding.objectIdentifier(AccessName.extensionRequest), DEREncoding.set(of: [list])))
        }
        let bytes = DEREncoding.sequence(
            DEREncoding.integer(0), subject.der, publicKey.der,
            DEREncoding.set(of: attributes, DEREncoding.context(0)))
        return ToBeSigned(bytes: bytes, algorithm: algorithm)
    }

    /// A request signed by a key that is given its digest.
    public static func signed(
        subject: DistinguishedName, publicKey: PublicKey, extensions: [CertificateExtension] = [],
        by sign: (_ digest: [UInt8]) throws(Failure) -> [UInt8]
    ) throws(Failure) -> CertificationRequest {
        let part = toBeSigned(
            subject: subject, publicKey: publicKey.info, extensions: extensions,
            publicKey.algorithm.signatureAlgorithm)
        return try CertificationRequest(der: part.assembled(signature: sign(part.digest)))
    }
}
