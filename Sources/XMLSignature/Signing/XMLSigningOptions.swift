/// How line ends are written. A parser turns both into a line feed before anything is digested (XML 1.0, 2.11), so a
/// signature is valid with either.
public enum XMLLineEnding: Sendable, Hashable {
    /// As the `basics` module of NCALayer.
    case lf
    /// As the `commonUtils` module of NCALayer.
    case crlf
}

/// What of a document is signed and where the signature goes: the arguments of NCALayer's `signXml`.
public struct XMLSigningOptions: Sendable {
    /// XPath of the element to be signed; empty or `/` for the whole document. The element needs an identifier (`Id`).
    public var tbsXPath = ""
    /// XPath of the element that gets the signature as its last child; empty or `/` for the document element.
    public var parentXPath = ""
    /// How line ends are written.
    public var lineEnding = XMLLineEnding.lf
    /// What the document may hold.
    public var limits = XMLLimits()

    /// The whole document, the signature in its document element.
    public init(tbsXPath: String = "", parentXPath: String = "", lineEnding: XMLLineEnding = .lf) {
        self.tbsXPath = tbsXPath
        self.parentXPath = parentXPath
        self.lineEnding = lineEnding
    }
}
