import KioskDomain
import KioskDevices
import PKIX
import SwiftASN1

/// One signature of a signed document (SignerInfo, RFC 5652 5.3). Its bytes are kept as they came.
struct SignerInfo: Sendable {
    /// Which certificate the signer names.
    enum Identifier: Sendable, Hashable {
        case issuerAndSerialNumber(issuer: DistinguishedName, serialNumber: SerialNumber)
        case subjectKeyIdentifier([UInt8])
    }

    let version: Int
    let identifier: Identifier
    let digestAlgorithm: AlgorithmIdentifier
    /// Nil when the content is signed without attributes.
    let signedAttributes: SignedAttributes?
    let signatureAlgorithm: AlgorithmIdentifier
    let signature: ArraySlice<UInt8>
    let unsignedAttributes: [Attribute]
    /// The whole, as it stands in the document.
    let encoded: [UInt8]
    /// All up to and with the signature, as it stands, to which unsigned attributes are added.
    private let signedPart: [UInt8]

    init(_ node: ASN1Node) throws {
        var reader = try ElementReader(node)
        version = try reader.next().number()
        let signer = try reader.next()
        identifier = try Self.identifier(signer)
        let digest = try reader.next()
        digestAlgorithm = try AlgorithmIdentifier(digest)
        let attributes = reader.optional(context: 0)
        signedAttributes = try attributes.map { try SignedAttributes($0) }
        let algorithm = try reader.next()
        signatureAlgorithm = try AlgorithmIdentifier(algorithm)
        let value = try reader.next()
        signature = try value.octets
        let unsigned = reader.optional(context: 1)
        try reader.finish()
        unsignedAttributes = try unsigned?.elements(DEREncoding.context(1)).map { try Attribute($0) } ?? []
        encoded = Array(node.encodedBytes)
        let ahead = [DEREncoding.integer(version)[...], signer.encodedBytes, digest.encodedBytes]
        let parts = ahead + [attributes, algorithm, value].compactMap { $0?.encodedBytes }
        signedPart = parts.flatMap(\.self)
    }

    /// From an encoding of ours.
    init(der: [UInt8]) throws(Failure) {
        let node = try ASN1Limits.message.parse(der[...], "SignerInfo")
        self = try Failure.reading("SignerInfo") { try SignerInfo(node) }
    }

    private static func identifier(_ node: ASN1Node) throws -> Identifier {
        let keyIdentifier = DEREncoding.context(0)
        if node.identifier == keyIdentifier { return .subjectKeyIdentifier(Array(try node.primitive(keyIdentifier))) }
        var reader = try ElementReader(node)
        let issuer = try DistinguishedName(reader.next())
        let serial = try SerialNumber(reader.next().integerBytes)
        try reader.finish()
        return .issuerAndSerialNumber(issuer: issuer, serialNumber: serial)
    }

    /// The encoding with one more unsigned attribute; all that was there keeps its bytes.
    func encoding(addingUnsigned attribute: [UInt8]) -> [UInt8] {
        let all = unsignedAttributes.map { Array($0.encoded) } + [attribute]
        return DEREncoding.sequence(signedPart, DEREncoding.constructed(DEREncoding.context(1), all))
    }

    /// Whether the signer names this certificate.
    func names(_ certificate: Certificate) -> Bool {
        switch identifier {
        case .issuerAndSerialNumber(let issuer, let serial):
            certificate.issuer == issuer && certificate.serialNumber == serial
        case .subjectKeyIdentifier(let identifier):
            certificate.extensions.subjectKeyIdentifier == identifier
        }
    }
}
