internal import AsyncHTTPClient
internal import FoundationEssentials
internal import KioskDevices
public import KioskDiagnostics
internal import NIOCore
internal import NIOHTTP1

/// Why kioskd could not be asked.
public enum ControlError: Error, Sendable, Hashable {
    /// Nobody listens, or this user may not connect; ``LocalChecks/daemon(socket:)`` tells which.
    case unreachable
    /// Somebody listens and said nothing within the limit.
    case silent
    /// An answer that is none of kioskd's, with its HTTP status.
    case notUnderstood(status: Int)
    /// kioskd says why not.
    case refused(ControlProblem)
}

/// Asks kioskd over its control socket (HTTP over a unix socket).
public struct ControlClient: Sendable {
    /// Path of the unix socket.
    public let socket: String
    private let limit: Duration
    /// An answer has some kilobytes; more is not kioskd's.
    static let largestAnswer = 1 << 20

    /// Nothing is opened before the first question.
    /// - Parameter limit: for one question and its answer.
    public init(socket: String, limit: Duration = .seconds(5)) {
        self.socket = socket
        self.limit = limit
    }

    /// What kioskd says about itself and its parts.
    public func status() async throws(ControlError) -> ControlStatus {
        let (status, body) = try await ask(.GET, "/status")
        guard status == 200, let answer = try? JSONDecoder().decode(ControlStatus.self, from: body) else {
            throw .notUnderstood(status: status)
        }
        return answer
    }

    /// Switches the trace of card commands in kioskd's log; PIN bytes are masked whatever is asked for.
    public func setTrace(_ isOn: Bool) async throws(ControlError) {
        let (status, _) = try await ask(.POST, "/apdu-trace?on=\(isOn)")
        guard (200..<300).contains(status) else { throw .notUnderstood(status: status) }
    }

    /// The operators that may sign in at this kiosk's desk (RULES R4).
    public func operators() async throws(ControlError) -> [ControlOperator] { try await list("/operators") }

    /// Adds the card in the operator's reader under this name, or takes the name from the list.
    ///
    /// - Parameter duties: `operator`, `officer`, `manager`; without one, `operator`.
    public func setOperator(_ name: String, isKnown: Bool, duties: [String] = []) async throws(ControlError) {
        let order = ControlOperator(name: name, fingerprint: "", duties: duties)
        let (status, body) = try await ask(
            isKnown ? .POST : .DELETE, "/operators", body: try? JSONEncoder().encode(order))
        guard status != 204 else { return }
        guard let problem = try? JSONDecoder().decode(ControlProblem.self, from: body) else {
            throw .notUnderstood(status: status)
        }
        throw .refused(problem)
    }

    /// The last tries at cards of this kiosk, newest first; no serial number, no PIN.
    public func cards() async throws(ControlError) -> [ControlCardTrial] { try await list("/cards") }

    /// How the kiosk stands with sets of configuration that the portal pushes.
    public func configuration() async throws(ControlError) -> ControlConfiguration {
        let (status, body) = try await ask(.GET, "/configuration")
        if status == 200, let answer = try? JSONDecoder().decode(ControlConfiguration.self, from: body) {
            return answer
        }
        guard let problem = try? JSONDecoder().decode(ControlProblem.self, from: body) else {
            throw .notUnderstood(status: status)
        }
        throw .refused(problem)
    }

    private func list<Item: Decodable>(_ path: String) async throws(ControlError) -> [Item] {
        let (status, body) = try await ask(.GET, path)
        guard status == 200, let answer = try? JSONDecoder().decode([Item].self, from: body) else {
            throw .notUnderstood(status: status)
        }
        return answer
    }

    func ask(
        _ method: HTTPMethod, _ uri: String, body: Data? = nil, upTo size: Int = largestAnswer
    ) async throws(ControlError) -> (status: Int, body: Data) {
        guard let url = URL(httpURLWithSocketPath: socket, uri: uri) else { throw .unreachable }
        var request = HTTPClientRequest(url: url.absoluteString)
        request.method = method
        if let body { request.body = .bytes(ByteBuffer(bytes: body)) }
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: Self.configuration)
        let result = await Self.answer(client, request, within: limit, upTo: size)
        try? await client.shutdown()
        return try result.get()
    }

    /// A socket where nobody listens is an answer, too: the library would try again until the limit.
    private static var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.retryConnectionEstablishment = false
        return configuration
    }

    private static func answer(
        _ client: HTTPClient, _ request: HTTPClientRequest, within limit: Duration, upTo size: Int
    ) async -> Result<(status: Int, body: Data), ControlError> {
        do {
            return .success(
                try await withDeadline(limit, "kioskd") {
                    let response = try await client.execute(request, timeout: .nanoseconds(limit.nanoseconds))
                    let body = try await response.body.collect(upTo: size)
                    return (Int(response.status.code), Data(body.readableBytesView))
                })
        } catch {
            return .failure(Self.reason(error))
        }
    }

    private static func reason(_ error: any Error) -> ControlError {
        switch error {
        case is DeadlineExceeded: .silent
        case let error as HTTPClientError where isTimeOut(error): .silent
        case is HTTPParserError, is NIOTooManyBytesError: .notUnderstood(status: 0)
        // Bytes that end before an answer: somebody is there, but it does not speak HTTP.
        case let error as HTTPClientError where error == .remoteConnectionClosed: .notUnderstood(status: 0)
        default: .unreachable
        }
    }

    private static func isTimeOut(_ error: HTTPClientError) -> Bool {
        [.deadlineExceeded, .readTimeout, .writeTimeout].contains(error)
    }
}

extension Duration {
    fileprivate var nanoseconds: Int64 { Int64(self / .nanoseconds(1)) }
}
