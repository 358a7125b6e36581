import FoundationEssentials
import HTTPTypes
import Hummingbird
import KioskDomain
import NIOCore
import PortalContract
import SQLAccess

/// What a request carries through the routes.
struct PortalContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Set once the signature is proven.
    var kiosk: EnrolledKiosk?

    /// Of whoever asks, for limits of public pages only; never logged.
    var address: String

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        address = source.channel.remoteAddress?.ipAddress ?? ""
    }

    /// - Throws: ``PortalProblem`` when the route was not guarded.
    func requireKiosk() throws -> EnrolledKiosk {
        guard let kiosk else { throw PortalProblem(.portalRefused, 401, "not signed") }
        return kiosk
    }
}

/// Lets through only requests that an enrolled machine signed (RFC 9421), each once.
struct KioskAuthentication: RouterMiddleware {
    /// Larger bodies are refused before they are read to the end.
    static let bodyLimit = 4 << 20

    let store: PortalStore
    let nonces: NonceMemory
    let clock: PortalClock
    /// Needed beside a valid signature; nil when any role will do.
    var role: KioskRole?

    func handle(
        _ request: Request, context: PortalContext, next: (Request, PortalContext) async throws -> Response
    ) async throws -> Response {
        var (request, context) = (request, context)
        let body = try await request.collectBody(upTo: Self.bodyLimit)
        let kiosk = try await authenticate(request.head, Data(body.readableBytesView))
        if let role, !kiosk.roles.contains(role) {
            throw PortalProblem(.portalRefused, 403, "this machine is not enrolled as \(role.rawValue)")
        }
        context.kiosk = kiosk
        return try await next(request, context)
    }

    private func authenticate(_ head: HTTPRequest, _ body: Data) async throws -> EnrolledKiosk {
        do {
            let claimed = try MessageSignature.claimed(by: head)
            // Judged last: only its owner can use up a nonce.
            let now = clock.now().milliseconds / 1_000
            let kiosk: EnrolledKiosk
            let verdict: NonceVerdict
            if store.isShared {
                (kiosk, verdict) = try await store.write { database in
                    let kiosk = try Self.proven(database, claimed, head, body)
                    return (kiosk, try NonceTable.judge(database, claimed, now: now))
                }
            } else {
                kiosk = try await store.read { try Self.proven($0, claimed, head, body) }
                verdict = nonces.judge(claimed, now: now)
            }
            switch verdict {
            case .fresh: return kiosk
            case .replayed: throw PortalProblem(.portalRefused, 401, "this request was seen before")
            case .outsideWindow: throw PortalProblem(.clockUntrusted, 401, "signed at a time too far from now")
            case .full: throw PortalProblem(.portalRefused, 503, "too many requests")
            }
        } catch let problem as SignatureProblem {
            throw PortalProblem(.portalRefused, 401, "signature: \(problem.rawValue)")
        }
    }

    private static func proven(
        _ database: any SQLTransaction, _ claimed: SignatureParameters, _ head: HTTPRequest, _ body: Data
    ) throws -> EnrolledKiosk {
        guard let kiosk = try EnrolledKiosk.find(database, claimed.keyID) else {
            throw PortalProblem(.portalRefused, 401, "no machine is enrolled under this key ID")
        }
        try MessageSignature.verify(head, body: body, parameters: claimed, key: kiosk.key)
        return kiosk
    }
}
