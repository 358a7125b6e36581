import AsyncHTTPClient
import FoundationEssentials
import HallContract
import KioskDomain
import KioskTestSupport
import NIOCore
import NIOHTTP1
import NIOSSL
import PortalContract

@testable import HallClient
@testable import HallServer

/// Requests as no client of ours would send them.
struct Wire: Sendable {
    struct Answer: Sendable {
        var status: Int
        var body: Data
        /// Of the problem, when it is one.
        var code: FailureCode? { (try? ContractJSON.decode(KioskProblem.self, from: body))?.failureCode }
    }

    var address: String
    var tls: TLSConfiguration
    /// Eight connections at a time.
    var http = HTTPClient.shared

    /// With the certificate of a machine that joined.
    init(_ centre: Centre, _ name: String) throws {
        guard let identity = try HallFolder(path: centre.folder.file(name)).identity() else {
            throw Problem("\(name) has not joined")
        }
        self.init(address: centre.address, tls: identity.tls)
    }

    /// To the port for machines without a certificate.
    static func enrolment(_ centre: Centre) throws -> Wire {
        Wire(
            address: "https://127.0.0.1:\(centre.enrolmentPort)",
            tls: try HallIdentity.trusting(Data(try centre.hall.authority.certificate.utf8)))
    }

    init(address: String, tls: TLSConfiguration) {
        self.address = address
        self.tls = tls
    }

    func send(_ method: HTTPMethod, _ path: String, _ body: some Sequence<UInt8> = []) async throws -> Answer {
        var request = request(method, path)
        let bytes = Array(body)
        if !bytes.isEmpty { request.body = .bytes(ByteBuffer(bytes: bytes)) }
        return try await answer(request)
    }

    func send(_ call: HallCall, _ value: some Encodable) async throws -> Answer {
        try await send(call == .plan ? .PUT : .POST, call.path, try ContractJSON.encode(value))
    }

    /// Says that so many bytes come, and sends fewer for as long as the hall waits.
    func sendHalf(_ call: HallCall, of length: Int64) async throws -> Answer {
        let (bytes, more) = AsyncStream.makeStream(of: ByteBuffer.self)
        more.yield(ByteBuffer(string: "{"))
        defer { more.finish() }
        var request = request(.POST, call.path)
        request.body = .stream(bytes, length: .known(length))
        return try await answer(request)
    }

    /// An event stream, its head taken.
    func stream(_ call: HallCall) async throws -> (status: Int, body: HTTPClientResponse.Body) {
        let response = try await http.execute(request(.GET, call.path), timeout: .minutes(2))
        return (Int(response.status.code), response.body)
    }

    /// Runs `body` with a client of its own for so many connections.
    func with<Value: Sendable>(
        connections: Int, _ body: @Sendable (Wire) async throws -> Value
    ) async throws -> Value {
        var configuration = HTTPClient.Configuration()
        configuration.connectionPool.concurrentHTTP1ConnectionsPerHostSoftLimit = connections
        configuration.timeout.connect = .minutes(2)
        var wire = self
        wire.http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        do {
            let value = try await body(wire)
            try await wire.http.shutdown()
            return value
        } catch {
            try? await wire.http.shutdown()
            throw error
        }
    }

    private func request(_ method: HTTPMethod, _ path: String) -> HTTPClientRequest {
        var request = HTTPClientRequest(url: address + path)
        request.method = method
        request.tlsConfiguration = tls
        return request
    }

    private func answer(_ request: HTTPClientRequest) async throws -> Answer {
        let response = try await http.execute(request, timeout: .minutes(2))
        let body = try await response.body.collect(upTo: 1 << 20)
        return Answer(status: Int(response.status.code), body: Data(body.readableBytesView))
    }
}

/// The contract's problem; `Problem` is what a test could not do.
typealias KioskProblem = PortalContract.Problem
