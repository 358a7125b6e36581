import AsyncHTTPClient
import FoundationEssentials
import HallContract
import NIOCore
import NIOSSL
import Synchronization

/// A stream of events as another machine holds it open, its bytes counted and not read: hundreds of machines have hundreds
/// of processors to read with, here they would take the hall's own.
final class OpenStream: Sendable {
    private let http: HTTPClient
    private let url: String
    private let heard = Atomic<Int>(0)
    private let open = Atomic<Bool>(false)

    /// - Parameter folder: of a machine that has joined (`HallClient`).
    init(_ call: HallCall, address: String, folder: String) throws {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.minimumTLSVersion = .tlsv13
        tls.trustRoots = .file("\(folder)/hall-authority.pem")
        tls.certificateVerification = .noHostnameVerification
        let identity = "\(folder)/hall-identity.pem"
        tls.certificateChain = try NIOSSLCertificate.fromPEMFile(identity).map { .certificate($0) }
        tls.privateKey = .privateKey(try NIOSSLPrivateKey(file: identity, format: .pem))
        var configuration = HTTPClient.Configuration(tlsConfiguration: tls, redirectConfiguration: .disallow)
        configuration.httpVersion = .http1Only
        http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
        url = address + call.path
    }

    /// False before the first event, and when the hall has ended the stream.
    var isOpen: Bool { open.load(ordering: .relaxed) }

    /// Bytes that came so far.
    var bytes: Int { heard.load(ordering: .relaxed) }

    /// Until cancelled, or until the hall ends it.
    func run() async {
        do {
            let request = HTTPClientRequest(url: url)
            let response = try await http.execute(request, deadline: .distantFuture)
            for try await chunk in response.body {
                heard.add(chunk.readableBytes, ordering: .relaxed)
                open.store(true, ordering: .relaxed)
            }
        } catch {}
        open.store(false, ordering: .relaxed)
        try? await http.shutdown()
    }
}
