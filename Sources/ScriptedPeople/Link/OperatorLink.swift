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

    /// The part about a digital document.
    func document(token: String) async throws(Failure) -> OperatorPageText {
        OperatorPageText(try await send(.GET, "/operator/document?lang=en", token: token, body: nil))
    }

    func post(_ path: String, _ json: [String: Wire], token: String) async throws(Failure) {
        guard let body = try? JSONEncoder().encode(json) else { throw Failure(.internalError) }
        _ = try await send(.POST, path, token: token, body: body)
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
        _ method: HTTPMethod, _ path: String, token: String?, body: Data?
    ) async throws(Failure) -> String {
        var request = HTTPClientRequest(url: base + path)
        request.method = method
        if let token { request.headers.add(name: "X-Screen-Token", value: token) }
        if let body {
            request.headers.add(name: "Content-Type", value: "application/json")
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
