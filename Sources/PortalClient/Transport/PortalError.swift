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
    /// How long the portal wants to be left alone (RFC 9110 section 10.2.3); nil when it did not say.
    public var retryAfter: Duration?

    /// Memberwise.
    public init(
        _ code: FailureCode, _ detail: String, status: Int? = nil, count: Int? = nil, retryAfter: Duration? = nil
    ) {
        self.code = code
        self.detail = detail
        self.status = status
        self.count = count
        self.retryAfter = retryAfter
    }

    /// True when the same call may succeed later without any change. A 429 with a code of its own is an answer, such as the
    /// limit of SMS codes; without one it is a door that is crowded.
    public var isTransient: Bool {
        code == .portalUnreachable || code == .tpmBusy || (status ?? 0) >= 500
            || (status == 429 && code == .portalAnswer)
    }

    /// For a technician; no personal data.
    public var description: String { "\(code.rawValue): \(detail)" }
}
