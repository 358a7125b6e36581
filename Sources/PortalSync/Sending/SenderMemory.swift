/// What the sender knows between rounds; gone with the process, and nothing is lost by that.
public struct SenderMemory: Sendable {
    /// A kiosk with nothing to send says this often where its journal stands.
    public static let silence = Duration.seconds(600)

    /// Persons whose records wait.
    public var lanes = WaitingLanes()
    /// When the portal last answered a batch.
    public var heardAt: Duration?
    /// The answer that doubted the last position; said back with the next one.
    public var echo: Int64?

    /// As at the start.
    public init() {}

    func isDue(at now: Duration) -> Bool { heardAt.map { now - $0 >= Self.silence } ?? true }
}
