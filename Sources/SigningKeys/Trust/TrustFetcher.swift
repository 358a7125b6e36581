import AsyncHTTPClient
public import HelperProtocol
import KioskDevices
public import KioskDomain
import NIOCore
import NIOHTTP1
import Synchronization

/// The way to OCSP, time stamps, lists and issuers for kiosk-sign, which has no network.
///
/// Documents name addresses, and whoever makes a document could name any: only hosts of the configuration are asked, so
/// that nobody reaches the inside of the centre's network through a signature.
public final class TrustFetcher: Sendable {
    private let hosts: Set<String>
    private let client: HTTPClient
    private let now: @Sendable () -> UnixTime
    private let kept = Mutex<[String: (bytes: [UInt8], until: UnixTime)]>([:])

    /// How long a list and an issuer's certificate are used without asking again.
    private static let listLife: Int64 = 60 * 60 * 1000
    private static let issuerLife: Int64 = 24 * 60 * 60 * 1000
    /// Larger ones are fetched each time: the daemon stays small.
    private static let keptLimit = 1 << 20
    private static let keptCount = 16
    private static let timeStampTries = 3

    /// - Parameters:
    ///   - hosts: names that may be asked, such as `ocsp.pki.gov.kz`, with a port where it is not the standard one.
    ///   - now: for the lives of what is kept.
    public init(hosts: Set<String>, now: @escaping @Sendable () -> UnixTime) {
        self.hosts = hosts
        self.now = now
        var configuration = HTTPClient.Configuration()
        configuration.redirectConfiguration = .disallow
        configuration.connectionPool.retryConnectionEstablishment = false
        client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
    }

    /// A start that fails half way drops it: an open client would trap and hide the reason.
    deinit { Task { [client] in try? await client.shutdown() } }

    /// Ends the connections.
    public func close() async { try? await client.shutdown() }

    /// One answer from the network, or one that is kept.
    ///
    /// - Throws: `certificate.revocation-unavailable`, `timestamp.unavailable` or `certificate.issuer-missing`.
    public func fetch(_ request: FetchRequest) async throws -> [UInt8] {
        guard isAllowed(request.url) else {
            throw Failure(code(request.kind), "an address that signing.hosts does not name")
        }
        if let bytes = remembered(request) { return bytes }
        var tries = request.kind == .timeStamp ? Self.timeStampTries : 1
        while true {
            tries -= 1
            do {
                let bytes = try await ask(request)
                remember(request, bytes)
                return bytes
            } catch  where tries > 0 && !Task.isCancelled {
                continue
            }
        }
    }

    private func ask(_ request: FetchRequest) async throws -> [UInt8] {
        var message = HTTPClientRequest(url: request.url)
        if let type = request.kind.contentType {
            message.method = .POST
            message.headers.add(name: "Content-Type", value: type)
            message.body = .bytes(ByteBuffer(bytes: request.body.bytes))
        }
        let answer = try await client.execute(message, timeout: .seconds(8))
        guard answer.status == .ok else { throw Failure(code(request.kind), "HTTP \(answer.status.code)") }
        return Array(try await answer.body.collect(upTo: request.kind.answerLimit).readableBytesView)
    }

    private func isAllowed(_ url: String) -> Bool {
        for scheme in ["http://", "https://"] where url.hasPrefix(scheme) {
            let host = url.dropFirst(scheme.count).prefix { $0 != "/" && $0 != "?" && $0 != "#" }
            return hosts.contains(host.lowercased())
        }
        return false
    }

    private func remembered(_ request: FetchRequest) -> [UInt8]? {
        guard request.kind == .crl || request.kind == .issuer else { return nil }
        let now = now()
        return kept.withLock { kept in kept[request.url].flatMap { now < $0.until ? $0.bytes : nil } }
    }

    private func remember(_ request: FetchRequest, _ bytes: [UInt8]) {
        let life: Int64
        switch request.kind {
        case .crl: life = Self.listLife
        case .issuer: life = Self.issuerLife
        case .ocsp, .timeStamp: return
        }
        guard bytes.count <= Self.keptLimit else { return }
        let until = UnixTime(milliseconds: now().milliseconds + life)
        kept.withLock { kept in
            if kept.count >= Self.keptCount { kept.removeAll() }
            kept[request.url] = (bytes, until)
        }
    }

    private func code(_ kind: FetchRequest.Kind) -> FailureCode {
        switch kind {
        case .ocsp, .crl: .revocationUnavailable
        case .timeStamp: .timeStampUnavailable
        case .issuer: .certificateIssuerMissing
        }
    }
}
