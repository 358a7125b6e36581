import AsyncHTTPClient
import FoundationEssentials
import HTTPTypes
import KioskDomain
import MachineKeys
import NIOCore
import NIOHTTP1
import NIOSSL
import PKIX
import PortalClient
import PortalContract
import PortalServer

/// Requests exactly as given, unlike the client's.
struct Wire: Sendable {
    /// What came back; status 0 when TLS or the connection ended it.
    struct Answer: Sendable {
        var status = 0
        var problem: Problem?
        var headers = HTTPHeaders()
        /// The body as UTF-8.
        var text = ""
    }

    let portal: PortalFixture
    var identity: DeviceIdentity?

    /// Trusts the portal, and shows the identity if there is one.
    func tls() throws -> TLSConfiguration {
        var tls = TLSConfiguration.makeClientConfiguration()
        tls.trustRoots = .certificates(
            try NIOSSLCertificate.fromPEMBytes(
                Array(try Data(contentsOf: URL(filePath: portal.options.tlsAuthorityFile)))))
        if let certificate = identity?.certificate, let key = identity?.key {
            tls.certificateChain = [.certificate(try NIOSSLCertificate(bytes: certificate.der, format: .der))]
            tls.privateKey = .privateKey(try key.forHandshake())
        }
        return tls
    }

    /// On the kiosks' port with an identity, else on the open one.
    func send(
        _ method: HTTPRequest.Method, _ path: String, _ body: Data = Data(), headers: [(String, String)] = [],
        port address: String? = nil
    ) async throws -> Answer {
        let http = HTTPClient(eventLoopGroupProvider: .singleton, configuration: .init(tlsConfiguration: try tls()))
        let base = address ?? (identity == nil ? portal.address : portal.kioskAddress)
        var raw = HTTPClientRequest(url: base + path)
        raw.method = HTTPMethod(rawValue: method.rawValue)
        for (name, value) in headers { raw.headers.add(name: name, value: value) }
        if !body.isEmpty {
            raw.headers.add(name: "content-type", value: "application/json")
            raw.body = .bytes(ByteBuffer(bytes: body))
        }
        var answer = Answer()
        if let response = try? await http.execute(raw, timeout: .seconds(20)) {
            answer.status = Int(response.status.code)
            answer.headers = response.headers
            let bytes = try? await response.body.collect(upTo: 8 << 20)
            answer.text = bytes.map { String(buffer: $0) } ?? ""
            answer.problem = bytes.flatMap { try? ContractJSON.decode(Problem.self, from: Data($0.readableBytesView)) }
        }
        try await http.shutdown()
        return answer
    }
}
