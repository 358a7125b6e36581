import PKIX

/// The certificates that a KeyInfo carries or points to inside the document.
enum SignerCertificates {
    /// At most so many are read.
    private static let most = 16
    private static let largest = 64 << 10

    static func of(_ keyInfo: XMLElement?, _ identifiers: IdentifierIndex) -> [Certificate] {
        guard let keyInfo else { return [] }
        let own = keyInfo.children("X509Data", in: Namespace.signature)
            .flatMap { $0.children("X509Certificate", in: Namespace.signature) }
        let tokens = keyInfo.children("SecurityTokenReference", in: Namespace.security)
            .compactMap { token($0, identifiers) }
        return (own + tokens).prefix(most).compactMap { element in
            element.text(limit: largest).flatMap(Base64Text.decode).flatMap { try? Certificate(der: $0) }
        }
    }

    /// The identifier of the token that a KeyInfo points to.
    static func referred(_ keyInfo: XMLElement?) -> [String] {
        (keyInfo?.children("SecurityTokenReference", in: Namespace.security) ?? []).compactMap { reference($0) }
    }

    private static func reference(_ holder: XMLElement) -> String? {
        guard let uri = holder.onlyChild("Reference", in: Namespace.security)?.attribute("URI"),
            case .element(let id, false) = ReferenceTarget(uri)
        else { return nil }
        return id
    }

    private static func token(_ holder: XMLElement, _ identifiers: IdentifierIndex) -> XMLElement? {
        if let inside = holder.onlyChild("KeyIdentifier", in: Namespace.security) {
            return inside.attribute("ValueType") == Namespace.x509Token ? inside : nil
        }
        guard let id = reference(holder), let token = identifiers.only(id),
            token.isNamed("BinarySecurityToken", in: Namespace.security),
            token.attribute("ValueType") == Namespace.x509Token
        else { return nil }
        return token
    }
}
