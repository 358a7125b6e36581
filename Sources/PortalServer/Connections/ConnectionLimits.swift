/// What a port of the portal bears from whoever connects to it.
public struct ConnectionLimits: Sendable, Hashable {
    /// At once, at each port. One more takes the place of those that rest longest; where none rests it is closed before
    /// anything is read of it. Each holds about 52 KiB (docs/portal-deployment.md), so these stay within 512 MiB.
    public var connections: Int
    /// From the connection to the end of the TLS handshake.
    public var handshake: Duration
    /// From the first byte of a request to the end of its header.
    public var head: Duration
    /// From the end of the header to the end of the body.
    public var body: Duration
    /// Between an answer and the next request, and for an answer that is not fetched.
    public var idle: Duration
    /// All fields of a header together; larger ones are refused.
    public var headBytes: Int
    /// Worked on at once at the port for machines; the others wait in the order of their arrival.
    public var requests: Int
    /// Likewise at the open port and at that of the services, each: so few that whoever floods them leaves the database to the
    /// machines.
    public var openRequests: Int
    /// Of bodies at once at each port; more are refused unread with `portal.busy`.
    public var bodyBytes: Int

    /// Fields of a header; more are refused.
    static let headFields = 100

    /// Of the port for metrics: a few scrapers on this machine.
    static let monitoring = ConnectionLimits(connections: 16)

    /// Memberwise.
    public init(
        connections: Int = 9_000, handshake: Duration = .seconds(10), head: Duration = .seconds(10),
        body: Duration = .seconds(60), idle: Duration = .seconds(60), headBytes: Int = 16 << 10, requests: Int = 256,
        openRequests: Int = 2, bodyBytes: Int = 64 << 20
    ) {
        self.connections = connections
        self.handshake = handshake
        self.head = head
        self.body = body
        self.idle = idle
        self.headBytes = headBytes
        self.requests = requests
        self.openRequests = openRequests
        self.bodyBytes = bodyBytes
    }
}
