import PKIX

/// The text of a ds:Signature, laid out line by line as NCALayer does.
struct SignatureTemplate {
    var algorithm: SignatureAlgorithm
    var algorithmURI: String
    var digestURI: String
    var signedInfoForm: Canonicalisation
    /// Empty for the whole document, `#` and an identifier for an element.
    var referenceURI: String
    var transforms: [String]
    var digest: [UInt8]
    /// What stands in SignatureValue until the value is known.
    var placeholder = Self.token()
    /// The contents of KeyInfo, lines ended by a line feed.
    var keyInfo: String

    init(
        _ algorithm: SignatureAlgorithm, signedInfoForm: Canonicalisation, referenceURI: String, transforms: [String],
        digest: [UInt8], keyInfo: String
    ) throws(XMLSignatureError) {
        guard let algorithmURI = XMLAlgorithms.uri(of: algorithm),
            let digestURI = XMLAlgorithms.uri(of: algorithm.digestAlgorithm)
        else { throw .algorithm("no XML signature is defined for \(algorithm)") }
        self.algorithm = algorithm
        self.algorithmURI = algorithmURI
        self.digestURI = digestURI
        self.signedInfoForm = signedInfoForm
        self.referenceURI = referenceURI
        self.transforms = transforms
        self.digest = digest
        self.keyInfo = keyInfo
    }

    var text: String {
        """
        <ds:Signature xmlns:ds="\(Namespace.signature)">
        <ds:SignedInfo>
        <ds:CanonicalizationMethod Algorithm="\(signedInfoForm.uri)"/>
        <ds:SignatureMethod Algorithm="\(algorithmURI)"/>
        <ds:Reference URI="\(escaped(referenceURI))">
        <ds:Transforms>
        \(transforms.map { "<ds:Transform Algorithm=\"\($0)\"/>" }.joined(separator: "\n"))
        </ds:Transforms>
        <ds:DigestMethod Algorithm="\(digestURI)"/>
        <ds:DigestValue>\(Base64Text.encode(digest))</ds:DigestValue>
        </ds:Reference>
        </ds:SignedInfo>
        <ds:SignatureValue>
        \(placeholder)
        </ds:SignatureValue>
        <ds:KeyInfo>
        \(keyInfo)</ds:KeyInfo>
        </ds:Signature>
        """
    }

    /// Letters that no document can foresee.
    static func token() -> String {
        var random = SystemRandomNumberGenerator()
        return (0..<32).map { _ in String(Int.random(in: 0..<16, using: &random), radix: 16) }.joined()
    }
}
