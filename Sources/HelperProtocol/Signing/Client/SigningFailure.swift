public import KioskDevices
public import KioskDomain

/// Why kiosk-sign could not do what it was asked.
public struct SigningFailure: CodedError, Hashable, CustomStringConvertible {
    /// The stable code.
    public var code: FailureCode
    /// For a technician, nothing personal.
    public var detail: String
    /// What may quote the document: for the page or person that sent it, never for a log.
    public var requesterText: String?

    /// Every field as given.
    public init(_ code: FailureCode, _ detail: String = "", requesterText: String? = nil) {
        self.code = code
        self.detail = detail
        self.requesterText = requesterText
    }

    /// For logs; nothing personal.
    public var description: String { detail.isEmpty ? code.rawValue : "\(code.rawValue): \(detail)" }

    /// The helper is gone, hangs, or talks nonsense.
    static func helper(_ detail: String) -> SigningFailure { SigningFailure(.signHelperFault, "kiosk-sign: \(detail)") }
}
