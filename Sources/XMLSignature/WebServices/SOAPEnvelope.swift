/// The parts of a SOAP message.
struct SOAPEnvelope {
    private let document: XMLDocument
    private let envelope: XMLElement
    private let namespace: String
    let body: XMLElement

    init(_ document: XMLDocument) throws(XMLSignatureError) {
        guard let root = document.root, let namespace = root.namespace, root.name == "Envelope",
            namespace == Namespace.soap11 || namespace == Namespace.soap12
        else { throw .unsuitable("not a SOAP 1.1 or 1.2 envelope") }
        guard let body = root.onlyChild("Body", in: namespace) else {
            throw .unsuitable("a SOAP envelope has exactly one Body")
        }
        guard root.children("Header", in: namespace).count <= 1 else {
            throw .unsuitable("a SOAP envelope has at most one Header")
        }
        self.document = document
        self.namespace = namespace
        self.body = body
        envelope = root
    }

    /// The wsu:Id of the Body, which gets one when it has none.
    func identifyBody() throws(XMLSignatureError) -> String {
        if let identifier = body.attribute("Id", in: Namespace.utility), !identifier.isEmpty {
            guard IdentifierIndex(document, [identifier]).only(identifier) == body else {
                throw .unsuitable("the identifier of the Body is not its own alone")
            }
            return identifier
        }
        let identifier = "id-" + SignatureTemplate.token()
        try body.set("Id", prefix: "wsu", namespace: Namespace.utility, value: identifier)
        return identifier
    }

    /// The Security header for the last receiver, made when there is none.
    func securityHeader() throws(XMLSignatureError) -> XMLElement {
        let header = try header()
        let present = header.children("Security", in: Namespace.security).first {
            $0.attribute("actor", in: namespace) == nil && $0.attribute("role", in: namespace) == nil
        }
        if let present { return present }
        return try header.insert(
            """
            <wsse:Security xmlns:wsse="\(Namespace.security)" xmlns:wsu="\(Namespace.utility)" \
            xmlns:soap="\(namespace)" soap:mustUnderstand="1"/>
            """)
    }

    private func header() throws(XMLSignatureError) -> XMLElement {
        if let present = envelope.onlyChild("Header", in: namespace) { return present }
        return try envelope.insert("<soap:Header xmlns:soap=\"\(namespace)\"/>", first: true)
    }
}
