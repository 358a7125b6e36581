public import PKIX

/// How a message carries the signer's certificate.
public enum WebServiceToken: Sendable, Hashable {
    /// As a BinarySecurityToken of its own, referred to (X.509 Certificate Token Profile 1.0, 3.2.1).
    case binarySecurityToken
    /// Inside the reference itself, as the Smart Bridge of Kazakhstan expects it.
    case keyIdentifier
}

/// Signs the body of SOAP messages (OASIS WS-Security 1.0 with the X.509 Certificate Token Profile 1.0).
public enum WebServiceSigner {
    /// Reads a SOAP 1.1 or 1.2 envelope, adds a Security header with a signature over the Body, and gives what the key
    /// must sign.
    public static func prepare(
        _ source: XMLSource, certificate: Certificate, token: WebServiceToken = .binarySecurityToken,
        lineEnding: XMLLineEnding = .lf, limits: XMLLimits = XMLLimits()
    ) throws(XMLSignatureError) -> PreparedXMLSignature {
        let signer = try XMLSignerKey(certificate)
        let document = try XMLDocument(source, limits: limits)
        let envelope = try SOAPEnvelope(document)
        let bodyID = try envelope.identifyBody()
        let security = try envelope.securityHeader()
        let form = Canonicalisation(kind: .exclusive)
        var digester = Digester(signer.algorithm.digestAlgorithm)
        try document.canonicalise(envelope.body, form, keepsComments: false) { digester.update($0) }
        let tokenID = "X509-" + SignatureTemplate.token()
        let template = try SignatureTemplate(
            signer.algorithm, signedInfoForm: form, referenceURI: "#" + bodyID, transforms: [form.uri],
            digest: digester.finish(), keyInfo: keyInfo(certificate, token, tokenID))
        let signature = try security.insert(template.text, first: true)
        if token == .binarySecurityToken {
            _ = try security.insert(binarySecurityToken(certificate, tokenID), first: true)
        }
        return try PreparedXMLSignature(document, signature, template, signer, lineEnding)
    }

    private static func keyInfo(_ certificate: Certificate, _ token: WebServiceToken, _ tokenID: String) -> String {
        let reference =
            switch token {
            case .binarySecurityToken:
                "<wsse:Reference URI=\"#\(tokenID)\" ValueType=\"\(Namespace.x509Token)\"/>"
            case .keyIdentifier:
                """
                <wsse:KeyIdentifier EncodingType="\(Namespace.base64Token)" ValueType="\(Namespace.x509Token)">\
                \(Base64Text.encode(certificate.der))</wsse:KeyIdentifier>
                """
            }
        return """
            <wsse:SecurityTokenReference xmlns:wsse="\(Namespace.security)">
            \(reference)
            </wsse:SecurityTokenReference>

            """
    }

    private static func binarySecurityToken(_ certificate: Certificate, _ tokenID: String) -> String {
        """
        <wsse:BinarySecurityToken xmlns:wsse="\(Namespace.security)" xmlns:wsu="\(Namespace.utility)" \
        EncodingType="\(Namespace.base64Token)" ValueType="\(Namespace.x509Token)" wsu:Id="\(tokenID)">\
        \(Base64Text.encode(certificate.der))</wsse:BinarySecurityToken>
        """
    }
}
