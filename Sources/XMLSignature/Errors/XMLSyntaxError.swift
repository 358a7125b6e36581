/// Where and why a document is not well-formed.
///
/// The texts may quote names of the document: they belong to the page that sent it, not into a log.
public struct XMLSyntaxError: Hashable, Sendable {
    /// Counted from 1.
    public var line: Int
    /// Counted from 1.
    public var column: Int
    /// The parser's number of the error (xmlParserErrors of libxml2).
    public var parserCode: Int
    /// The parser's own words, one line.
    public var parserText: String
    /// The name that the error is about, where there is one.
    var name: String

    /// The text that portals know from NCALayer, whose parser is a Java SAX parser: its class, place and sentence. For
    /// errors that are none of the usual ones the sentence is ``parserText``.
    public var saxText: String {
        "org.xml.sax.SAXParseException; lineNumber: \(line); columnNumber: \(column); \(saxSentence)"
    }

    private var saxSentence: String {
        switch parserCode {
        case 77: "XML document structures must start and end within the same entity."
        case 76: "The element type \"\(name)\" must be terminated by the matching end-tag \"</\(name)>\"."
        case 4 where parserText == "Document is empty": "Premature end of file."
        case 4: "Content is not allowed in prolog."
        case 26: "The entity \"\(name)\" was referenced, but not declared."
        default: parserText
        }
    }
}
