import FoundationEssentials
import Hummingbird
import HummingbirdTLS
public import KioskDomain
public import Logging
import NIOCore
import PortalContract
public import ServiceLifecycle

/// How the reference portal runs.
public struct PortalOptions: Sendable {
    /// Loopback only, unless the operator of the portal says otherwise.
    public var host: String
    /// 0 takes a free one; see the ready line.
    public var port: Int
    /// Everything durable: database, authorities, enrolment code. Made with mode 0700.
    public var stateFolder: String
    /// JPEG files named by the register; nil when there are none.
    public var portraitsFolder: String?
    /// Seeds people, shows SMS codes on a page, takes virtual parts (RULES R1).
    public var demonstration: Bool
    /// Limits and amounts with their dates.
    public var rules: RuleBook
    /// Names that stand in certificates begin with this.
    public var pkiBase: String?
    /// The clock that decides; tests move it.
    public var now: @Sendable () -> UnixTime

    /// Memberwise.
    public init(
        stateFolder: String, port: Int = 8443, host: String = "127.0.0.1", portraitsFolder: String? = nil,
        demonstration: Bool = false, rules: RuleBook = .standard, pkiBase: String? = nil,
        now: @escaping @Sendable () -> UnixTime = PortalOptions.systemClock
    ) {
        self.stateFolder = stateFolder
        self.port = port
        self.host = host
        self.portraitsFolder = portraitsFolder
        self.demonstration = demonstration
        self.rules = rules
        self.pkiBase = pkiBase
        self.now = now
    }

    /// This machine's clock.
    @Sendable public static func systemClock() -> UnixTime {
        UnixTime(milliseconds: Int64(Date.now.timeIntervalSince1970 * 1_000))
    }

    /// The certificate that kiosks pin, PEM.
    public var tlsAuthorityFile: String { "\(stateFolder)/\(TLSAuthority.name).pem" }
    /// The certificate of the issuing test authority, PEM.
    public var issuingAuthorityFile: String { "\(stateFolder)/\(CertificateAuthority.name).pem" }
    /// The next one-time code for a kiosk; replaced after each use.
    public var enrolmentCodeFile: String { "\(stateFolder)/enrolment-code" }
}

/// The reference portal: HTTPS on SQLite with a test certification authority (DESIGN 2).
public struct Portal: ServiceLifecycle.Service {
    private let application: any ApplicationProtocol
    private let store: PortalStore

    /// Opens the state, migrates it, makes what is missing. Nothing listens yet.
    ///
    /// - Parameter ready: called once with the port when requests are taken.
    public init(
        _ options: PortalOptions, logger: Logger, ready: @escaping @Sendable (_ port: Int) async -> Void
    ) throws {
        try FileManager.default.createDirectory(
            atPath: options.stateFolder, withIntermediateDirectories: true, attributes: [.posixPermissions: 0o700])
        let clock = PortalClock(now: options.now)
        store = try PortalStore(folder: options.stateFolder)
        if options.demonstration { try DemonstrationPeople.seed(store, now: clock.now()) }
        let tls = try TLSAuthority(folder: options.stateFolder, now: clock.now())
        let routes = try Self.routes(options, store, clock)
        try store.writeNow(routes.services.enrolment.provideCode)
        application = Application(
            router: routes.router(),
            server: try .tls(
                .http1(configuration: .init(idleTimeout: .seconds(60))),
                tlsConfiguration: tls.serverConfiguration(now: clock.now())),
            configuration: .init(address: .hostname(options.host, port: options.port), serverName: nil),
            onServerRunning: { channel in await ready(channel.localAddress?.port ?? options.port) },
            logger: logger)
    }

    /// Serves until stopped; requests under way are ended first.
    public func run() async throws {
        try await application.run()
        try store.close()
    }

    private static func routes(
        _ options: PortalOptions, _ store: PortalStore, _ clock: PortalClock
    ) throws -> PortalRoutes {
        let (rules, demonstration) = (options.rules, options.demonstration)
        var names = PKINames()
        if let base = options.pkiBase { names.base = base }
        let authority = try CertificateAuthority(folder: options.stateFolder, names: names, now: clock.now())
        let closing = AttemptClosing(rules: rules)
        let stub = SMSStub(store: store, rules: rules, clock: clock)
        let services = PortalServices(
            enrolment: EnrolmentService(
                store: store, clock: clock, demonstration: demonstration, codeFile: options.enrolmentCodeFile),
            persons: PersonsService(store: store, rules: rules, clock: clock),
            sms: SMSService(store: store, rules: rules, clock: clock, demonstration: demonstration),
            stub: stub,
            attempts: AttemptsService(store: store, rules: rules, clock: clock),
            portraits: PortraitsService(store: store, clock: clock, folder: options.portraitsFolder),
            events: EventsService(store: store, closing: closing, clock: clock, demonstration: demonstration),
            applications: ApplicationsService(store: store, rules: rules, closing: closing, clock: clock),
            administrative: AdministrativeService(store: store, clock: clock, demonstration: demonstration),
            certificates: CertificatesService(store: store, authority: authority, rules: rules, clock: clock),
            operators: OperatorService(store: store, rules: rules, clock: clock),
            pages: try Pages(store: store, stub: stub, authority: authority, demonstration: demonstration),
            clock: clock, demonstration: demonstration)
        let nonces = NonceMemory(startedAt: clock.now().milliseconds / 1_000)
        return PortalRoutes(
            services: services, authentication: KioskAuthentication(store: store, nonces: nonces, clock: clock))
    }
}
