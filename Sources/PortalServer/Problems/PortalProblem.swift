import KioskDevices
import KioskDomain
import KioskTexts
import PortalContract

/// A refusal on its way to the caller.
struct PortalProblem: CodedError {
    var code: FailureCode
    /// HTTP status (RFC 9110 section 15).
    var status: Int
    /// For a technician; no personal data.
    var detail: String
    var count: Int?
    /// Seconds after which asking again may help; for the header `Retry-After`.
    var retryAfter: Int?

    init(_ code: FailureCode, _ status: Int, _ detail: String, count: Int? = nil, retryAfter: Int? = nil) {
        self.code = code
        self.status = status
        self.detail = detail
        self.count = count
        self.retryAfter = retryAfter
    }

    /// As it goes on the wire.
    var problem: Problem {
        Problem(
            code: code, status: status, title: code.cause, detail: detail, remedy: code.technicianRemedy, count: count)
    }

    /// The connection ended amid the request, or before its turn; nobody reads this.
    static let leftEarly = PortalProblem(.portalRequest, 400, "the connection ended before the answer")

    /// A body, field or header that the contract does not allow.
    static func invalid(_ detail: String) -> PortalProblem { PortalProblem(.portalRequest, 422, detail) }
}
