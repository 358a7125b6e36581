import AsyncHTTPClient
import FoundationEssentials
public import KioskDevices
import KioskDomain
import NIOCore
import NIOHTTP1
import NIOSSL

/// Routes of the reference portal that are open to everybody in a demonstration, over TLS with its pinned authority.
public struct PortalLink: Sendable {
    private let base: String
    private let authority: String?
    private static let answerLimit = 1 << 20

    /// - Parameters:
    ///   - base: such as `https://127.0.0.1:8443`.
    ///   - authority: PEM file with the only authority that the portal's certificate may come from.
    public init(base: String, authority: String?) {
        self.base = base
        self.authority = authority
    }

    /// - Throws: `portal.unreachable` without an answer, `portal.refused` with another status than 200 and 201.
    public func get(_ path: String) async throws(Failure) -> [UInt8] { try await send(path, nil) }

    /// Posts JSON.
    /// - Throws: `portal.unreachable` without an answer, `portal.refused` with another status than 200 and 201.
    public func post(_ path: String, _ json: [UInt8]) async throws(Failure) -> [UInt8] { try await send(path, json) }

    private func send(_ path: String, _ json: [UInt8]?) async throws(Failure) -> [UInt8] {
        var request = HTTPClientRequest(url: "\(base)\(path)")
        if let json {
            request.method = .POST
            request.headers.add(name: "Content-Type", value: "application/json")
            request.body = .bytes(ByteBuffer(bytes: json))
        }
        let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        let result = await answer(client, request)
        try? await client.shutdown()
        return try result.get()
    }

    private func answer(_ client: HTTPClient, _ request: HTTPClientRequest) async -> Result<[UInt8], Failure> {
        do {
            // The portal makes the keys of its authorities when it first starts.
            let response = try await client.execute(request, timeout: .seconds(30))
            let body = Array(try await response.body.collect(upTo: Self.answerLimit).readableBytesView)
            guard response.status == .ok || response.status == .created else {
                return .failure(Failure(.portalRefused, "HTTP \(response.status.code)"))
            }
            return .success(body)
        } catch {
            // An error of the client may name the address, and that may hold an IIN.
            return .failure(Failure(.portalUnreachable, "\(type(of: error))"))
        }
    }

    private var configuration: HTTPClient.Configuration {
        var configuration = HTTPClient.Configuration()
        guard let authority else { return configuration }
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = .file(authority)
        configuration.tlsConfiguration = tls
        return configuration
    }
}
