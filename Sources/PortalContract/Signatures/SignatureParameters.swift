/// The value of one `Signature-Input` member (RFC 9421 section 2.3), in the small form that kiosks write: an inner list
/// of strings, then integers and strings as parameters, nothing escaped.
public struct SignatureParameters: Sendable, Hashable {
    /// Names of the covered components, in order.
    public var components: [String]
    /// Seconds since 1970.
    public var created: Int64
    /// The ID of the machine that claims to have signed.
    public var keyID: String
    /// Used once.
    public var nonce: String
    /// The one algorithm (RFC 9421 section 3.3.4).
    public var algorithm: String
    /// Exactly as received or to be sent: this text is what is signed.
    public let text: String

    init(components: [String], created: Int64, keyID: String, nonce: String, algorithm: String) {
        self.components = components
        self.created = created
        self.keyID = keyID
        self.nonce = nonce
        self.algorithm = algorithm
        let list = components.map { "\"\($0)\"" }.joined(separator: " ")
        self.text = "(\(list));created=\(created);keyid=\"\(keyID)\";nonce=\"\(nonce)\";alg=\"\(algorithm)\""
    }

    init(text: String) throws(SignatureProblem) {
        guard text.utf8.count <= 1_000, text.first == "(", let end = text.firstIndex(of: ")") else {
            throw .malformed
        }
        self.text = text
        components = []
        for item in text[text.index(after: text.startIndex)..<end].split(separator: " ") {
            components.append(try Self.unquoted(item))
        }
        var values: [Substring: Substring] = [:]
        for parameter in text[text.index(after: end)...].split(separator: ";") {
            let parts = parameter.split(separator: "=", maxSplits: 1)
            guard parts.count == 2, values.updateValue(parts[1], forKey: parts[0]) == nil else { throw .malformed }
        }
        guard let created = values["created"].flatMap({ Int64($0) }), let keyID = values["keyid"],
            let nonce = values["nonce"], let algorithm = values["alg"]
        else { throw .malformed }
        self.created = created
        self.keyID = try Self.unquoted(keyID)
        self.nonce = try Self.unquoted(nonce)
        self.algorithm = try Self.unquoted(algorithm)
    }

    private static func unquoted(_ text: Substring) throws(SignatureProblem) -> String {
        guard text.count >= 2, text.first == "\"", text.last == "\"" else { throw .malformed }
        let inner = text.dropFirst().dropLast()
        guard inner.allSatisfy({ $0.isASCII && $0 != "\"" && $0 != "\\" && $0 > " " }) else { throw .malformed }
        return String(inner)
    }
}
