public import KioskDomain

/// The body of every answer that is no success: `application/problem+json` (RFC 9457) with our stable code.
public struct Problem: Codable, Sendable, Hashable {
    /// `application/problem+json` (RFC 9457 section 3).
    public static let mediaType = "application/problem+json"

    /// `urn:psc-kiosk:problem:` and the code (RFC 9457 section 3.1.1).
    public var type: String
    /// The same words for every problem of this type; no personal data.
    public var title: String
    /// The HTTP status once more.
    public var status: Int
    /// What went wrong this time, for a technician; no personal data.
    public var detail: String
    /// Raw value of a `FailureCode`.
    public var code: String
    /// What a technician does about it.
    public var remedy: String
    /// A number that belongs to the problem: failures counted (`attempts.too-few`, `attempts.exhausted`) or seconds to
    /// wait (`sms.limit`). An extension member in the sense of RFC 9457 section 3.2.
    public var count: Int?

    /// Memberwise.
    public init(
        code: FailureCode, status: Int, title: String, detail: String, remedy: String, count: Int? = nil
    ) {
        self.type = "urn:psc-kiosk:problem:\(code.rawValue)"
        self.title = title
        self.status = status
        self.detail = detail
        self.code = code.rawValue
        self.remedy = remedy
        self.count = count
    }

    /// The code as a case; nil when the portal is newer than this program.
    public var failureCode: FailureCode? { FailureCode(rawValue: code) }
}
