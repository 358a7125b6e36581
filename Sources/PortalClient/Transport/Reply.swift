import AsyncHTTPClient
import FoundationEssentials
import KioskDomain
import NIOHTTP1
import PortalContract

/// One answer of the portal, read to its end.
struct Reply: Sendable {
    var status: Int
    var isProblem: Bool
    /// Only seconds are read: dates would need a clock that both sides trust (RFC 9110 section 10.2.3).
    var retryAfter: Duration?
    var body: Data

    init(_ response: HTTPClientResponse, _ body: Data) {
        status = Int(response.status.code)
        isProblem = (response.headers.first(name: "content-type") ?? "").hasPrefix(Problem.mediaType)
        retryAfter = Self.seconds(response.headers.first(name: "retry-after"))
        self.body = body
    }

    static func seconds(_ text: String?) -> Duration? {
        guard let text, text.utf8.count <= 9, let seconds = Int64(text), seconds >= 0 else { return nil }
        return .seconds(seconds)
    }

    /// What an answer that is no success says.
    func refusal(of call: Call) -> PortalError {
        guard isProblem, let problem = try? ContractJSON.decode(Problem.self, from: body) else {
            return PortalError(
                .portalAnswer, "\(call.name): status \(status) without a problem", status: status,
                retryAfter: retryAfter)
        }
        return PortalError(
            problem.failureCode ?? .portalRefused, "\(call.name): \(problem.title): \(problem.detail)", status: status,
            count: problem.count, retryAfter: retryAfter)
    }
}
