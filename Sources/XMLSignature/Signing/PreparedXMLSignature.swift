import CXMLSignature
import Glibc
public import PKIX

/// A document that waits for its signature value. It holds the finished text on both sides of the gap, and no key.
public struct PreparedXMLSignature: Sendable {
    /// Whose key is to sign.
    public let certificate: Certificate
    /// How it is to sign.
    public let algorithm: SignatureAlgorithm
    /// The canonical SignedInfo: what a key that digests by itself is given.
    public let signedInfo: [UInt8]
    /// The digest of ``signedInfo`` by the algorithm's hash function: what is to be signed.
    public let digest: [UInt8]

    private let key: PublicKey
    private let written: [UInt8]
    private let gap: Range<Int>
    private let lineEnding: XMLLineEnding

    init(
        _ document: XMLDocument, _ signature: XMLElement, _ template: SignatureTemplate, _ signer: XMLSignerKey,
        _ lineEnding: XMLLineEnding
    ) throws(XMLSignatureError) {
        guard let signedInfo = signature.onlyChild("SignedInfo", in: Namespace.signature) else { throw .memory }
        var canonical: [UInt8] = []
        try document.canonicalise(signedInfo, template.signedInfoForm, keepsComments: true) { canonical += $0 }
        var written = Array("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"no\"?>".utf8)
        try document.write { written.append($0, lineEnding) }
        guard let gap = written.range(of: template.placeholder) else { throw .memory }
        certificate = signer.certificate
        key = signer.key
        self.lineEnding = lineEnding
        self.written = written
        self.gap = gap
        algorithm = template.algorithm
        self.signedInfo = canonical
        digest = template.algorithm.digestAlgorithm.digest(canonical)
    }

    /// The signed document, UTF-8.
    ///
    /// - Parameter signature: the value in the form of ``PKIX/SignatureAlgorithm``: ECDSA in DER, GOST r then s.
    /// - Throws: ``XMLSignatureError/signatureMismatch`` when it does not verify with the certificate.
    public func complete(signature: [UInt8]) throws(XMLSignatureError) -> [UInt8] {
        guard key.verify(signature: signature, digest: digest, algorithm: algorithm),
            let value = SignatureValue.forXML(signature, key: key.algorithm)
        else { throw .signatureMismatch }
        var lines: [UInt8] = []
        Array(Base64Text.encode(value).utf8).withUnsafeBytes { lines.append($0, lineEnding) }
        var document = written
        document.replaceSubrange(gap, with: lines)
        return document
    }
}

extension [UInt8] {
    /// Appends text whose lines end with a line feed. A carriage return of the document is never bare in it: XML writes
    /// it as a character reference.
    fileprivate mutating func append(_ text: UnsafeRawBufferPointer, _ lineEnding: XMLLineEnding) {
        guard lineEnding == .crlf else { return append(contentsOf: text) }
        var rest = text[...]
        while let start = UnsafeRawBufferPointer(rebasing: rest).baseAddress,
            let feed = memchr(start, 0x0A, rest.count)
        {
            let end = rest.startIndex + (UnsafeRawPointer(feed) - start)
            append(contentsOf: rest[..<end])
            append(contentsOf: [0x0D, 0x0A])
            rest = rest[(end + 1)...]
        }
        append(contentsOf: rest)
    }

    /// Where a token that stands once is found.
    fileprivate func range(of token: String) -> Range<Int>? {
        let start = withUnsafeBufferPointer { xmlsig_find($0.baseAddress, count, token) }
        return start >= 0 ? start..<(start + token.utf8.count) : nil
    }
}
