import FoundationEssentials
import Hummingbird
public import KioskDomain
public import Logging
import NIOCore
import NIOSSL
import PortalContract
public import PrometheusText
import SQLAccess
public import ServiceLifecycle

/// How the reference portal runs.
public struct PortalOptions: Sendable {
    /// Loopback only, unless the operator of the portal says otherwise.
    public var host: String
    /// 0 takes a free one; see the ready line.
    public var port: Int
    /// Port of those who have a client certificate; 0 takes a free one.
    public var kioskPort: Int
    /// The port under which machines reach it, where a balancer stands before; nil for the port itself.
    public var publicKioskPort: Int?
    /// DNS names by which machines reach the portal, as they stand in its certificate.
    public var names: [String]
    /// Everything durable: authorities, enrolment code, and the database unless that is elsewhere. Made with mode 0700.
    public var stateFolder: String
    /// JPEG files named by the register; nil when there are none.
    public var portraitsFolder: String?
    /// Address of a PostgreSQL database, without a password; nil for SQLite in the folder of the state.
    public var database: String?
    /// Seeds people, shows SMS codes on a page, takes virtual parts (RULES R1).
    public var demonstration: Bool
    /// Limits and amounts with their dates.
    public var rules: RuleBook
    /// Port of the services of the test authorities, plain HTTP; 0 takes a free one.
    public var servicesPort: Int
    /// Where others reach these services, as it stands in certificates: such as `http://pki.example`, no path. Nil for
    /// host and port themselves.
    public var servicesAddress: String?
    /// Tells which portraits can be matched against; nil leaves that unknown.
    public var portraitJudge: (any PortraitJudge)?
    /// Takes the authorities of the folder for those of the database, whatever other portals on it trusted.
    public var replacesAuthorities = false
    /// Takes the rules of the folder for those of the database, by whatever other portals on it judge.
    public var replacesRules = false
    /// Takes machines back on record that a database which was put back does not know (docs/portal-store.md).
    public var readmitsKiosks = false
    /// What each port bears.
    public var limits: ConnectionLimits
    /// How long certificates of a key file hold that no kiosk told to be saved.
    public var unsavedFiles = Retention().unsavedFiles
    /// What is counted, as `GET /metrics` tells it.
    public var metrics = PrometheusRegistry(PortalFamilies.all)
    /// Where, on loopback, Prometheus finds that over plain HTTP; 0 takes a free one, nil serves none.
    public var metricsPort: Int?
    /// The clock that decides; tests move it.
    public var now: @Sendable () -> UnixTime

    /// Memberwise.
    public init(
        stateFolder: String, database: String? = nil, port: Int = 8443, host: String = "127.0.0.1",
        portraitsFolder: String? = nil,
        demonstration: Bool = false, rules: RuleBook = .standard, servicesPort: Int = 8580,
        servicesAddress: String? = nil, portraitJudge: (any PortraitJudge)? = nil, kioskPort: Int = 8444,
        publicKioskPort: Int? = nil, names: [String] = [], limits: ConnectionLimits = ConnectionLimits(),
        now: @escaping @Sendable () -> UnixTime = PortalOptions.systemClock
    ) {
        self.stateFolder = stateFolder
        self.database = database
        self.port = port
        self.host = host
        self.portraitsFolder = portraitsFolder
        self.demonstration = demonstration
        self.rules = rules
        self.servicesPort = servicesPort
        self.servicesAddress = servicesAddress
        self.portraitJudge = portraitJudge
        self.kioskPort = kioskPort
        self.publicKioskPort = publicKioskPort
        self.names = names
        self.limits = limits
        self.now = now
    }

    /// This machine's clock.
    @Sendable public static func systemClock() -> UnixTime {
        UnixTime(milliseconds: Int64(Date.now.timeIntervalSince1970 * 1_000))
    }

    /// The certificates that kiosks pin, PEM: two while the portal goes over to another authority.
    public var tlsAuthorityFile: String { PortalFiles.pinnedSet(in: stateFolder) }
    /// The roots of the test authorities, PEM: trust anchors for whoever verifies.
    public var trustAnchorsFile: String { PortalFiles.anchors(in: stateFolder) }
    /// The issuing test authorities and their roots, PEM.
    public var issuingAuthorityFile: String { PortalFiles.issuers(in: stateFolder) }
    /// The next one-time code for a kiosk; replaced after each use.
    public var enrolmentCodeFile: String { "\(stateFolder)/enrolment-code" }
}

/// The reference portal: HTTPS on SQLite or PostgreSQL with test certification authorities (DESIGN 2).
public struct Portal: ServiceLifecycle.Service {
    private let options: PortalOptions
    private let store: PortalStore
    private let trust: TrustAuthorities
    private let routes: PortalRoutes
    private let metricsRoutes: MetricsRoutes
    private let serviceRoutes: ServiceRoutes
    private let authorities: Authorities
    private let portraits: PortraitRegister
    private let housekeeping: Housekeeping
    private let logger: Logger
    private let ready: @Sendable (PortalPorts) async -> Void

    /// Opens the state, migrates it, makes what is missing. Nothing listens yet.
    ///
    /// - Parameter ready: called once when requests are taken. The test authorities may still be in the making then:
    ///   who needs one waits for it.
    public init(
        _ options: PortalOptions, logger: Logger, ready: @escaping @Sendable (_ ports: PortalPorts) async -> Void
    ) async throws {
        let authoritiesFolder = PortalFiles.authorities(in: options.stateFolder)
        try FileManager.default.createDirectory(
            atPath: authoritiesFolder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let clock = PortalClock(now: options.now)
        store = try await PortalStore.open(options)
        let terms = try PortalTerms(options, store: store)
        try await terms.hold(replacingRules: options.replacesRules)
        if options.demonstration { try await DemonstrationPeople.seed(store, now: clock.now()) }
        try await FormerAuthority.retire(store, folder: options.stateFolder)
        trust = try FolderLock.with(options.stateFolder, "trust") {
            try TrustAuthorities(folder: options.stateFolder, now: clock.now())
        }
        try await TrustMark.hold(TrustMark.families(trust), in: store, replacing: options.replacesAuthorities)
        // Before the first row of a month, so that it falls into its part. Where that fails it falls into the part for others.
        do {
            try await Housekeeping(store: store, clock: clock).provide()
        } catch {
            logger.warning("no parts for the month", metadata: ["error": "\(error)"])
        }
        authorities = Authorities(stateFolder: options.stateFolder, clock: clock) { [store] in
            try await TrustMark.holdOnceThere(
                TrustMark.families($0), in: store, replacing: options.replacesAuthorities)
        }
        portraits = PortraitRegister(
            store: store, clock: clock, folder: options.portraitsFolder, judge: options.portraitJudge)
        routes = try PortalAssembly.routes(options, store, authorities, clock, portraits, trust)
        metricsRoutes = MetricsRoutes(
            registry: options.metrics,
            fleet: FleetMetrics(
                store: store, fleet: routes.services.fleet, metrics: PortalMetrics(factory: options.metrics)))
        serviceRoutes = PortalAssembly.serviceRoutes(
            store, authorities, clock, PortalMetrics(factory: options.metrics))
        try await store.write(routes.services.codes.provide)
        housekeeping = Housekeeping(
            store: store, clock: clock, retention: Retention(unsavedFiles: options.unsavedFiles),
            codes: routes.services.codes, terms: terms)
        MetricFamily.started.set(Double(clock.now().milliseconds) / 1_000, in: options.metrics)
        self.options = options
        self.logger = logger
        self.ready = ready
    }

    /// Serves until stopped; requests under way are ended first.
    public func run() async throws {
        let judging = Task { [portraits, logger] in await portraits.judge(logger) }
        let keeping = Task { [housekeeping, logger] in await housekeeping.run(logger) }
        let sampling = Task { [routes, logger] in await routes.services.sampler.run(logger) }
        defer {
            sampling.cancel()
            judging.cancel()
            keeping.cancel()
        }
        try await withThrowingTaskGroup(of: Bool.self) { group in
            try await serve(&group)
            // A server that ends ends the others; a task that fails ends all.
            while let isServer = try await group.next() { if isServer { group.cancelAll() } }
        }
        try await store.close()
    }

    /// One after the other: certificates name the port of the services, and the open port tells the kiosks'.
    private func serve(_ group: inout ThrowingTaskGroup<Bool, any Error>) async throws {
        let (options, now) = (options, options.now())
        guard let services = await Self.start(&group, { self.services(running: $0) }) else { return }
        let base = options.servicesAddress ?? "http://\(options.host):\(services)"
        let making = await authorities.begin(ServiceAddresses(base: base))
        group.addTask {
            _ = try await withTaskCancellationHandler {
                try await making.value
            } onCancel: {
                making.cancel()
            }
            return false
        }
        let inner = try trust.kioskConfiguration(names: options.names, now: now)
        let kiosks = await Self.start(&group) {
            server(
                "kiosks", routes.table(kioskPort: 0).kiosks.buildResponder(), places: options.limits.requests, inner,
                port: options.kioskPort, running: $0)
        }
        guard let kiosks else { return }
        let outer = try trust.openConfiguration(names: options.names, now: now)
        let table = routes.table(kioskPort: options.publicKioskPort ?? kiosks)
        let open = await Self.start(&group) {
            server(
                "open", table.open.buildResponder(), places: options.limits.openRequests, outer, port: options.port,
                running: $0)
        }
        guard let open else { return }
        let monitoring = await metrics(&group)
        await ready(PortalPorts(portal: open, kiosks: kiosks, services: services, metrics: monitoring))
    }

    /// - Returns: nil where nobody asked for them.
    private func metrics(_ group: inout ThrowingTaskGroup<Bool, any Error>) async -> Int? {
        guard let port = options.metricsPort else { return nil }
        return await Self.start(&group) { running in
            Application(
                router: metricsRoutes.router(),
                server: GuardedPort("metrics", .monitoring, options.metrics).server(),
                configuration: .init(address: .hostname("127.0.0.1", port: port), serverName: nil),
                onServerRunning: { channel in running(channel.localAddress?.port ?? 0) }, logger: logger)
        }
    }

    /// - Returns: the port, once requests are taken there; nil for a server that ended before.
    private static func start(
        _ group: inout ThrowingTaskGroup<Bool, any Error>,
        _ make: (_ running: @escaping @Sendable (_ port: Int) -> Void) throws -> any ApplicationProtocol
    ) async rethrows -> Int? {
        let (bound, continuation) = AsyncStream.makeStream(of: Int.self)
        let application = try make { continuation.yield($0) }
        group.addTask {
            defer { continuation.finish() }
            try await application.run()
            return true
        }
        return await bound.first { _ in true }
    }

    private func services(running: @escaping @Sendable (_ port: Int) -> Void) -> any ApplicationProtocol {
        let port = GuardedPort("services", options.limits, options.metrics)
        return Application(
            responder: port.responder(
                serviceRoutes.router().buildResponder(), places: options.limits.openRequests, ServiceRoutes.bounds),
            server: port.server(),
            configuration: .init(address: .hostname(options.host, port: options.servicesPort), serverName: nil),
            onServerRunning: { channel in running(channel.localAddress?.port ?? 0) }, logger: logger)
    }

    private func server(
        _ name: String, _ inner: some HTTPResponder<PortalContext>, places: Int, _ tls: TLSConfiguration, port: Int,
        running: @escaping @Sendable (_ port: Int) -> Void
    ) -> any ApplicationProtocol {
        let guarded = GuardedPort(name, options.limits, options.metrics)
        return Application(
            responder: guarded.responder(inner, places: places, BodyBounds(routes.document)),
            server: guarded.server(tls),
            configuration: .init(address: .hostname(options.host, port: port), serverName: nil),
            onServerRunning: { channel in running(channel.localAddress?.port ?? 0) }, logger: logger)
    }
}
