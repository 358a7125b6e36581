import CLibXML2

/// The few changes that signing makes to a document.
extension XMLElement {
    /// Adds a copy of the document element of `fragment` as the last child, or as the first one.
    func insert(_ fragment: String, first: Bool = false) throws(XMLSignatureError) -> XMLElement {
        let source = try XMLDocument(.text(fragment), limits: document.limits)
        guard let root = source.root, let copy = xmlDocCopyNode(root.node, document.pointer, 1) else { throw .memory }
        if first, let before = node.pointee.children {
            xmlAddPrevSibling(before, copy)
        } else {
            xmlAddChild(node, copy)
        }
        return XMLElement(document: document, node: copy)
    }

    /// Replaces all the element holds by a text.
    func set(text: String) {
        xmlNodeSetContent(node, "")
        xmlNodeAddContent(node, text)
    }

    /// Adds `prefix:name="value"`, declaring the prefix at the element.
    func set(_ name: String, prefix: String, namespace: String, value: String) throws(XMLSignatureError) {
        let declared = xmlSearchNsByHref(document.pointer, node, namespace) ?? xmlNewNs(node, namespace, prefix)
        guard let declared, xmlSetNsProp(node, declared, name, value) != nil else { throw .memory }
    }
}

/// Text as it may stand in an attribute value or in element content.
func escaped(_ text: String) -> String {
    var result = ""
    for character in text.unicodeScalars {
        switch character {
        case "&": result += "&amp;"
        case "<": result += "&lt;"
        case ">": result += "&gt;"
        case "\"": result += "&quot;"
        case "\t", "\n", "\r": result += "&#\(character.value);"
        default: result.unicodeScalars.append(character)
        }
    }
    return result
}
