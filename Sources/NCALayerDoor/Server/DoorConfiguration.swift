public import NCALayer
public import Logging

/// Everything that the door needs.
public struct DoorConfiguration: Sendable {
    /// TCP port on 127.0.0.1; pages know 13579. 0 takes a free one, for tests.
    public var port: Int
    /// Folder of ``DoorIdentity``; must exist and be private to the daemon's user.
    public var stateFolder: String
    /// Does the work.
    public var host: any SigningHost
    /// Who may ask.
    public var policies: any SitePolicies
    /// Bounds.
    public var limits: DoorLimits
    /// Origin, module and method go there, never a document.
    public var logger: Logger

    /// Memberwise.
    public init(
        port: Int = 13579, stateFolder: String, host: any SigningHost, policies: any SitePolicies,
        limits: DoorLimits = DoorLimits(), logger: Logger
    ) {
        self.port = port
        self.stateFolder = stateFolder
        self.host = host
        self.policies = policies
        self.limits = limits
        self.logger = logger
    }
}

/// Bounds of the door. The values are those of a kiosk; tests shorten the times.
public struct DoorLimits: Sendable, Hashable {
    /// Bytes of one message: a frame of 64 MiB and an envelope.
    public var message: Int
    /// Bytes that all connections together may hold of messages that are not answered yet.
    public var memory: Int
    /// Connections at a time.
    public var connections: Int
    /// From the first byte of a connection to the end of its HTTP request.
    public var head: Duration
    /// From the first byte of a message to its last.
    public var messageTime: Duration
    /// How long a question is open before heartbeats overtake it.
    public var heartbeatPatience: Duration
    /// How long a denied page is kept after its last reply.
    public var linger: Duration
    /// How long the other side has to answer a close frame, while what it sends is dropped.
    public var closing: Duration

    /// The values of a kiosk.
    public init(
        message: Int = 65 << 20, memory: Int = 192 << 20, connections: Int = 512, head: Duration = .seconds(10),
        messageTime: Duration = .seconds(30), heartbeatPatience: Duration = Conversation.heartbeatPatience,
        linger: Duration = Conversation.linger, closing: Duration = .seconds(5)
    ) {
        self.message = message
        self.memory = memory
        self.connections = connections
        self.head = head
        self.messageTime = messageTime
        self.heartbeatPatience = heartbeatPatience
        self.linger = linger
        self.closing = closing
    }
}
