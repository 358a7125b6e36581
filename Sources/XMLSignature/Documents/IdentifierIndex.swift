import CLibXML2

/// The elements that bear certain identifiers, found in one walk through the document.
struct IdentifierIndex {
    private var found: [String: [XMLElement]] = [:]

    init(_ document: XMLDocument, _ wanted: Set<String>) {
        guard !wanted.isEmpty else { return }
        document.forEachElement { element in
            guard element.node.pointee.properties != nil else { return }
            for identifier in Identifier.all(of: element) where wanted.contains(identifier) {
                found[identifier, default: []].append(element)
            }
        }
    }

    /// The one element with this identifier; nil when there is none, or when there are several (signature wrapping).
    func only(_ identifier: String) -> XMLElement? {
        guard let elements = found[identifier], elements.count == 1 else { return nil }
        return elements[0]
    }
}

extension XMLDocument {
    /// Calls `body` with every element in document order.
    func forEachElement(_ body: (XMLElement) -> Void) {
        guard let top = xmlDocGetRootElement(pointer) else { return }
        var next: xmlNodePtr? = top
        while let node = next {
            if node.pointee.type == XML_ELEMENT_NODE { body(XMLElement(document: self, node: node)) }
            next = Self.following(node, top)
        }
    }

    private static func following(_ node: xmlNodePtr, _ top: xmlNodePtr) -> xmlNodePtr? {
        if node.pointee.type == XML_ELEMENT_NODE, let child = node.pointee.children { return child }
        var current = node
        while current != top {
            if let sibling = current.pointee.next { return sibling }
            guard let parent = current.pointee.parent else { return nil }
            current = parent
        }
        return nil
    }

    /// Every ds:Signature in document order.
    func signatures() throws(XMLSignatureError) -> [XMLElement] {
        var found: [XMLElement] = []
        forEachElement { if $0.isNamed("Signature", in: Namespace.signature) { found.append($0) } }
        guard found.count <= limits.signatures else { throw .tooLarge("\(found.count) signatures") }
        return found
    }
}
