public import NIOCore

/// What the hall's server bears.
public struct HallLimits: Sendable {
    /// Open connections; more wait to be taken.
    public var connections = 2000
    /// Event streams among them; one more is refused.
    public var streams = 1200
    /// Bytes of one body.
    public var bodyBytes = 256 << 10
    /// From the head of a request to the end of its body.
    public var body = Duration.seconds(10)
    /// A connection on which nothing whole comes for so long is closed, its handshake and its idle times counted in.
    public var idle = TimeAmount.seconds(30)
    /// From one sign of life on an event stream to the next.
    public var heartbeat = Duration.seconds(3)
    /// Views that change faster are sent with such a pause.
    public var viewPause = Duration.milliseconds(100)

    /// As for a centre with some hundred machines.
    public init() {}
}
