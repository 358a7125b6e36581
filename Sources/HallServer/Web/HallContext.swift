import FoundationEssentials
import HallContract
import Hummingbird
import KioskDevices
import KioskDomain
import NIOCore
import NIOSSL
import PKIX
import PortalContract

/// Context of a request of a machine: knows its connection, and so its certificate.
struct HallContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    private let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = CoreRequestContextStorage(source: source)
        channel = source.channel
    }

    /// The certificate that the machine showed; TLS has proved its chain and its key.
    func certificate() async throws(Failure) -> Certificate {
        do {
            if let shown = try await channel.nioSSL_peerCertificate().get() {
                return try Certificate(der: shown.toDERBytes())
            }
        } catch {
            throw Failure(.hallRefused, "the machine's certificate cannot be read")
        }
        throw Failure(.hallRefused, "the machine showed no certificate")
    }
}

extension Request {
    /// The body as a value of the contract.
    /// - Throws: `screen.invalid-request` for one that is none, or does not come in time.
    func value<Value: Decodable & Sendable>(_ type: Value.Type, _ limits: HallLimits) async throws -> Value {
        let body = body
        let bytes = try await withDeadline(limits.body, "body") { try await body.collect(upTo: limits.bodyBytes) }
        do {
            return try ContractJSON.decode(type, from: Data(bytes.readableBytesView))
        } catch {
            throw Failure(.requestInvalid, "the body is not what the contract says")
        }
    }
}
