import PKIX

/// A ds:Signature taken apart, in the one order that the schema allows (XML Signature, 4.1). Throws the first problem.
struct SignatureStructure {
    let signedInfo: XMLElement
    let signedInfoForm: Canonicalisation
    let algorithmURI: String
    let references: [ReferenceStructure]
    let value: [UInt8]
    let keyInfo: XMLElement?

    private static let space = Namespace.signature

    init(_ signature: XMLElement) throws(StructureProblem) {
        let parts = signature.children
        guard parts.count >= 2, parts[0].isNamed("SignedInfo", in: Self.space) else { throw .init("SignedInfo") }
        guard parts[1].isNamed("SignatureValue", in: Self.space),
            let value = parts[1].text(limit: 1 << 14).flatMap(Base64Text.decode)
        else { throw .init("SignatureValue") }
        keyInfo = parts.dropFirst(2).first { $0.isNamed("KeyInfo", in: Self.space) }
        guard parts.dropFirst(keyInfo == nil ? 2 : 3).allSatisfy({ $0.isNamed("Object", in: Self.space) }) else {
            throw .init("Signature")
        }
        self.value = value
        signedInfo = parts[0]

        let lines = signedInfo.children
        guard lines.count >= 3, lines[0].isNamed("CanonicalizationMethod", in: Self.space),
            lines[1].isNamed("SignatureMethod", in: Self.space)
        else { throw .init("SignedInfo") }
        let formURI = lines[0].attribute("Algorithm") ?? ""
        guard var form = Canonicalisation(uri: formURI) else { throw .init(.algorithm(formURI)) }
        form.inclusivePrefixes = try prefixes(lines[0])
        signedInfoForm = form
        algorithmURI = lines[1].attribute("Algorithm") ?? ""
        guard lines.count - 2 <= signature.document.limits.references else { throw .init("Reference") }
        var references: [ReferenceStructure] = []
        for line in lines[2...] { references.append(try ReferenceStructure(line)) }
        self.references = references
    }
}

/// A ds:Reference taken apart.
struct ReferenceStructure {
    let uri: String
    let target: ReferenceTarget
    let isEnveloped: Bool
    let form: Canonicalisation
    let digestURI: String
    let digest: [UInt8]
    /// A transform that is refused, or stands in the wrong place.
    let refusedTransform: String?

    private static let space = Namespace.signature

    init(_ reference: XMLElement) throws(StructureProblem) {
        let parts = reference.children
        guard reference.isNamed("Reference", in: Self.space), parts.count >= 2, parts.count <= 3,
            parts[parts.count - 2].isNamed("DigestMethod", in: Self.space),
            parts[parts.count - 1].isNamed("DigestValue", in: Self.space),
            parts.count == 2 || parts[0].isNamed("Transforms", in: Self.space),
            let digest = parts[parts.count - 1].text(limit: 1 << 12).flatMap(Base64Text.decode)
        else { throw .init("Reference") }
        uri = reference.attribute("URI") ?? ""
        target = reference.attribute("URI").map { ReferenceTarget($0) } ?? .outside
        digestURI = parts[parts.count - 2].attribute("Algorithm") ?? ""
        self.digest = digest
        (isEnveloped, form, refusedTransform) = try Self.read(parts.count == 3 ? parts[0].children : [])
    }

    /// Enveloped-signature first, then one canonical form, each at most once; nothing else is accepted.
    private static func read(
        _ transforms: [XMLElement]
    ) throws(StructureProblem) -> (Bool, Canonicalisation, String?) {
        var isEnveloped = false
        var form: Canonicalisation?
        for transform in transforms {
            let uri = transform.attribute("Algorithm") ?? ""
            if uri == XMLAlgorithms.enveloped, !isEnveloped, form == nil {
                isEnveloped = true
            } else if var found = Canonicalisation(uri: uri), form == nil {
                found.inclusivePrefixes = try prefixes(transform)
                form = found
            } else {
                return (isEnveloped, .standard, uri)
            }
        }
        return (isEnveloped, form ?? .standard, nil)
    }
}

/// What the URI of a reference points to (XML Signature, 4.4.3.3).
enum ReferenceTarget: Hashable {
    /// The document, with its comments for `#xpointer(/)`.
    case document(withComments: Bool)
    /// The element with an identifier, with its comments for `#xpointer(id('…'))`.
    case element(id: String, withComments: Bool)
    /// Anything else: never fetched.
    case outside

    init(_ uri: String) {
        let pointer = "#xpointer(id("
        if uri.isEmpty {
            self = .document(withComments: false)
        } else if uri == "#xpointer(/)" {
            self = .document(withComments: true)
        } else if uri.hasPrefix(pointer), uri.hasSuffix("))"), let quote = uri.dropFirst(pointer.count).first,
            quote == "'" || quote == "\"", uri.dropLast(2).last == quote, uri.count > pointer.count + 4
        {
            self = .element(id: String(uri.dropFirst(pointer.count + 1).dropLast(3)), withComments: true)
        } else if uri.hasPrefix("#"), uri.count > 1, !uri.contains("(") {
            self = .element(id: String(uri.dropFirst()), withComments: false)
        } else {
            self = .outside
        }
    }
}

/// What makes a signature unreadable.
struct StructureProblem: Error {
    let problem: XMLSignatureProblem

    init(_ element: String) { problem = .structure(element) }
    init(_ problem: XMLSignatureProblem) { self.problem = problem }
}

/// The PrefixList of InclusiveNamespaces; `#default` is the namespace without prefix (Exclusive XML C14N, 3).
private func prefixes(_ method: XMLElement) throws(StructureProblem) -> [String] {
    guard let list = method.onlyChild("InclusiveNamespaces", in: Namespace.exclusive)?.attribute("PrefixList") else {
        return []
    }
    let names = list.split { $0 == " " || $0 == "\n" || $0 == "\t" || $0 == "\r" }.map(String.init)
    guard names.count <= 256 else { throw StructureProblem("InclusiveNamespaces") }
    return names
}
