import CLibXML2
import CXMLSignature

/// A document in memory, read with limits. Used by one thread at a time; elements keep their document alive.
final class XMLDocument {
    let pointer: xmlDocPtr
    let limits: XMLLimits

    private static let library: Void = xmlsig_prepare_library()

    init(_ source: XMLSource, limits: XMLLimits) throws(XMLSignatureError) {
        _ = Self.library
        guard source.byteCount <= limits.byteCount else {
            throw .tooLarge("\(source.byteCount) bytes, at most \(limits.byteCount)")
        }
        var bounds = xmlsig_limits(
            depth: Int32(clamping: limits.depth), nodes: Int32(clamping: limits.nodes),
            attributes: Int32(clamping: limits.attributes), namespaces: Int32(clamping: limits.namespaces))
        var outcome = XMLSIG_DONE
        var report = xmlsig_report()
        let pointer = source.withBytes { bytes, encoding in
            xmlsig_read(bytes.baseAddress, bytes.count, encoding, &bounds, &outcome, &report)
        }
        guard let pointer else { throw Self.problem(outcome, report) }
        self.pointer = pointer
        self.limits = limits
    }

    deinit { xmlFreeDoc(pointer) }

    private static func problem(_ outcome: xmlsig_outcome, _ report: xmlsig_report) -> XMLSignatureError {
        let place = "line \(report.line), column \(report.column)"
        return switch outcome {
        case XMLSIG_DOCTYPE: .forbidden("document type declaration at \(place)")
        case XMLSIG_DEEP: .tooLarge("elements nested too deeply at \(place)")
        case XMLSIG_WIDE: .tooLarge("too many nodes, attributes or namespaces at \(place)")
        case XMLSIG_MEMORY: .memory
        default: .notWellFormed(XMLSyntaxError(report))
        }
    }

    /// The document element.
    var root: XMLElement? { xmlDocGetRootElement(pointer).map { XMLElement(document: self, node: $0) } }

    /// The element that an XPath expression selects; nil for the document itself.
    func select(_ expression: String) throws(XMLSignatureError) -> XMLElement? {
        guard expression.utf8.count <= limits.expressionLength else { throw .tooLarge("the XPath expression") }
        var node: xmlNodePtr?
        switch xmlsig_select(pointer, expression, UInt(clamping: limits.expressionSteps), &node) {
        case XMLSIG_DONE: return node.map { XMLElement(document: self, node: $0) }
        case XMLSIG_NOT_ONE: throw .unsuitable("the XPath expression does not select exactly one element")
        case XMLSIG_MEMORY: throw .memory
        default: throw .unsuitable("the XPath expression is wrong, or takes too long")
        }
    }

    /// Writes the document in UTF-8 without an XML declaration.
    func write(_ sink: (UnsafeRawBufferPointer) -> Void) throws(XMLSignatureError) {
        let result = withSink(sink) { xmlsig_write(pointer, $0, $1) }
        guard result == 0 else { throw .memory }
    }

    /// Writes the canonical form of `apex` and what is below it, or of the whole document.
    func canonicalise(
        _ apex: XMLElement?, without excluded: [XMLElement] = [], _ form: Canonicalisation,
        keepsComments: Bool, to sink: (UnsafeRawBufferPointer) -> Void
    ) throws(XMLSignatureError) {
        let nodes = excluded.map { Optional($0.node) }
        let result = withPrefixes(form.inclusivePrefixes) { prefixes in
            withSink(sink) {
                xmlsig_canonicalise(
                    pointer, apex?.node, nodes, nodes.count, Int32(form.mode.rawValue),
                    form.withComments && keepsComments ? 1 : 0, prefixes, $0, $1)
            }
        }
        guard result == 0 else { throw .unsuitable("no canonical form: a namespace name is no absolute URI") }
    }
}

/// Lends a closure to C for the time of a call.
private func withSink<Result>(
    _ sink: (UnsafeRawBufferPointer) -> Void, _ call: (xmlsig_sink, UnsafeMutableRawPointer) -> Result
) -> Result {
    withoutActuallyEscaping(sink) { sink in
        var kept = sink
        return withUnsafeMutablePointer(to: &kept) { pointer in
            call(
                { context, bytes, count in
                    let sink = context?.assumingMemoryBound(to: ((UnsafeRawBufferPointer) -> Void).self)
                    sink?.pointee(UnsafeRawBufferPointer(start: bytes, count: count))
                }, pointer)
        }
    }
}

/// Lends a list of names to C, ended by NULL, for the time of a call.
private func withPrefixes<Result>(
    _ prefixes: [String], _ call: (UnsafeMutablePointer<UnsafeMutablePointer<xmlChar>?>?) -> Result
) -> Result {
    guard !prefixes.isEmpty else { return call(nil) }
    var names: [UnsafeMutablePointer<xmlChar>?] = prefixes.map { xmlStrdup($0) }
    names.append(nil)
    defer {
        for name in names { xmlsig_free(name) }
    }
    return names.withUnsafeMutableBufferPointer { call($0.baseAddress) }
}

extension XMLSyntaxError {
    init(_ report: xmlsig_report) {
        self.init(
            line: Int(report.line), column: Int(report.column), parserCode: Int(report.code),
            parserText: withUnsafeBytes(of: report.text) { Self.text($0) },
            name: withUnsafeBytes(of: report.first) { Self.text($0) })
    }

    private static func text(_ bytes: UnsafeRawBufferPointer) -> String {
        String(decoding: bytes.prefix { $0 != 0 }, as: UTF8.self)
    }
}
