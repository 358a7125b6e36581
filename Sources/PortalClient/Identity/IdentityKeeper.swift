import FoundationEssentials
import KioskDevices
import KioskDomain
public import MachineKeys
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
    private let keys: KeyMaker

    /// - Parameters:
    ///   - folder: of the identity's files.
    ///   - code: reads the one-time code; asked for only when this machine has to enrol.
    ///   - keys: says where the keys are to live.
    public init(
        folder: String, client: PortalClient, code: @escaping @Sendable () throws -> String, roles: [KioskRole],
        keys: KeyMaker = .files
    ) {
        self.folder = DeviceFolder(path: folder, keys: keys)
        self.keys = keys
        self.client = client
        self.code = code
        self.roles = roles
    }

    /// The identity kept, without asking anybody when there is one; else enrols.
    ///
    /// - Throws: ``PortalError`` or ``Failure``, among them `portal.enrolment-refused`; `tpm.fault`, `tpm.busy` or
    ///   `tpm.locked` where keys have to live in a TPM and it cannot be used.
    public func identify() async throws -> DeviceIdentity {
        try await keys.requireTPM()
        if let trust = try folder.trust(configured: client.configuration.trustedAuthorities) { client.pin(trust) }
        if let identity = try folder.identity() {
            client.use(identity)
            return identity
        }
        let (key, request) = try await folder.asking(.first)
        return try await enrol(key, request, as: nil)
    }

    /// One look: tells the portal how this machine is, and does what is due.
    ///
    /// - Parameter telling: what the portal shall know of this machine besides.
    /// - Throws: ``PortalError`` or ``Failure``: `portal.kiosk-revoked` when this machine is shut out.
    public func tend(_ telling: KioskTelling = KioskTelling()) async throws -> KioskStanding {
        guard let identity = client.currentIdentity else {
            throw Failure(.kioskCertificate, "this machine is not enrolled")
        }
        if identity.certificate == nil { try await fetchFirst(identity) }
        let standing = try await standing(identity, telling)
        try follow(standing.trust)
        let left = Duration.milliseconds(standing.certificateEndsAtMilliseconds - standing.nowMilliseconds)
        let isElsewhere = client.currentIdentity.map { keys.wantsElsewhere($0.key) } ?? false
        if left < Self.renewal || isElsewhere { try await rotate() }
        return standing
    }

    /// The way back for a machine that was off for too long, or whose TPM does not know its key any more, is a code that it
    /// has not used yet; without its key the code has to be one for this machine.
    private func standing(_ identity: DeviceIdentity, _ telling: KioskTelling) async throws -> KioskStanding {
        let refusal: PortalError
        do throws(PortalError) {
            return try await client.present(trustDigest: client.pinned?.digest, telling)
        } catch {
            refusal = error
        }
        guard [.kioskCertificate, .kioskCertificateExpired, .tpmKeyLost].contains(refusal.code),
            let fresh = try? code(), !fresh.isEmpty, try !folder.hasUsed(fresh)
        else { throw refusal }
        if refusal.code == .tpmKeyLost {
            let (key, request) = try await folder.asking(.next)
            _ = try await enrol(key, request, as: identity.kioskID)
        } else {
            let request = try await DeviceIdentity.request(for: identity.key)
            _ = try await enrol(identity.key, request, as: identity.kioskID)
        }
        return try await client.present(trustDigest: client.pinned?.digest, telling)
    }

    private func enrol(_ key: any MachineKey, _ request: Data, as kioskID: String?) async throws -> DeviceIdentity {
        let code = try code()
        let grant = try await client.enrol(
            EnrolmentRequest(code: code, request: request, roles: roles, kioskID: kioskID))
        try folder.keepUsed(code)
        return try take(grant, key)
    }

    /// The portal knows the key: the request is signed with it.
    private func fetchFirst(_ identity: DeviceIdentity) async throws {
        let request = KioskCertificateRequest(request: try await DeviceIdentity.request(for: identity.key))
        _ = try take(try await client.fetchCertificate(request), identity.key)
    }

    private func rotate() async throws {
        let (next, request) = try await folder.asking(.next)
        _ = try take(try await client.renewCertificate(KioskCertificateRequest(request: request)), next)
    }

    private func take(_ grant: KioskGrant, _ key: any MachineKey) throws -> DeviceIdentity {
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
