import AsyncHTTPClient
import FoundationEssentials
import HTTPTypes
import KioskDevices
import KioskDomain
import MachineKeys
import NIOCore
import NIOHTTP1
import NIOSSL
public import PortalContract
import Synchronization

/// Where the portal is and what is trusted there.
public struct PortalConfiguration: Sendable {
    /// Such as `https://127.0.0.1:8443`; no path.
    public var address: String
    /// The only certificate authorities trusted, PEM; the machine's own list is not used.
    public var trustedAuthorities: String
    /// For one try, from sending to the last byte.
    public var timeout: Duration
    /// Tries of an idempotent call, the first included.
    public var tries: Int

    /// Memberwise.
    public init(address: String, trustedAuthorities: String, timeout: Duration = .seconds(10), tries: Int = 3) {
        self.address = address
        self.trustedAuthorities = trustedAuthorities
        self.timeout = timeout
        self.tries = tries
    }
}

/// The portal, one method for each operation of `openapi.yaml`.
///
/// Calls go by mutual TLS with the certificate of ``use(_:)``, to the port that the portal's open port tells. Idempotent
/// calls are tried again a bounded number of times with back-off; the others never. Every call ends within `timeout` for
/// each try. Call ``shutdown()`` to wait until the connections are closed.
public final class PortalClient: Sendable {
    let configuration: PortalConfiguration
    private let http: HTTPClient
    private let ownsConnections: Bool
    private let lines: Mutex<PortalLines>
    private let offset = Mutex<Int64>(0)
    private let now: @Sendable () -> Int64

    /// - Parameters:
    ///   - identity: nil until the kiosk is enrolled; then only calls that need none work.
    ///   - now: milliseconds since 1970 of this machine's clock.
    /// - Throws: ``PortalError`` `portal.not-trusted` when the authorities cannot be read.
    public init(
        _ configuration: PortalConfiguration, identity: DeviceIdentity? = nil,
        now: @escaping @Sendable () -> Int64 = PortalClient.systemClock
    ) throws(PortalError) {
        self.configuration = configuration
        self.now = now
        lines = Mutex(try PortalLines(configuration, identity: identity))
        var settings = HTTPClient.Configuration(redirectConfiguration: .disallow)
        settings.connectionPool.retryConnectionEstablishment = false
        settings.timeout.connect = .nanoseconds(Int64(configuration.timeout / .nanoseconds(1)))
        settings.httpVersion = .http1Only
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
        ownsConnections = true
    }

    private init(on other: PortalClient) throws(PortalError) {
        configuration = other.configuration
        now = other.now
        lines = Mutex(try PortalLines(configuration, identity: nil))
        http = other.http
        ownsConnections = false
    }

    /// Another machine, not enrolled yet, whose connections this one keeps as long as it lives. None is used by both: each
    /// shows its own certificate.
    public func sibling() throws(PortalError) -> PortalClient { try PortalClient(on: self) }

    /// A start that fails half way drops the client: an open one would trap and hide the reason.
    deinit {
        guard ownsConnections else { return }
        Task { [http] in try? await http.shutdown() }
    }

    /// Milliseconds since 1970 by this machine's clock.
    @Sendable public static func systemClock() -> Int64 { Int64(Date.now.timeIntervalSince1970 * 1_000) }

    /// Closes all connections; calls under way fail with `portal.unreachable`.
    public func shutdown() async {
        if ownsConnections { try? await http.shutdown() }
    }

    /// The kiosk's own ID once enrolled.
    public var kioskID: String? { currentIdentity?.kioskID }

    /// What later calls show.
    public var currentIdentity: DeviceIdentity? { lines.withLock { $0.identity } }

    /// Used for all later calls.
    public func use(_ identity: DeviceIdentity) {
        lines.withLock { lines in
            lines.identity = identity
            lines.revoked = nil
        }
    }

    /// What the portal said to trust; nil while there is only what was configured.
    public var pinned: PortalTrust? { lines.withLock { $0.pinned } }

    /// Trusted from now on instead of what was configured.
    public func pin(_ trust: PortalTrust) { lines.withLock { $0.pinned = trust } }

    /// Portal's clock minus this machine's, in milliseconds, as last measured by ``time()``.
    public var clockOffset: Int64 { offset.withLock { $0 } }

    func ownClock() -> Int64 { now() }

    /// The portal's clock and kind; also measures ``clockOffset``. Needs no identity.
    public func time() async throws(PortalError) -> TimeAnswer {
        let before = now()
        let answer = try await perform(Call(.get, PortalRoute.time, line: .open), as: TimeAnswer.self)
        let middle = before + (now() - before) / 2
        offset.withLock { $0 = answer.nowMilliseconds - middle }
        lines.withLock { $0.kioskAddress = PortalLines.address($0.openAddress, port: answer.kioskPort) }
        return answer
    }

    func perform<Answer: Decodable>(_ call: Call, as type: Answer.Type) async throws(PortalError) -> Answer {
        let bytes = try await bytes(of: call)
        do {
            return try ContractJSON.decode(type, from: bytes)
        } catch {
            throw PortalError(.portalAnswer, "\(call.name): the answer is not what the contract says")
        }
    }

    /// The body of a successful answer, after retries where the call allows them.
    func bytes(of call: Call) async throws(PortalError) -> Data {
        var backOff = BackOff(first: .milliseconds(200), limit: .seconds(2))
        var triesLeft = call.idempotent ? max(configuration.tries, 1) : 1
        while true {
            triesLeft -= 1
            var rest = Duration.zero
            do throws(PortalError) {
                return try await attempt(call)
            } catch {
                note(error, call)
                guard error.isTransient, triesLeft > 0, (error.retryAfter ?? .zero) <= Self.longestRest else {
                    throw error
                }
                rest = error.retryAfter ?? .zero
            }
            do {
                try await Task.sleep(for: max(backOff.next(), rest))
            } catch {
                throw PortalError(.portalUnreachable, "\(call.name): cancelled")
            }
        }
    }

    /// A portal that wants to be left alone for longer is left alone by the caller.
    private static let longestRest = Duration.seconds(2)

    /// A portal that shut us out is not asked again with this identity; one that is away may come back at another port.
    private func note(_ error: PortalError, _ call: Call) {
        guard call.line == .kiosk else { return }
        lines.withLock { lines in
            if error.code == .kioskRevoked { lines.revoked = error }
            if error.code == .portalUnreachable { lines.kioskAddress = nil }
        }
    }

    private func attempt(_ call: Call) async throws(PortalError) -> Data {
        let request = try await request(call)
        let reply: Reply
        do {
            let timeout = configuration.timeout
            let http = http
            reply = try await withDeadline(timeout + .seconds(1), call.name) {
                let nanoseconds = Int64(timeout / .nanoseconds(1))
                let response = try await http.execute(request, timeout: .nanoseconds(nanoseconds))
                let bytes = try await response.body.collect(upTo: 8 << 20)
                return Reply(response, Data(bytes.readableBytesView))
            }
        } catch {
            throw PortalAnswer.failure(of: call, error, key: currentIdentity?.key.fault)
        }
        guard (200..<300).contains(reply.status) else { throw reply.refusal(of: call) }
        return reply.body
    }

    private func request(_ call: Call) async throws(PortalError) -> HTTPClientRequest {
        let address = call.line == .open ? configuration.address : try await kioskAddress()
        var request = HTTPClientRequest(url: address + call.target)
        request.tlsConfiguration = try lines.withLock { lines throws(PortalError) in
            if call.line == .kiosk, let revoked = lines.revoked { throw revoked }
            return try lines.tls(for: call.line)
        }
        request.method = HTTPMethod(rawValue: call.method.rawValue)
        if let key = call.idempotencyKey { request.headers.add(name: "idempotency-key", value: key) }
        if !call.body.isEmpty {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: call.body))
        }
        return request
    }

    private func kioskAddress() async throws(PortalError) -> String {
        let known = lines.withLock { lines in (lines.kioskAddress, lines.identity) }
        if let address = known.0 { return address }
        guard known.1 != nil else { throw PortalError(.kioskCertificate, "this kiosk is not enrolled") }
        let answer = try await time()
        return PortalLines.address(configuration.address, port: answer.kioskPort)
    }
}
