public import KioskDevices
import KioskDomain
public import PKIX
public import SwiftASN1

/// A signed document (ContentInfo with SignedData, RFC 5652 3 and 5).
///
/// What was read keeps its bytes: certificates, lists and signatures are written again as they came. Content is shared
/// with the bytes it was read from, never copied until ``encoded(as:)``.
public struct CMSDocument: Sendable {
    /// What is signed: id-data for a document, id-ct-TSTInfo for a time stamp.
    public internal(set) var contentType: ASN1ObjectIdentifier
    /// The signed document; nil when it is kept apart (detached).
    public internal(set) var content: ArraySlice<UInt8>?
    var digestAlgorithms: [[UInt8]]
    var certificateChoices: [[UInt8]]
    var revocationChoices: [[UInt8]]
    var signerInfos: [SignerInfo]

    /// Nothing signed yet.
    init(contentType: ASN1ObjectIdentifier, content: ArraySlice<UInt8>?) {
        self.contentType = contentType
        self.content = content
        digestAlgorithms = []
        certificateChoices = []
        revocationChoices = []
        signerInfos = []
    }

    /// Reads DER or BER, also with indefinite lengths; Base64; or PEM.
    ///
    /// - Throws: `sign.document-too-large` beyond 64 MiB of content or 250 000 values, `sign.document-malformed` for
    ///   what is no SignedData. No signature at all is no error here but one of the report.
    public init(_ bytes: [UInt8]) throws(Failure) {
        let binary = try TextForms.read(bytes)
        let root = try ASN1Limits.document.parse(binary[...], "CMS")
        self = try Failure.reading("CMS") { try CMSDocument(contentInfo: root) }
    }

    /// From a ContentInfo that stands within another structure.
    init(contentInfo root: ASN1Node) throws {
        var info = try ElementReader(root)
        guard try info.next().objectIdentifier == OID.signedData else {
            throw Failure.malformed("CMS: not SignedData")
        }
        guard let node = try info.optional(explicit: 0) else { throw EncodingProblem.structure }
        try info.finish()
        var reader = try ElementReader(node)
        guard (1...5).contains(try reader.next().number()) else { throw Failure.malformed("SignedData: version") }
        digestAlgorithms = try reader.next().elements(.set).map { Array($0.encodedBytes) }
        var encapsulated = try ElementReader(try reader.next())
        contentType = try encapsulated.next().objectIdentifier
        content = try encapsulated.optional(explicit: 0)?.octets
        try encapsulated.finish()
        certificateChoices =
            try reader.optional(context: 0)?.elements(DEREncoding.context(0)).map { Array($0.encodedBytes) } ?? []
        revocationChoices =
            try reader.optional(context: 1)?.elements(DEREncoding.context(1)).map { Array($0.encodedBytes) } ?? []
        signerInfos = try reader.next().elements(.set, limit: Self.maximumSigners).map { node in
            try Failure.reading("SignerInfo") { try SignerInfo(node) }
        }
        try reader.finish()
    }

    /// More signatures than any document of ours has.
    static let maximumSigners = 64

    /// How many signatures it holds.
    public var signerCount: Int { signerInfos.count }

    /// The certificates in it that can be read; others (attribute certificates) are kept, not used.
    public var certificates: [Certificate] { certificateChoices.compactMap { try? Certificate(der: $0) } }

    /// The certificate lists in it that can be read.
    public var certificateLists: [CertificateList] {
        revocationChoices.compactMap { try? CertificateList(der: $0) }
    }
}

extension CMSDocument {
    /// The whole document. Content is copied once for the binary form, text forms take about four times its size.
    public func encoded(as form: CMSForm = .binary) -> [UInt8] { TextForms.write(binary, as: form) }

    /// Version by RFC 5652 5.1, as far as our parts need it: 3 when content is no plain data or a signer is named by
    /// key identifier, else 1; 4 and 5 only when attribute certificates or other choices came with the document.
    private var version: Int {
        let tags = certificateChoices.compactMap(\.first)
        if tags.contains(0xA3) || revocationChoices.contains(where: { $0.first == 0xA1 }) { return 5 }
        if tags.contains(0xA2) { return 4 }
        let needsThree = contentType != OID.data || tags.contains(0xA1) || signerInfos.contains { $0.version == 3 }
        return needsThree ? 3 : 1
    }

    /// The frame is computed from the inside out, so that content is copied once, whatever its size.
    private var binary: [UInt8] {
        let type = DEREncoding.objectIdentifier(contentType)
        let octets = content.map { DEREncoding.header(0x04, $0.count) }
        let explicit = octets.map { DEREncoding.header(0xA0, $0.count + (content?.count ?? 0)) }
        let frame = (explicit ?? []) + (octets ?? [])
        let encapsulated = DEREncoding.header(0x30, type.count + frame.count + (content?.count ?? 0)) + type + frame
        let before = DEREncoding.integer(version) + DEREncoding.set(of: digestAlgorithms) + encapsulated
        // The order of signatures is kept: people read the first as the first. Only signedAttrs must be DER.
        let after =
            choices(0, certificateChoices) + choices(1, revocationChoices)
            + DEREncoding.set(inOrder: signerInfos.map(\.encoded))
        let signedData = DEREncoding.header(0x30, before.count + (content?.count ?? 0) + after.count)
        let length = signedData.count + before.count + (content?.count ?? 0) + after.count
        let context = DEREncoding.header(0xA0, length)
        let name = DEREncoding.objectIdentifier(OID.signedData)
        let outer = DEREncoding.header(0x30, name.count + context.count + length) + name + context + signedData
        var all: [UInt8] = []
        all.reserveCapacity(outer.count + length)
        all += outer
        all += before
        if let content { all += content }
        return all + after
    }

    private func choices(_ tag: UInt, _ parts: [[UInt8]]) -> [UInt8] {
        parts.isEmpty ? [] : DEREncoding.constructed(DEREncoding.context(tag), parts)
    }
}
