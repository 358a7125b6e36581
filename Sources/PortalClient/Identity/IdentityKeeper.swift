import Crypto
import FoundationEssentials
import KioskDevices
import KioskDomain
public import PortalContract

/// Keeps this machine known to the portal: enrols it once, fetches the first certificate for a key of an older version,
/// rotates key and certificate in time, and follows the portal when it changes its authority.
///
/// Every step is asked for with a key that was kept before, and the portal answers the same key the same: a crash or a lost
/// answer at any point is made good by asking again.
public actor IdentityKeeper {
    /// A key is followed by the next one when less than this is left of its certificate: a third of its life.
    static let renewal = Duration.seconds(30 * 86_400)

    private let folder: DeviceFolder
    private let client: PortalClient
    private let code: @Sendable () throws -> String
    private let roles: [KioskRole]

    /// - Parameters:
    ///   - folder: of the identity's files.
    ///   - code: reads the one-time code; asked for only when this machine has to enrol.
    public init(
        folder: String, client: PortalClient, code: @escaping @Sendable () throws -> String, roles: [KioskRole]
    ) {
        self.folder = DeviceFolder(path: folder)
        self.client = client
        self.code = code
        self.roles = roles
    }

    /// The identity kept, without asking anybody when there is one; else enrols.
    ///
    /// - Throws: ``PortalError`` or ``Failure``, among them `portal.enrolment-refused`.
    public func identify() async throws -> DeviceIdentity {
        if let trust = try folder.trust(configured: client.configuration.trustedAuthorities) { client.pin(trust) }
        if let identity = try folder.identity() {
            client.use(identity)
            return identity
        }
        return try await enrol(with: folder.key(.first))
    }

    /// One look: tells the portal how this machine is, and does what is due.
    ///
    /// - Throws: ``PortalError`` or ``Failure``: `portal.kiosk-revoked` when this machine is shut out.
    public func tend() async throws -> KioskStanding {
        guard let identity = client.currentIdentity else {
            throw Failure(.kioskCertificate, "this machine is not enrolled")
        }
        if identity.certificate == nil { try await fetchFirst(identity) }
        let standing = try await standing(identity)
        try follow(standing.trust)
        let left = Duration.milliseconds(standing.certificateEndsAtMilliseconds - standing.nowMilliseconds)
        if left < Self.renewal { try await rotate() }
        return standing
    }

    /// The way back for a machine that was off for too long is a code that it has not used yet.
    private func standing(_ identity: DeviceIdentity) async throws -> KioskStanding {
        let refusal: PortalError
        do throws(PortalError) {
            return try await client.present(trustDigest: client.pinned?.digest)
        } catch {
            refusal = error
        }
        guard refusal.code == .kioskCertificate || refusal.code == .kioskCertificateExpired,
            let fresh = try? code(), !fresh.isEmpty, try !folder.hasUsed(fresh)
        else { throw refusal }
        _ = try await enrol(with: identity.key)
        return try await client.present(trustDigest: client.pinned?.digest)
    }

    private func enrol(with key: P256.Signing.PrivateKey) async throws -> DeviceIdentity {
        let code = try code()
        let grant = try await client.enrol(
            EnrolmentRequest(code: code, request: DeviceIdentity.request(for: key), roles: roles))
        try folder.keepUsed(code)
        return try take(grant, key)
    }

    /// The portal knows the key: the request is signed with it.
    private func fetchFirst(_ identity: DeviceIdentity) async throws {
        let request = KioskCertificateRequest(request: try DeviceIdentity.request(for: identity.key))
        _ = try take(try await client.fetchCertificate(request), identity.key)
    }

    private func rotate() async throws {
        let next = try folder.key(.next)
        let request = KioskCertificateRequest(request: try DeviceIdentity.request(for: next))
        _ = try take(try await client.renewCertificate(request), next)
    }

    private func take(_ grant: KioskGrant, _ key: P256.Signing.PrivateKey) throws -> DeviceIdentity {
        let identity = try folder.keep(key, grant)
        client.use(identity)
        try follow(grant.trust)
        return identity
    }

    private func follow(_ trust: PortalTrust) throws(Failure) {
        guard trust != client.pinned, !trust.authorities.isEmpty else { return }
        try folder.keep(trust, configured: client.configuration.trustedAuthorities)
        client.pin(trust)
    }
}
