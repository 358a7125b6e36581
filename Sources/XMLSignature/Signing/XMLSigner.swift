public import PKIX

/// Signs documents as NCALayer does (XML Signature, W3C Recommendation 2008): an enveloped signature, the certificate
/// in it. The key is elsewhere: `prepare`, let the key sign the digest, `complete`.
public enum XMLSigner {
    /// Reads the document, digests what is to be signed and gives what the key must sign.
    ///
    /// The signature covers the document with every signature that is in it already, so a second signature also
    /// confirms the first. Comments are not covered: a reference without name leaves them out, whatever the transform
    /// is called (XML Signature, 4.4.3.3).
    public static func prepare(
        _ source: XMLSource, certificate: Certificate, options: XMLSigningOptions = XMLSigningOptions()
    ) throws(XMLSignatureError) -> PreparedXMLSignature {
        let signer = try XMLSignerKey(certificate)
        let document = try XMLDocument(source, limits: options.limits)
        guard let root = document.root else { throw .unsuitable("no document element") }
        let place = try PlaceOfSignature(document, root, options)
        var digester = Digester(signer.algorithm.digestAlgorithm)
        try document.canonicalise(place.target, place.form, keepsComments: false) { digester.update($0) }
        let template = try SignatureTemplate(
            signer.algorithm, signedInfoForm: place.signedInfoForm, referenceURI: place.referenceURI,
            transforms: place.transforms, digest: digester.finish(), keyInfo: keyInfo(certificate))
        let signature = try place.parent.insert(template.text)
        return try PreparedXMLSignature(document, signature, template, signer, options.lineEnding)
    }

    private static func keyInfo(_ certificate: Certificate) -> String {
        """
        <ds:X509Data>
        <ds:X509Certificate>
        \(Base64Text.encode(certificate.der))
        </ds:X509Certificate>
        </ds:X509Data>

        """
    }
}

/// What the two expressions of `signXml` mean in a document.
private struct PlaceOfSignature {
    /// Nil for the whole document.
    let target: XMLElement?
    let parent: XMLElement
    let referenceURI: String

    let form = Canonicalisation(kind: .inclusive, withComments: true)

    init(_ document: XMLDocument, _ root: XMLElement, _ options: XMLSigningOptions) throws(XMLSignatureError) {
        parent = options.parentXPath.isEmpty ? root : try document.select(options.parentXPath) ?? root
        let chosen = options.tbsXPath.isEmpty ? nil : try document.select(options.tbsXPath)
        guard let chosen, chosen != root || Identifier.of(root) != nil else {
            target = nil
            referenceURI = ""
            return
        }
        guard let identifier = Identifier.of(chosen) else {
            throw .unsuitable("the element to be signed has no identifier")
        }
        guard IdentifierIndex(document, [identifier]).only(identifier) == chosen else {
            throw .unsuitable("the identifier of the element to be signed is not its own alone")
        }
        target = chosen
        referenceURI = "#" + identifier
    }

    /// NCALayer canonicalises SignedInfo exclusively when an element is signed by its identifier.
    var signedInfoForm: Canonicalisation {
        Canonicalisation(kind: target == nil ? .inclusive : .exclusive)
    }

    var transforms: [String] {
        let holdsSignature = target.map { parent.isWithin($0) } ?? true
        return (holdsSignature ? [XMLAlgorithms.enveloped] : []) + [form.uri]
    }
}
