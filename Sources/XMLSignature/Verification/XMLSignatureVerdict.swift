public import KioskDomain
public import PKIX

/// What a reference of a signature covers.
public enum XMLCoverage: Sendable, Hashable {
    /// The whole document without the signature itself.
    case wholeDocument
    /// The Body of the SOAP envelope that the document is.
    case messageBody
    /// The one element with the referenced identifier, at this path.
    case element(path: String)
    /// Something inside the signature itself (ds:Object).
    case ownSignature(path: String)
}

/// Why a signature is not valid.
public enum XMLSignatureProblem: Sendable, Hashable {
    /// Not built as XML Signature says: the element that is missing, or too many.
    case structure(String)
    /// An algorithm that is unknown, or no longer accepted: its URI.
    case algorithm(String)
    /// A transform that is refused (XPath, XSLT …), or stands where it cannot: its URI.
    case transform(String)
    /// A reference to something outside the document, to no element, or to an identifier that several elements bear.
    case reference(String)
    /// The document is not what was signed: the reference whose digest differs.
    case digest(String)
    /// No certificate can be found in the document or among those given.
    case certificateMissing
    /// The signature value does not verify with the certificate.
    case signatureValue

    /// The stable code.
    public var code: FailureCode {
        switch self {
        case .structure: .documentMalformed
        case .algorithm: .signAlgorithm
        case .transform, .reference: .documentForbidden
        case .digest, .signatureValue: .signatureInvalid
        case .certificateMissing: .certificateMalformed
        }
    }
}

/// One reference of a signature, judged.
public struct XMLReferenceVerdict: Sendable, Hashable {
    /// The URI as it stands: empty for the whole document.
    public var uri: String
    /// Nil when the URI of the algorithm is not accepted.
    public var digestAlgorithm: DigestAlgorithm?
    /// Nil when the reference leads nowhere.
    public var coverage: XMLCoverage?
    /// Whether comments are covered as well.
    public var coversComments = false
    /// Nil when the digest is right.
    public var problem: XMLSignatureProblem?
}

/// One signature of a document, judged by cryptography alone: whether the certificate is to be trusted is for PKIX.
public struct XMLSignatureVerdict: Sendable {
    /// Where the signature stands, as an XPath.
    public var path: String
    /// The URI of the signature algorithm.
    public var algorithmURI = ""
    /// Nil when the URI is not accepted.
    public var algorithm: SignatureAlgorithm?
    /// Whose key made the value; when none did, the first certificate at hand.
    public var certificate: Certificate?
    /// All certificates that the signature carries.
    public var certificates: [Certificate] = []
    /// The references, in order.
    public var references: [XMLReferenceVerdict] = []
    /// The later signatures, all valid, that were added to the document after this one, by path. This signature covers
    /// the document as it was before them.
    public var laterSignatures: [String] = []
    /// Empty when the signature is valid.
    public var problems: [XMLSignatureProblem] = []

    /// Whether every digest and the value are right.
    public var isValid: Bool { problems.isEmpty }
    /// Whether the whole document is covered.
    public var coversWholeDocument: Bool { references.contains { $0.coverage == .wholeDocument } }
}
