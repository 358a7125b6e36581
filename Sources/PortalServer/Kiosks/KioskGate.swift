import Hummingbird
import KioskDomain
import NIOCore
import PKIX
import PortalContract
import Synchronization

/// What a request carries through the routes.
struct PortalContext: RequestContext {
    var coreContext: CoreRequestContextStorage
    /// Set once the certificate is judged.
    var kiosk: EnrolledKiosk?
    /// For the log.
    let asked = WhoAsked()
    let channel: any Channel

    init(source: ApplicationRequestContextSource) {
        coreContext = .init(source: source)
        channel = source.channel
    }

    /// Of whoever asks, for limits of public pages only; never logged.
    var address: String { channel.remoteAddress?.ipAddress ?? "" }

    /// - Throws: ``PortalProblem`` when the route was not guarded.
    func requireKiosk() throws -> EnrolledKiosk {
        guard let kiosk else { throw PortalProblem(.kioskCertificate, 401, "no certificate was judged") }
        return kiosk
    }

    /// - Throws: ``PortalProblem`` `portal.kiosk-certificate` when the machine showed none.
    func certificate() async throws -> ShownCertificate { try await ShownCertificate.of(channel) }
}

/// The machine behind a request, once it is known. It outlives the copies of the context that the routes make.
final class WhoAsked: Sendable {
    private let known = Mutex<String?>(nil)

    var name: String? {
        get { known.withLock { $0 } }
        set { known.withLock { $0 = newValue } }
    }
}

/// Judges who asks: the machine behind the certificate, and whether its role may.
struct KioskGate: Sendable {
    let store: PortalStore
    let clock: PortalClock
    let demonstration: Bool
    /// Nil: who is not on record stays so.
    var readmission: Readmission?

    /// - Parameter fenced: the machine may ask this also when two disks have spoken under its name.
    /// - Throws: ``PortalProblem`` `portal.kiosk-certificate`, `portal.kiosk-revoked`, `portal.kiosk-certificate-expired`,
    ///   `kiosk.fenced`, `portal.role-refused`.
    func admit(
        _ context: PortalContext, to roles: Set<KioskRole>, evenFenced fenced: Bool
    ) async throws -> EnrolledKiosk {
        let certificate = try await context.certificate()
        var found = try await store.look {
            try EnrolledKiosk.find($0, serial: certificate.serial, key: certificate.key)
        }
        if found == nil, let readmission {
            found = try await readmission.take(try await Certificate.whole(context.channel))
        }
        guard var kiosk = found else {
            throw PortalProblem(.kioskCertificate, 401, "this certificate is not on record")
        }
        guard !kiosk.isRevoked else { throw PortalProblem(.kioskRevoked, 403, "this machine was revoked") }
        // On record it may have ended before its own time: the machine came back with another key.
        guard certificate.isValid(at: clock.now()), clock.now() < kiosk.certificateEndsAt else {
            throw PortalProblem(.kioskCertificateExpired, 401, "the certificate is out of date")
        }
        if let reason = kiosk.fence, !fenced { throw PortalProblem(.kioskFenced, 403, reason) }
        context.asked.name = kiosk.id
        kiosk.isFree = demonstration
        // What stands in the certificate limits what is on record, and the other way round; nothing else decides by more.
        kiosk.roles.formIntersection(certificate.units.compactMap { KioskRole(rawValue: $0) })
        guard !roles.isDisjoint(with: kiosk.roles) else {
            let names = roles.map(\.rawValue).sorted().joined(separator: ", ")
            throw PortalProblem(.roleRefused, 403, "needs the role \(names)")
        }
        return kiosk
    }
}
