import FoundationEssentials
import Hummingbird
import HummingbirdTLS
public import KioskDomain
public import Logging
import NIOCore
import NIOSSL
import PortalContract
import SQLAccess
public import ServiceLifecycle

/// How the reference portal runs.
public struct PortalOptions: Sendable {
    /// Loopback only, unless the operator of the portal says otherwise.
    public var host: String
    /// 0 takes a free one; see the ready line.
    public var port: Int
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
    /// The clock that decides; tests move it.
    public var now: @Sendable () -> UnixTime

    /// Memberwise.
    public init(
        stateFolder: String, database: String? = nil, port: Int = 8443, host: String = "127.0.0.1",
        portraitsFolder: String? = nil,
        demonstration: Bool = false, rules: RuleBook = .standard, servicesPort: Int = 8580,
        servicesAddress: String? = nil, portraitJudge: (any PortraitJudge)? = nil,
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
        self.now = now
    }

    /// This machine's clock.
    @Sendable public static func systemClock() -> UnixTime {
        UnixTime(milliseconds: Int64(Date.now.timeIntervalSince1970 * 1_000))
    }

    /// The certificate that kiosks pin, PEM.
    public var tlsAuthorityFile: String { "\(stateFolder)/\(TLSAuthority.name).pem" }
    /// The roots of the test authorities, PEM: trust anchors for whoever verifies.
    public var trustAnchorsFile: String { PortalFiles.anchors(in: stateFolder) }
    /// The issuing test authorities and their roots, PEM.
    public var issuingAuthorityFile: String { PortalFiles.issuers(in: stateFolder) }
    /// The next one-time code for a kiosk; replaced after each use.
    public var enrolmentCodeFile: String { "\(stateFolder)/enrolment-code" }
}

/// Where a portal listens.
public struct PortalPorts: Sendable, Hashable {
    /// HTTPS: the contract.
    public var portal: Int
    /// Plain HTTP: OCSP, time stamps, lists and certificates of the test authorities.
    public var services: Int
}

/// The reference portal: HTTPS on SQLite or PostgreSQL with test certification authorities (DESIGN 2).
public struct Portal: ServiceLifecycle.Service {
    private let options: PortalOptions
    private let store: PortalStore
    private let tls: TLSConfiguration
    private let routes: PortalRoutes
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
        if options.demonstration { try await DemonstrationPeople.seed(store, now: clock.now()) }
        try await FormerAuthority.retire(store, folder: options.stateFolder)
        tls = try TLSAuthority(folder: options.stateFolder, now: clock.now())
            .serverConfiguration(now: clock.now())
        housekeeping = Housekeeping(store: store, clock: clock)
        // Before the first row of a month, so that it falls into its part.
        if store.isShared { try await housekeeping.keep() }
        authorities = Authorities(stateFolder: options.stateFolder, clock: clock)
        portraits = PortraitRegister(
            store: store, clock: clock, folder: options.portraitsFolder, judge: options.portraitJudge)
        routes = try PortalAssembly.routes(options, store, authorities, clock, portraits)
        serviceRoutes = PortalAssembly.serviceRoutes(store, authorities, clock)
        try await store.write(routes.services.enrolment.provideCode)
        self.options = options
        self.logger = logger
        self.ready = ready
    }

    /// Serves until stopped; requests under way are ended first.
    public func run() async throws {
        let judging = Task { [portraits, logger] in await portraits.judge(logger) }
        let keeping = Task { [housekeeping, logger] in await housekeeping.run(logger) }
        defer {
            judging.cancel()
            keeping.cancel()
        }
        // The services first: certificates name their port.
        let (bound, continuation) = AsyncStream.makeStream(of: Int.self)
        try await withThrowingTaskGroup(of: Bool.self) { group in
            group.addTask { [serviceRoutes, options, logger] in
                defer { continuation.finish() }
                try await Self.services(serviceRoutes, options, logger) { continuation.yield($0) }.run()
                return true
            }
            if let port = await bound.first(where: { _ in true }) {
                let making = await authorities.begin(addresses(port))
                group.addTask {
                    _ = try await making.value
                    return false
                }
                group.addTask { [application = try application(servicesPort: port)] in
                    try await application.run()
                    return true
                }
            }
            // A server that ends ends the other; a task that fails ends both.
            while let isServer = try await group.next() { if isServer { group.cancelAll() } }
        }
        try await store.close()
    }

    private func addresses(_ port: Int) -> ServiceAddresses {
        ServiceAddresses(base: options.servicesAddress ?? "http://\(options.host):\(port)")
    }

    private static func services(
        _ routes: ServiceRoutes, _ options: PortalOptions, _ logger: Logger,
        running: @escaping @Sendable (_ port: Int) -> Void
    ) -> some ApplicationProtocol {
        Application(
            router: routes.router(), server: .http1(configuration: .init(idleTimeout: .seconds(60))),
            configuration: .init(address: .hostname(options.host, port: options.servicesPort), serverName: nil),
            onServerRunning: { channel in running(channel.localAddress?.port ?? options.servicesPort) },
            logger: logger)
    }

    private func application(servicesPort: Int) throws -> some ApplicationProtocol {
        let (options, ready) = (options, ready)
        return Application(
            router: routes.router(),
            server: try .tls(
                .http1(configuration: .init(idleTimeout: .seconds(60))), tlsConfiguration: tls),
            configuration: .init(address: .hostname(options.host, port: options.port), serverName: nil),
            onServerRunning: { channel in
                let port = channel.localAddress?.port ?? options.port
                await ready(PortalPorts(portal: port, services: servicesPort))
            },
            logger: logger)
    }
}
