public import HallContract
import Hummingbird
import HummingbirdTLS
public import KioskDomain
public import Logging
import NIOCore
import NIOSSL
public import ServiceLifecycle

/// Where the hall listens.
public struct HallPorts: Sendable, Hashable {
    /// Mutual TLS.
    public var machines: Int
    /// TLS without a certificate of the machine: ``HallCall/enrolPath`` only.
    public var enrolment: Int

    /// Memberwise.
    public init(machines: Int, enrolment: Int) {
        self.machines = machines
        self.enrolment = enrolment
    }
}

/// The hall for the machines of its centre: TLS 1.3 on two ports, one for machines with a certificate of the hall's own
/// authority, refused in the handshake without one, and one for those that still want it.
public struct HallServer: ServiceLifecycle.Service {
    private let hall: any HallPort
    private let reports: any HallReports
    private let authority: HallAuthority
    private let register: MachineRegister
    private let host: String
    private let ports: HallPorts
    private let limits: HallLimits
    private let now: @Sendable () -> UnixTime
    private let logger: Logger
    private let ready: @Sendable (HallPorts) async -> Void

    /// - Parameters:
    ///   - ports: 0 takes a free one.
    ///   - ready: called once when both ports take requests.
    public init(
        hall: any HallPort, reports: any HallReports, authority: HallAuthority, register: MachineRegister,
        host: String, ports: HallPorts, limits: HallLimits = HallLimits(), logger: Logger,
        now: @escaping @Sendable () -> UnixTime,
        ready: @escaping @Sendable (HallPorts) async -> Void
    ) {
        self.hall = hall
        self.reports = reports
        self.authority = authority
        self.register = register
        self.host = host
        self.ports = ports
        self.limits = limits
        self.logger = logger
        self.now = now
        self.ready = ready
    }

    /// Serves until stopped.
    public func run() async throws {
        let feed = ViewFeed(limits: limits)
        let routes = HallRoutes(hall: hall, reports: reports, register: register, feed: feed, limits: limits)
        let enrolment = EnrolmentRoutes(authority: authority, register: register, limits: limits)
        let (bound, continuation) = AsyncStream.makeStream(of: Int.self)
        try await withThrowingTaskGroup(of: Void.self) { group in
            group.addTask { await feed.run(hall) }
            group.addTask { [self] in
                defer { continuation.finish() }
                let tls = try authority.mutualConfiguration(now: now())
                try await application(
                    routes.router(), tls, port: ports.machines, connections: limits.connections,
                    running: { continuation.yield($0) }
                ).run()
            }
            var iterator = bound.makeAsyncIterator()
            if let machines = await iterator.next() {
                group.addTask { [self] in
                    let tls = try authority.serverConfiguration(now: now())
                    try await application(
                        enrolment.router(), tls, port: ports.enrolment, connections: Self.enrolmentConnections,
                        running: { await ready(HallPorts(machines: machines, enrolment: $0)) }
                    ).run()
                }
            }
            // A server that ends ends the rest; one that fails fails the whole.
            _ = try await group.next()
            group.cancelAll()
        }
    }

    private static let enrolmentConnections = 64

    private func application(
        _ router: Router<HallContext>, _ tls: TLSConfiguration, port: Int, connections: Int,
        running: @escaping @Sendable (_ port: Int) async -> Void
    ) throws -> some ApplicationProtocol {
        Application(
            router: router,
            server: try .tls(.http1(configuration: .init(idleTimeout: limits.idle)), tlsConfiguration: tls),
            configuration: .init(
                address: .hostname(host, port: port), serverName: nil,
                availableConnectionsDelegate: .maximum(connections, logger: logger)),
            onServerRunning: { channel in await running(channel.localAddress?.port ?? port) }, logger: logger)
    }
}
