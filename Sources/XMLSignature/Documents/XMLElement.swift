import CLibXML2
import CXMLSignature

/// An element of a document.
struct XMLElement: Equatable {
    let document: XMLDocument
    let node: xmlNodePtr

    static func == (left: Self, right: Self) -> Bool { left.node == right.node }

    var name: String { string(node.pointee.name) ?? "" }
    var namespace: String? { node.pointee.ns.flatMap { string($0.pointee.href) } }

    func isNamed(_ name: String, in namespace: String?) -> Bool {
        self.name == name && self.namespace == namespace
    }

    var parent: XMLElement? {
        guard let above = node.pointee.parent, above.pointee.type == XML_ELEMENT_NODE else { return nil }
        return XMLElement(document: document, node: above)
    }

    /// The elements directly below, in document order.
    var children: [XMLElement] {
        var found: [XMLElement] = []
        var next = node.pointee.children
        while let child = next {
            if child.pointee.type == XML_ELEMENT_NODE { found.append(XMLElement(document: document, node: child)) }
            next = child.pointee.next
        }
        return found
    }

    /// The elements of that name directly below.
    func children(_ name: String, in namespace: String?) -> [XMLElement] {
        children.filter { $0.isNamed(name, in: namespace) }
    }

    /// The element of that name directly below, when there is exactly one.
    func onlyChild(_ name: String, in namespace: String?) -> XMLElement? {
        let found = children(name, in: namespace)
        return found.count == 1 ? found[0] : nil
    }

    /// Whether this element is `other` or lies below it. The depth of documents is limited.
    func isWithin(_ other: XMLElement) -> Bool {
        var above: XMLElement? = self
        while let element = above {
            if element == other { return true }
            above = element.parent
        }
        return false
    }

    /// The value of an attribute; nil when there is none.
    func attribute(_ name: String, in namespace: String? = nil) -> String? {
        let value = namespace == nil ? xmlGetNoNsProp(node, name) : xmlGetNsProp(node, name, namespace)
        guard let value else { return nil }
        defer { xmlsig_free(value) }
        return string(value)
    }

    /// The text of an element that holds text alone; nil when it holds elements, or more than `limit` bytes.
    func text(limit: Int) -> String? {
        var bytes: [UInt8] = []
        var next = node.pointee.children
        while let child = next {
            switch child.pointee.type {
            case XML_TEXT_NODE, XML_CDATA_SECTION_NODE:
                guard let content = child.pointee.content else { break }
                let count = strnlen(content, limit + 1)
                guard bytes.count + count <= limit else { return nil }
                bytes += UnsafeBufferPointer(start: content, count: count)
            case XML_ELEMENT_NODE: return nil
            default: break
            }
            next = child.pointee.next
        }
        return String(decoding: bytes, as: UTF8.self)
    }

    /// Where the element stands, as an XPath: `/a/b[2]`.
    var path: String {
        guard let path = xmlGetNodePath(node) else { return name }
        defer { xmlsig_free(path) }
        return string(path) ?? name
    }
}

private func strnlen(_ content: UnsafePointer<xmlChar>, _ limit: Int) -> Int {
    var count = 0
    while count < limit, content[count] != 0 { count += 1 }
    return count
}

private func string(_ characters: UnsafePointer<xmlChar>?) -> String? {
    characters.map { String(decoding: UnsafeBufferPointer(start: $0, count: Int(xmlStrlen($0))), as: UTF8.self) }
}
