import AsyncHTTPClient
import Crypto
import FoundationEssentials
import HTTPTypes
import KioskDevices
import KioskDomain
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
/// Idempotent calls are tried again a bounded number of times with back-off; the others never. Every call ends within
/// `timeout` for each try. Call ``shutdown()`` to wait until the connections are closed.
public final class PortalClient: Sendable {
    let configuration: PortalConfiguration
    private let http: HTTPClient
    private let identity: Mutex<DeviceIdentity?>
    private let offset = Mutex<Int64>(0)
    private let now: @Sendable () -> Int64

    /// - Parameters:
    ///   - identity: nil until the kiosk is enrolled; then only `time` and `enrol` work.
    ///   - now: milliseconds since 1970 of this machine's clock.
    /// - Throws: ``PortalError`` `portal.not-trusted` when the authorities cannot be read.
    public init(
        _ configuration: PortalConfiguration, identity: DeviceIdentity? = nil,
        now: @escaping @Sendable () -> Int64 = PortalClient.systemClock
    ) throws(PortalError) {
        self.configuration = configuration
        self.identity = Mutex(identity)
        self.now = now
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv12
        do {
            let authorities = try NIOSSLCertificate.fromPEMBytes(Array(configuration.trustedAuthorities.utf8))
            tls.trustRoots = .certificates(authorities)
        } catch {
            throw PortalError(.portalTrust, "the trusted authorities are no PEM certificates")
        }
        var settings = HTTPClient.Configuration(tlsConfiguration: tls, redirectConfiguration: .disallow)
        settings.connectionPool.retryConnectionEstablishment = false
        settings.timeout.connect = .nanoseconds(Int64(configuration.timeout / .nanoseconds(1)))
        settings.httpVersion = .http1Only
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: settings)
    }

    /// A start that fails half way drops the client: an open one would trap and hide the reason.
    deinit { Task { [http] in try? await http.shutdown() } }

    /// Milliseconds since 1970 by this machine's clock.
    @Sendable public static func systemClock() -> Int64 { Int64(Date.now.timeIntervalSince1970 * 1_000) }

    /// Closes all connections; calls under way fail with `portal.unreachable`.
    public func shutdown() async { try? await http.shutdown() }

    /// The kiosk's own ID once enrolled.
    public var kioskID: String? { identity.withLock { $0?.kioskID } }

    /// Used for all later calls.
    public func use(_ identity: DeviceIdentity) { self.identity.withLock { $0 = identity } }

    /// Portal's clock minus this machine's, in milliseconds, as last measured by ``time()``.
    public var clockOffset: Int64 { offset.withLock { $0 } }

    /// The portal's clock and kind; also measures ``clockOffset``. Needs no identity.
    public func time() async throws(PortalError) -> TimeAnswer {
        let before = now()
        let answer = try await perform(Call(.get, PortalRoute.time, signed: false), as: TimeAnswer.self)
        let middle = before + (now() - before) / 2
        offset.withLock { $0 = answer.nowMilliseconds - middle }
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
        var clockMayBeMeasured = call.signed
        while true {
            triesLeft -= 1
            do throws(PortalError) {
                return try await attempt(call)
            } catch  where error.code == .clockUntrusted && clockMayBeMeasured {
                // The portal did nothing with the call; its clock decides, so take it over and sign anew, once.
                clockMayBeMeasured = false
                triesLeft += 1
                _ = try await time()
            } catch  where error.isTransient && triesLeft > 0 {
                do {
                    try await Task.sleep(for: backOff.next())
                } catch {
                    throw PortalError(.portalUnreachable, "\(call.name): cancelled")
                }
            }
        }
    }

    private func attempt(_ call: Call) async throws(PortalError) -> Data {
        let request = try signedRequest(call)
        let status: Int
        let isProblem: Bool
        let body: Data
        do {
            let timeout = configuration.timeout
            let http = http
            (status, isProblem, body) = try await withDeadline(timeout + .seconds(1), call.name) {
                let nanoseconds = Int64(timeout / .nanoseconds(1))
                let response = try await http.execute(request, timeout: .nanoseconds(nanoseconds))
                let bytes = try await response.body.collect(upTo: 8 << 20)
                let type = response.headers.first(name: "content-type") ?? ""
                return (Int(response.status.code), type.hasPrefix(Problem.mediaType), Data(bytes.readableBytesView))
            }
        } catch {
            throw Self.failure(of: call, error)
        }
        guard (200..<300).contains(status) else { throw Self.refusal(of: call, status, isProblem, body) }
        return body
    }

    private func signedRequest(_ call: Call) throws(PortalError) -> HTTPClientRequest {
        var head = HTTPRequest(method: call.method, scheme: "https", authority: nil, path: call.target)
        if let key = call.idempotencyKey { head.headerFields[.idempotencyKey] = key }
        if call.signed {
            guard let identity = identity.withLock({ $0 }) else {
                throw PortalError(.portalRefused, "this kiosk is not enrolled")
            }
            let created = (now() + clockOffset) / 1_000
            do {
                try MessageSignature.sign(
                    &head, body: call.body, keyID: identity.kioskID, key: identity.key, created: created,
                    nonce: Hex.encode((0..<16).map { _ in UInt8.random(in: 0...255) }))
            } catch {
                throw PortalError(.portalRefused, "the request could not be signed")
            }
        }
        var request = HTTPClientRequest(url: configuration.address + call.target)
        request.method = HTTPMethod(rawValue: call.method.rawValue)
        for field in head.headerFields { request.headers.add(name: field.name.rawName, value: field.value) }
        if !call.body.isEmpty {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: call.body))
        }
        return request
    }

    private static func failure(of call: Call, _ error: any Error) -> PortalError {
        switch error {
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
            PortalError(.portalTrust, "\(call.name): the portal's certificate is not from the pinned authority")
        default:
            PortalError(.portalUnreachable, "\(call.name): \(type(of: error))")
        }
    }

    private static func refusal(of call: Call, _ status: Int, _ isProblem: Bool, _ body: Data) -> PortalError {
        guard isProblem, let problem = try? ContractJSON.decode(Problem.self, from: body) else {
            return PortalError(.portalAnswer, "\(call.name): status \(status) without a problem", status: status)
        }
        let detail = "\(call.name): \(problem.title): \(problem.detail)"
        return PortalError(problem.failureCode ?? .portalRefused, detail, status: status, count: problem.count)
    }
}
