import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskTestSupport
import Logging
import MachineKeys
import PKIX
import PortalClient
import PortalContract
import PortalServer
import Synchronization

/// A clock that tests move; it starts at the real time, because TLS looks at that too.
final class MovableClock: Sendable {
    private let shift = Mutex<(by: Duration, standing: UnixTime?)>((.zero, nil))

    /// From now on it moves only when it is told to.
    func stand() {
        let now = now()
        shift.withLock { $0.standing = now }
    }

    func advance(by duration: Duration) {
        shift.withLock {
            $0.by += duration
            $0.standing = $0.standing.map { $0 + duration }
        }
    }

    func now() -> UnixTime { shift.withLock { $0.standing ?? PortalOptions.systemClock() + $0.by } }
}

/// A running portal over real TLS on a port of its own, and machines enrolled at it.
struct PortalFixture: Sendable {
    let folder: TemporaryFolder
    let options: PortalOptions
    let clock: MovableClock
    let address: String
    /// For who has a certificate.
    let kioskAddress: String
    /// Of OCSP, time stamps, lists: no path.
    let services: String
    /// Where Prometheus asks.
    var metrics = ""
    var log = KeptLog()

    /// An enrolled machine; its client lives as long as `body` runs.
    func withMachine<Value: Sendable>(
        _ roles: [KioskRole] = [.kiosk], _ body: @Sendable (Machine) async throws -> Value
    ) async throws -> Value {
        let identity = try await enrol(roles)
        return try await withClient(identity) { client in
            try await body(Machine(client: client, identity: identity, fixture: self))
        }
    }

    /// The portal's next code for a machine.
    func code() throws -> String {
        try String(contentsOfFile: options.enrolmentCodeFile, encoding: .utf8).filter { !$0.isWhitespace }
    }

    /// A new key with a certificate for these roles.
    func enrol(_ roles: [KioskRole], code: String? = nil) async throws -> DeviceIdentity {
        let key = FileKey()
        var code = try code ?? self.code()
        if !Set(roles).isSubset(of: KioskRole.machines) {
            code = try await PortalAdministration.newCode(for: Set(roles), in: options).code
        }
        let request = EnrolmentRequest(code: code, request: try await DeviceIdentity.request(for: key), roles: roles)
        let grant = try await withClient { try await $0.enrol(request) }
        return DeviceIdentity(
            kioskID: grant.kioskID, key: key, certificate: try Certificate(der: Array(grant.certificate)))
    }

    /// A client of a machine that is already enrolled, or of none.
    func withClient<Value: Sendable>(
        _ identity: DeviceIdentity? = nil, trusting authority: String? = nil,
        _ body: @Sendable (PortalClient) async throws -> Value
    ) async throws -> Value {
        let pem = try authority ?? String(contentsOfFile: options.tlsAuthorityFile, encoding: .utf8)
        let client = try PortalClient(
            PortalConfiguration(address: address, trustedAuthorities: pem, timeout: .seconds(20)), identity: identity)
        do {
            let value = try await body(client)
            await client.shutdown()
            return value
        } catch {
            await client.shutdown()
            throw error
        }
    }
}

extension RuleBook {
    /// As of a portal that was told so: most tests have evidence without a challenge.
    static var withoutLiveness: RuleBook {
        var rules = RuleBook.standard
        rules.evidence.base.needsLiveness = false
        return rules
    }
}

/// Runs a portal while `body` does, then stops it; with a folder given, over the state that is there. Where the store is
/// PostgreSQL, portals of one folder share its database, whatever their `state`.
func withPortal<Value: Sendable>(
    demonstration: Bool = true, folder: TemporaryFolder? = nil, state: String = "state", database: String? = nil,
    clock: MovableClock = MovableClock(),
    rules: RuleBook = .withoutLiveness, judge: (any PortraitJudge)? = nil,
    limits: ConnectionLimits = ConnectionLimits(), readmits: Bool = false, replacesAuthorities: Bool = false,
    _ body: @escaping @Sendable (PortalFixture) async throws -> Value
) async throws -> Value {
    let folder = try folder ?? TemporaryFolder("portal")
    let ownDatabase = try await StoreKind.current.address(of: folder)
    try folder.write("obama.jpg", [0xFF, 0xD8, 1, 0xFF, 0xD9])
    try folder.write("biden.jpg", [0xFF, 0xD8, 2, 0xFF, 0xD9])
    var options = PortalOptions(
        stateFolder: folder.file(state), database: database ?? ownDatabase, port: 0,
        portraitsFolder: folder.path, demonstration: demonstration,
        rules: rules, servicesPort: 0, portraitJudge: judge, kioskPort: 0,
        limits: limits, now: { clock.now() })
    options.metricsPort = 0
    options.readmitsKiosks = readmits
    options.replacesAuthorities = replacesAuthorities
    let (ports, continuation) = AsyncStream.makeStream(of: PortalPorts.self)
    try await SeedAuthority.shared.copy(to: options)
    let log = KeptLog()
    defer { log.expectNoPersonalData() }
    let logger = Logger(label: "portal-test") { _ in log }
    let portal = try await Portal(options, logger: logger) { ports in continuation.yield(ports) }
    return try await withThrowingTaskGroup(of: Void.self) { group in
        group.addTask { try await portal.run() }
        let ports = try await withDeadline(.seconds(30), "portal start") {
            for await running in ports { return running }
            throw CancellationError()
        }
        let fixture = PortalFixture(
            folder: folder, options: options, clock: clock, address: "https://127.0.0.1:\(ports.portal)",
            kioskAddress: "https://127.0.0.1:\(ports.kiosks)",
            services: "http://127.0.0.1:\(ports.services)",
            metrics: "http://127.0.0.1:\(ports.metrics ?? 0)/metrics", log: log)
        do {
            let value = try await body(fixture)
            group.cancelAll()
            try? await group.waitForAll()
            try log.expectOnlyContract()
            return value
        } catch {
            group.cancelAll()
            try? await group.waitForAll()
            throw error
        }
    }
}
