public import KioskDevices
public import KioskDomain

/// Why a document cannot be read, signed or judged at all. An invalid signature is no error but a verdict.
public enum XMLSignatureError: CodedError, Hashable, CustomStringConvertible {
    /// Not well-formed XML 1.0 with namespaces.
    case notWellFormed(XMLSyntaxError)
    /// The document has a part that is refused whatever it says: a document type declaration, say.
    case forbidden(String)
    /// A limit of ``XMLLimits`` is passed.
    case tooLarge(String)
    /// Well-formed, but not what the request says of it: an expression that selects nothing, an envelope without body.
    case unsuitable(String)
    /// No XML signature is defined for the key of the certificate.
    case algorithm(String)
    /// The value that came back from the key does not verify with the certificate.
    case signatureMismatch
    /// No memory.
    case memory

    /// The stable code.
    public var code: FailureCode {
        switch self {
        case .notWellFormed, .unsuitable: .documentMalformed
        case .forbidden: .documentForbidden
        case .tooLarge: .documentTooLarge
        case .algorithm: .signAlgorithm
        case .signatureMismatch: .signatureInvalid
        case .memory: .internalError
        }
    }

    /// For a technician: places and limits, nothing of what the document says.
    public var detail: String {
        switch self {
        case .notWellFormed(let error): "line \(error.line), column \(error.column), parser code \(error.parserCode)"
        case .forbidden(let what), .tooLarge(let what), .unsuitable(let what), .algorithm(let what): what
        case .signatureMismatch: "the signature of the key does not verify with the certificate"
        case .memory: "no memory for the document"
        }
    }

    /// For logs; nothing personal.
    public var description: String { "\(code.rawValue): \(detail)" }
}
