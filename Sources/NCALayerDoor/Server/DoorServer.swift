import Glibc
import KioskDevices
import KioskDomain
import Logging
import NCALayer
import NIOCore
import NIOHTTP1
import NIOPosix
import NIOSSL
import NIOWebSocket

/// The open door: TLS, one HTTP request, then WebSocket or a page of ours.
public struct DoorServer: Sendable {
    /// The port that is listened on.
    public let port: Int
    private let channel: any Channel
    private let parts: Parts

    /// What the connections share.
    struct Parts: Sendable {
        let configuration: DoorConfiguration
        let clerk: Clerk
        let tls: TLSContext
        let budget: MemoryBudget
        let connections: OpenConnections
        let numbers = ConnectionNumbers()
    }

    /// Connections that are open now.
    public var connectionCount: Int { parts.connections.count }

    /// Bytes held of messages that are not answered yet.
    var bytesHeld: Int { parts.budget.inUse }

    /// Opens the door.
    ///
    /// - Throws: `door.port-taken` naming who holds the port; `configuration.invalid` when the certificate is not usable.
    static func open(_ configuration: DoorConfiguration, _ leaf: DoorIdentity.Leaf) async throws(Failure) -> DoorServer
    {
        let limits = configuration.limits
        let parts = Parts(
            configuration: configuration, clerk: Clerk(host: configuration.host), tls: try TLSContext(leaf),
            budget: MemoryBudget(limit: limits.memory), connections: OpenConnections(limit: limits.connections))
        let channel: any Channel
        do {
            channel = try await ServerBootstrap(group: MultiThreadedEventLoopGroup.singleton)
                .serverChannelOption(.backlog, value: 64)
                .serverChannelOption(.socketOption(.so_reuseaddr), value: 1)
                .childChannelOption(.tcpOption(.tcp_nodelay), value: 1)
                .childChannelInitializer { channel in Self.prepare(channel, parts) }
                .bind(host: "127.0.0.1", port: configuration.port).get()
        } catch let error as IOError where error.errnoCode == EADDRINUSE {
            throw Failure(.doorPortTaken, await PortHolder.describe(port: configuration.port))
        } catch {
            throw Failure(.doorPortTaken, "127.0.0.1:\(configuration.port): \(error)")
        }
        return DoorServer(port: channel.localAddress?.port ?? configuration.port, channel: channel, parts: parts)
    }

    /// Another certificate for connections to come.
    func use(_ leaf: DoorIdentity.Leaf) throws(Failure) { try parts.tls.use(leaf) }

    /// Takes no more connections, says goodbye to the open ones, and is done when all are closed.
    public func close() async {
        try? await channel.close()
        await parts.connections.stop(within: min(parts.configuration.limits.closing, .seconds(1)))
    }

    /// Says goodbye to the pages that are open now, and goes on taking others.
    public func dismissPages() async {
        await parts.connections.stop(within: min(parts.configuration.limits.closing, .seconds(1)))
    }

    // MARK: One connection

    private static func prepare(_ channel: any Channel, _ parts: Parts) -> EventLoopFuture<Void> {
        guard isLoopback(channel.remoteAddress), parts.connections.add(channel) else { return channel.close() }
        let limits = parts.configuration.limits
        let visit = Visit(
            deadline: channel.eventLoop.scheduleTask(in: .nanoseconds(limits.head.nanoseconds)) {
                channel.close(promise: nil)
            })
        return channel.eventLoop.makeCompletedFuture {
            let pipeline = channel.pipeline.syncOperations
            try pipeline.addHandler(NIOSSLServerHandler(context: parts.tls.current))
            try pipeline.addHandler(PiecewiseWrites())
            try pipeline.addHandler(ReceivedBytes(budget: parts.budget, limit: limits.messageTime))
            let responder = PageResponder()
            let bound = NIOLoopBound(responder, eventLoop: channel.eventLoop)
            try pipeline.configureHTTPServerPipeline(
                withPipeliningAssistance: false,
                withServerUpgrade: (
                    upgraders: [upgrader(parts, visit)],
                    completionHandler: { context in
                        context.pipeline.syncOperations.removeHandler(bound.value, promise: nil)
                    }
                ))
            try pipeline.addHandler(responder)
        }
    }

    private static func isLoopback(_ address: SocketAddress?) -> Bool {
        address?.ipAddress?.hasPrefix("127.") ?? false
    }

    private static func upgrader(_ parts: Parts, _ visit: Visit) -> NIOWebSocketServerUpgrader {
        NIOWebSocketServerUpgrader(
            maxFrameSize: parts.configuration.limits.message, automaticErrorHandling: false,
            shouldUpgrade: { channel, head in
                guard PageResponder.isOurHost(head), let origin = head.origin else {
                    return channel.eventLoop.makeSucceededFuture(nil)
                }
                return channel.eventLoop.makeFutureWithTask {
                    visit.admit(origin, await parts.configuration.policies.permission(for: origin))
                    return HTTPHeaders()
                }
            },
            upgradePipelineHandler: { channel, _ in
                visit.deadline.cancel()
                return channel.eventLoop.makeCompletedFuture { try begin(channel, parts, visit) }
            })
    }

    private static func begin(_ channel: any Channel, _ parts: Parts, _ visit: Visit) throws {
        let number = parts.numbers.next()
        let (origin, permission) = visit.admitted
        var logger = parts.configuration.logger
        logger[metadataKey: "page"] = "\(origin)"
        logger[metadataKey: "connection"] = "\(number)"
        logger.info("connected", metadata: ["permission": "\(permission.rawValue)"])
        let pipeline = channel.pipeline.syncOperations
        let received = try pipeline.handler(type: ReceivedBytes.self)
        try pipeline.addHandler(
            PageConnection(
                page: Page(origin: origin, permission: permission, connection: number),
                isDenied: permission == .deny, clerk: parts.clerk, limits: parts.configuration.limits,
                received: received, logger: logger))
    }
}
