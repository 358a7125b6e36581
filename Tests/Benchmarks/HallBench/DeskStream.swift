import AsyncHTTPClient
import FoundationEssentials
import HallContract
import NIOCore
import NIOSSL
import Synchronization

/// The stream of views as a desk's machine holds it open, its bytes counted and not read: sixty machines have sixty
/// processors to read with, here they would take the hall's own.
final class DeskStream: Sendable {
    private let http: HTTPClient
    private let address: String
    private let heard = Atomic<Int>(0)

    /// - Parameter folder: of a machine that has joined (`HallClient`).
    init(address: String, folder: String) throws {
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
        self.address = address
    }

    /// Bytes that came so far.
    var bytes: Int { heard.load(ordering: .relaxed) }

    /// Until cancelled, or until the hall ends it.
    func run() async {
        do {
            let request = HTTPClientRequest(url: address + HallCall.views.path)
            let response = try await http.execute(request, deadline: .distantFuture)
            for try await chunk in response.body { heard.add(chunk.readableBytes, ordering: .relaxed) }
        } catch {}
        try? await http.shutdown()
    }
}
