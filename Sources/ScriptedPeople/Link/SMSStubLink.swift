import AsyncHTTPClient
import FoundationEssentials
import KioskDevices
import KioskDomain
import NIOCore
import NIOSSL

/// Reads the code that would have come by SMS from the portal's stub, over TLS with its pinned authority.
struct SMSStubLink: Sendable {
    private struct Message: Decodable {
        var purpose: String
        var code: String
    }

    let base: String
    let authority: String?

    /// The newest code for identification.
    /// - Throws: `portal.unreachable` without an answer, `sms.expired` when there is none.
    func code(iin: String) async throws(Failure) -> String {
        var configuration = HTTPClient.Configuration()
        if let authority {
            var tls = TLSConfiguration.makeClientConfiguration()
            tls.trustRoots = .file(authority)
            configuration.tlsConfiguration = tls
        }
        let messages: [Message]
        do {
            let client = HTTPClient(eventLoopGroupProvider: .singleton, configuration: configuration)
            defer { Task { try? await client.shutdown() } }
            let response = try await client.execute(
                HTTPClientRequest(url: "\(base)/sms-stub.json?iin=\(iin)"), timeout: .seconds(10))
            let body = try await response.body.collect(upTo: 1 << 20)
            messages = try JSONDecoder().decode([Message].self, from: Data(body.readableBytesView))
        } catch {
            // An error of the client may name the address, and that holds the IIN.
            throw Failure(.portalUnreachable, "\(type(of: error))")
        }
        guard let message = messages.first(where: { $0.purpose == "identification" }) else {
            throw Failure(.smsExpired, "no code at the stub")
        }
        return message.code
    }
}
