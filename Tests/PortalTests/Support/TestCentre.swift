import PortalClient
import AsyncHTTPClient
import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskTestSupport
import NIOCore
import NIOHTTP1
import PKIX
import PortalContract

/// A certificate of the demonstration, its key, and who stands above it.
struct DemoCertificate: Sendable {
    let key: PrivateKey
    let certificate: Certificate
    let serial: String
    let chain: [Certificate]

    var issuer: Certificate { chain[0] }
    var root: Certificate { chain[1] }

    /// Files as OpenSSL wants them: `name.pem`, `name-issuer.pem`, `name-root.pem`.
    func write(_ name: String, _ folder: TemporaryFolder) throws -> (leaf: String, issuer: String, root: String) {
        (
            leaf: try folder.write("\(name).pem", Array(certificate.pem.utf8)),
            issuer: try folder.write("\(name)-issuer.pem", Array(issuer.pem.utf8)),
            root: try folder.write("\(name)-root.pem", Array(root.pem.utf8))
        )
    }
}

extension PortalFixture {
    /// One of the services, over plain HTTP.
    func service(
        _ path: String, posting body: [UInt8]? = nil, type: String = "application/octet-stream"
    ) async throws -> (status: Int, type: String, body: [UInt8]) {
        var request = HTTPClientRequest(url: path.hasPrefix("http") ? path : services + path)
        if let body {
            request.method = .POST
            request.headers.add(name: "Content-Type", value: type)
            request.body = .bytes(ByteBuffer(bytes: body))
        }
        let response = try await HTTPClient.shared.execute(request, timeout: .seconds(30))
        let bytes = try await response.body.collect(upTo: 1 << 20)
        return (
            Int(response.status.code), response.headers.first(name: "content-type") ?? "",
            Array(bytes.readableBytesView)
        )
    }

    func demoCertificate(
        _ algorithm: KeyAlgorithm, _ use: CertificateUse = .both, of organisation: Organisation? = nil
    ) async throws -> DemoCertificate {
        let key = try PrivateKey.generate(algorithm)
        let request = DemonstrationCertificatesRequest(
            iin: People.adult, requests: [.init(use: use, request: try Requests.der(key: key))],
            organisation: organisation)
        let answer = try await withClient { try await $0.demonstrationCertificates(request) }
        let item = answer.certificates[0]
        return DemoCertificate(
            key: key, certificate: try Certificate(der: Array(item.certificate.certificate)),
            serial: item.certificate.serial, chain: try item.chain.map { try Certificate(der: Array($0)) })
    }

    func revoke(_ certificate: DemoCertificate, _ cause: RevocationCause = .keyCompromise) async throws {
        try await withMachine([.desk]) { desk in
            _ = try await desk.client.revoke(
                certificate.serial, RevocationRequest(cause: cause, operatorID: "Operator 1"))
        }
    }

    /// OpenSSL, which must be installed.
    func openssl(_ arguments: String...) async throws -> Tool.Output { try await Tool.run("openssl", arguments) }
}
