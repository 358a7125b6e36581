public import KioskDevices
public import KioskDomain

/// Why a call to the portal did not succeed.
public struct PortalError: CodedError, Hashable, CustomStringConvertible {
    /// `portal.unreachable`, `portal.not-trusted`, `portal.bad-answer`, or the code of the portal's problem;
    /// `portal.refused` when this program does not know that code.
    public var code: FailureCode
    /// For a technician; no personal data.
    public var detail: String
    /// HTTP status; nil when no answer came.
    public var status: Int?
    /// The number of the problem, such as the failures counted.
    public var count: Int?

    /// Memberwise.
    public init(_ code: FailureCode, _ detail: String, status: Int? = nil, count: Int? = nil) {
        self.code = code
        self.detail = detail
        self.status = status
        self.count = count
    }

    /// True when the same call may succeed later without any change.
    public var isTransient: Bool { code == .portalUnreachable || (status ?? 0) >= 500 }

    /// For a technician; no personal data.
    public var description: String { "\(code.rawValue): \(detail)" }
}
