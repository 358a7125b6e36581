/// Namespace names and prefixes of the elements that signatures are made of.
enum Namespace {
    static let signature = "http://www.w3.org/2000/09/xmldsig#"
    static let exclusive = "http://www.w3.org/2001/10/xml-exc-c14n#"
    static let xml = "http://www.w3.org/XML/1998/namespace"
    static let soap11 = "http://schemas.xmlsoap.org/soap/envelope/"
    static let soap12 = "http://www.w3.org/2003/05/soap-envelope"
    private static let oasis = "http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-"
    static let security = oasis + "wssecurity-secext-1.0.xsd"
    static let utility = oasis + "wssecurity-utility-1.0.xsd"
    /// WS-Security X.509 Certificate Token Profile 1.0, section 3.1.
    static let x509Token = oasis + "x509-token-profile-1.0#X509v3"
    static let base64Token = oasis + "soap-message-security-1.0#Base64Binary"
}

/// Identifiers of elements. Documents with a DTD are refused, so these names alone make an attribute an identifier.
enum Identifier {
    private static let names: [(name: String, namespace: String?)] = [
        ("Id", Namespace.utility), ("id", Namespace.xml), ("Id", nil), ("ID", nil), ("id", nil), ("AssertionID", nil),
    ]

    /// The element's identifier; of several the first of the list above.
    static func of(_ element: XMLElement) -> String? {
        for (name, namespace) in names {
            if let value = element.attribute(name, in: namespace), !value.isEmpty { return value }
        }
        return nil
    }

    /// All identifiers of an element.
    static func all(of element: XMLElement) -> [String] {
        names.compactMap { element.attribute($0.name, in: $0.namespace) }
    }
}
