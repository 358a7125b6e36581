import FoundationEssentials
import HTTPTypes
import KioskDomain
import PortalContract

/// One request as the client will send it, perhaps more than once.
struct Call: Sendable {
    var method: HTTPRequest.Method
    /// Path and query.
    var target: String
    var body = Data()
    var idempotencyKey: String?
    /// True when sending it twice does no more than sending it once.
    var idempotent: Bool
    var line: Line
    /// Method and route without identifiers, for errors and logs.
    var name: String

    /// Where it is served.
    enum Line: Sendable {
        /// For everybody.
        case open
        /// For who shows a certificate.
        case kiosk
    }

    init(
        _ method: HTTPRequest.Method, _ target: String, idempotencyKey: String? = nil, idempotent: Bool = true,
        line: Line = .kiosk
    ) {
        self.method = method
        self.target = target
        self.idempotencyKey = idempotencyKey
        self.idempotent = idempotent
        self.line = line
        let group = target.split(separator: "?")[0].split(separator: "/").prefix(2).joined(separator: "/")
        self.name = "\(method.rawValue) /\(group)"
    }

    func sending(_ value: some Encodable) throws(PortalError) -> Call {
        var call = self
        do {
            call.body = try ContractJSON.encode(value)
        } catch {
            throw PortalError(.portalRequest, "\(name): the request cannot be written as JSON")
        }
        return call
    }
}
