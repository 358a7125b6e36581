import AsyncHTTPClient
import Crypto
import FoundationEssentials
import HallContract
import KioskDevices
import KioskDomain
import MachineKeys
import NIOCore
import NIOHTTP1
import NIOSSL
import PKIX
import PortalContract

/// The line to the hall: joins it when this machine has not yet, renews the certificate in time, and calls.
actor HallLine {
    /// A certificate is renewed when less than this is left of it.
    private static let renewal = Duration.seconds(30 * 86_400)
    private static let answerLimit = 8 << 20

    let settings: HallClientSettings
    private let folder: HallFolder
    private let http: HTTPClient
    private let now: @Sendable () -> UnixTime
    private var identity: HallIdentity?
    private var joining: Task<HallIdentity, any Error>?

    init(_ settings: HallClientSettings, now: @escaping @Sendable () -> UnixTime) {
        self.settings = settings
        self.now = now
        folder = HallFolder(path: settings.folder, keys: settings.keys)
        var configuration = HTTPClient.Configuration(redirectConfiguration: .disallow)
        configuration.connectionPool.retryConnectionEstablishment = false
        configuration.connectionPool.idleTimeout = .seconds(15)
        configuration.timeout.connect = Self.amount(settings.timeout)
        configuration.timeout.read = Self.amount(settings.silence)
        configuration.httpVersion = .http1Only
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// A start that fails half way drops the line: an open client would trap and hide the reason.
    deinit { Task { [http] in try? await http.shutdown() } }

    func shutdown() async { try? await http.shutdown() }

    /// Known once this machine has joined.
    func role() async throws(Failure) -> HallRole { try await joined().role }

    nonisolated func call<Answer: Decodable>(
        _ call: HallCall, _ method: HTTPMethod = .POST, _ body: some Encodable & Sendable
    ) async throws(Failure) -> Answer {
        let identity = try await joined()
        do {
            let bytes = try await send(
                settings.address + call.path, method, try ContractJSON.encode(body), identity.tls)
            return try ContractJSON.decode(Answer.self, from: bytes)
        } catch {
            throw Self.failure(error, call.rawValue, key: identity.key.fault)
        }
    }

    /// The body of an event stream.
    nonisolated func events(_ call: HallCall) async throws(Failure) -> HTTPClientResponse.Body {
        let identity = try await joined()
        var request = HTTPClientRequest(url: settings.address + call.path)
        request.tlsConfiguration = identity.tls
        do {
            let response = try await http.execute(request, deadline: .distantFuture)
            guard response.status == .ok else {
                throw Self.refusal(response.status, try await Self.collect(response.body))
            }
            return response.body
        } catch {
            throw Self.failure(error, call.rawValue, key: identity.key.fault)
        }
    }

    /// Renews the certificate when it is time.
    func renewInTime() async throws(Failure) {
        let present = try await joined()
        guard present.notAfter < now() + Self.renewal || settings.keys.wantsElsewhere(present.key) else { return }
        let key = try await settings.keys.make()
        let wish = CertificateWish(code: nil, request: try await key.request().pem)
        let grant: CertificateGrant = try await call(.renew, .POST, wish)
        do { self.identity = try folder.keep(key, grant, code: nil) } catch { throw Self.failure(error, "renew") }
    }

    // MARK: - Joining

    private func joined() async throws(Failure) -> HallIdentity {
        if let identity { return identity }
        let task = joining ?? Task { try await join() }
        joining = task
        defer { joining = nil }
        do {
            let identity = try await task.value
            self.identity = identity
            return identity
        } catch {
            throw Self.failure(error, "enrol")
        }
    }

    private func join() async throws -> HallIdentity {
        let code = try self.code()
        let isNew = try code.map { try !folder.hasUsed($0) } ?? false
        if !isNew, let kept = try folder.identity() { return kept }
        guard let code else {
            throw Failure(.hallRefused, "this machine has not joined the hall: hall.enrolment-code-file holds no code")
        }
        let (secret, fingerprint) = Self.parts(code)
        let authority = try await authority(fingerprint)
        let (key, request) = try await folder.asking()
        let wish = CertificateWish(code: secret, request: request)
        let answer = try await send(
            settings.enrolmentAddress + HallCall.enrolPath, .POST, try ContractJSON.encode(wish),
            try HallIdentity.trusting(authority))
        let grant = try ContractJSON.decode(CertificateGrant.self, from: answer)
        try folder.keep(authority: authority)
        guard let identity = try folder.keep(key, grant, code: code) else {
            throw Failure(.hallRefused, "the files of the hall cannot be kept")
        }
        return identity
    }

    private func code() throws -> String? {
        guard !settings.codeFile.isEmpty, let text = try PrivateFile.read(settings.codeFile) else { return nil }
        let code = String(decoding: text.filter { $0 > 0x20 }, as: UTF8.self)
        return code.isEmpty ? nil : code
    }

    private static func parts(_ code: String) -> (secret: String, fingerprint: String?) {
        guard let point = code.firstIndex(of: ".") else { return (code, nil) }
        return (String(code[..<point]), String(code[code.index(after: point)...]))
    }

    /// From the file, else from the hall itself when it has the fingerprint that came with the code.
    private func authority(_ fingerprint: String?) async throws -> Data {
        if !settings.authorityFile.isEmpty {
            guard let pem = try PrivateFile.read(settings.authorityFile) else {
                throw Failure(.hallRefused, "hall.ca-file cannot be read")
            }
            return pem
        }
        guard let fingerprint else { throw Failure(.hallRefused, "neither hall.ca-file nor a code with a fingerprint") }
        // Nothing is believed of this connection but a certificate that has the fingerprint.
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv13
        tls.certificateVerification = .none
        let pem = try await send(settings.enrolmentAddress + HallCall.authorityPath, .GET, Data(), tls)
        guard let certificate = try Certificate.read(Array(pem)).first,
            Hexadecimal.text(Array(SHA256.hash(data: certificate.der))) == fingerprint
        else { throw Failure(.hallRefused, "the authority of the hall has another fingerprint than the code says") }
        return Data(certificate.pem.utf8)
    }

    // MARK: - Sending

    private nonisolated func send(
        _ url: String, _ method: HTTPMethod, _ body: Data, _ tls: TLSConfiguration
    ) async throws -> Data {
        var request = HTTPClientRequest(url: url)
        // The door for new machines has few places: none is kept by a machine that is in.
        if url.hasPrefix(settings.enrolmentAddress + "/") { request.headers.add(name: "connection", value: "close") }
        request.method = method
        request.tlsConfiguration = tls
        if !body.isEmpty {
            request.headers.add(name: "content-type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: body))
        }
        let sent = request
        return try await withDeadline(settings.timeout, "hall") { [http] in
            let response = try await http.execute(sent, deadline: .distantFuture)
            let bytes = try await Self.collect(response.body)
            guard response.status == .ok else { throw Self.refusal(response.status, bytes) }
            return bytes
        }
    }

    private static func collect(_ body: HTTPClientResponse.Body) async throws -> Data {
        Data(try await body.collect(upTo: answerLimit).readableBytesView)
    }

    private static func refusal(_ status: HTTPResponseStatus, _ body: Data) -> Failure {
        guard let problem = try? ContractJSON.decode(Problem.self, from: body), let code = problem.failureCode else {
            return Failure(.hallUnreachable, "status \(status.code) without a problem")
        }
        return Failure(code, problem.detail)
    }

    /// - Parameter key: why this machine's key did not sign, where it did not: then no handshake could succeed.
    private static func failure(_ error: any Error, _ call: String, key: Failure? = nil) -> Failure {
        switch error {
        case let failure as Failure: failure
        case is NIOSSLError where key != nil, is BoringSSLError where key != nil: key ?? Failure(.tpmFault, call)
        case is NIOSSLError, is NIOSSLExtraError, is BoringSSLError:
            Failure(.hallRefused, "\(call): no TLS with the hall: its authority, or our certificate, is not taken")
        case let error as PrivateFileError: Failure(.hallRefused, "\(call): \(error)")
        default: Failure(.hallUnreachable, "\(call): \(type(of: error))")
        }
    }

    private static func amount(_ duration: Duration) -> TimeAmount { .nanoseconds(Int64(duration / .nanoseconds(1))) }
}
