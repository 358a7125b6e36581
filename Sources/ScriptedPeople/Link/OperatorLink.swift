import AsyncHTTPClient
import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskScreens
import NIOCore
import NIOHTTP1

/// The operator's page, used as a browser uses it: the page itself, its pad, and what its scripts post and fetch.
struct OperatorLink: Sendable {
    let client: HTTPClient
    let base: String

    /// - Throws: `session.timed-out` without an answer, the kiosk's own code when it refuses.
    func page() async throws(Failure) -> OperatorPageText {
        OperatorPageText(try await send(.GET, "/operator?lang=en", token: nil, body: nil))
    }

    /// A part of it that changes by itself, such as `document`.
    func part(_ name: String, token: String) async throws(Failure) -> OperatorPageText {
        OperatorPageText(try await send(.GET, "/operator/\(name)?lang=en", token: token, body: nil))
    }

    func post(_ path: String, _ json: [String: Wire], token: String) async throws(Failure) {
        guard let body = try? JSONEncoder().encode(json) else { throw Failure(.internalError) }
        _ = try await send(.POST, path, token: token, body: body)
    }

    /// One of the page's plain forms; its answer is the page.
    func form(_ name: String, _ fields: [String: String], token: String) async throws(Failure) -> OperatorPageText {
        let all = fields.merging(["token": token, "language": "en"]) { first, _ in first }
        let text = all.map { "\($0.key)=\(Self.escaped($0.value))" }.joined(separator: "&")
        return OperatorPageText(
            try await send(
                .POST, "/operator/\(name)", token: token, body: Data(text.utf8),
                contentType: "application/x-www-form-urlencoded"))
    }

    /// Everything but the unreserved characters of RFC 3986, section 2.3, as bytes of UTF-8.
    private static func escaped(_ text: String) -> String {
        text.utf8.map { byte in
            let sign = Character(UnicodeScalar(byte))
            let isPlain = byte < 0x80 && (sign.isLetter || sign.isNumber || "-._~".contains(sign))
            return isPlain ? String(sign) : "%" + (byte < 16 ? "0" : "") + String(byte, radix: 16, uppercase: true)
        }.joined()
    }

    /// A value of what is posted.
    enum Wire: Encodable {
        case text(String)
        case numbers([Int])

        func encode(to encoder: any Encoder) throws {
            var container = encoder.singleValueContainer()
            switch self {
            case .text(let text): try container.encode(text)
            case .numbers(let numbers): try container.encode(numbers)
            }
        }
    }

    private func send(
        _ method: HTTPMethod, _ path: String, token: String?, body: Data?, contentType: String = "application/json"
    ) async throws(Failure) -> String {
        var request = HTTPClientRequest(url: base + path)
        request.method = method
        if let token { request.headers.add(name: "X-Screen-Token", value: token) }
        if let body {
            request.headers.add(name: "Content-Type", value: contentType)
            request.body = .bytes(ByteBuffer(bytes: body))
        }
        let status: HTTPResponseStatus
        let text: String
        do {
            let response = try await client.execute(request, timeout: .seconds(10))
            status = response.status
            text = String(buffer: try await response.body.collect(upTo: 512 * 1024))
        } catch {
            throw Failure(.sessionTimedOut, "\(type(of: error))")
        }
        guard status == .ok else {
            let problem = try? JSONDecoder().decode(ScreenProblem.self, from: Data(text.utf8))
            throw Failure(problem?.code ?? .internalError, "status \(status.code)")
        }
        return text
    }
}

/// What the operator's page says in its attributes, which its scripts read, too.
struct OperatorPageText: Sendable {
    private let text: String

    init(_ text: String) { self.text = text }

    /// The value of the first attribute of this name.
    func value(_ attribute: String) -> String? {
        text.firstRange(of: "\(attribute)=\"").map { String(text[$0.upperBound...].prefix { $0 != "\"" }) }
    }

    /// The values of all attributes of this name, in their order.
    func values(_ attribute: String) -> [String] {
        text.split(separator: "\(attribute)=\"").dropFirst().map { String($0.prefix { $0 != "\"" }) }
    }

    /// The card tells no tries: the first entry of a program is the right one. A last try is left to a person (RULES E9).
    var asksForYes: Bool { value("data-tries") == "unknown" }

    /// Positions on the pad by the digits that it shows.
    var pad: [Int: Int] {
        var positions: [Int: Int] = [:]
        for part in text.split(separator: "<button").dropFirst() {
            let button = OperatorPageText(String(part))
            guard let position = button.value("data-position").flatMap({ Int($0) }), let end = part.firstIndex(of: ">"),
                let digit = part[part.index(after: end)...].first?.wholeNumberValue
            else { continue }
            positions[digit] = position
        }
        return positions
    }
}
