/// A document as it came in.
public enum XMLSource: Sendable {
    /// Text that something else has decoded already: an encoding named in the XML declaration does not count.
    case text(String)
    /// Bytes whose byte-order mark or XML declaration tells the encoding (UTF-8, UTF-16, windows-1251 …).
    case bytes([UInt8])

    /// Number of bytes.
    public var byteCount: Int {
        switch self {
        case .text(let text): text.utf8.count
        case .bytes(let bytes): bytes.count
        }
    }

    func withBytes<Result>(_ body: (UnsafeBufferPointer<UInt8>, String?) -> Result) -> Result {
        switch self {
        case .text(var text):
            text.withUTF8 { bytes in
                // A mark of the byte order is none in text that is decoded already.
                let start = bytes.starts(with: [0xEF, 0xBB, 0xBF]) ? 3 : 0
                return body(UnsafeBufferPointer(rebasing: bytes[start...]), "UTF-8")
            }
        case .bytes(let bytes): bytes.withUnsafeBufferPointer { body($0, nil) }
        }
    }
}

/// What a document may hold. libxml2 keeps about 280 bytes for each node in memory beside the text itself, so the
/// standard limits mean at most some 800 MB, and some 200 MB for a document of 50 MB with one large attachment.
public struct XMLLimits: Sendable {
    /// Bytes of the document as it came in.
    public var byteCount = 64 << 20
    /// Nested elements.
    public var depth = 256
    /// Elements, attributes, comments and processing instructions in all.
    public var nodes = 2_500_000
    /// Attributes of one element.
    public var attributes = 4096
    /// Namespace declarations in scope at one element.
    public var namespaces = 256
    /// Steps of one XPath expression.
    public var expressionSteps = 20_000_000
    /// Characters of one XPath expression.
    public var expressionLength = 4096
    /// Signatures in one document.
    public var signatures = 64
    /// References in one signature.
    public var references = 16
    /// Bytes that all references of a document may make the verifier digest.
    public var digestedBytes = 1 << 30

    /// The standard limits.
    public init() {}
}
