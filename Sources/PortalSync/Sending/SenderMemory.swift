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
    /// Batches in a row that the portal could not take as a whole, though it was there.
    var vain = 0
    /// So many in a row, and records go one by one until it is found which of them the portal cannot take.
    static let mostInVain = 3

    /// As at the start.
    public init() {}

    func bounds(_ wished: BatchBounds) -> BatchBounds {
        vain < Self.mostInVain ? wished : BatchBounds(events: 1, bytes: wished.bytes)
    }

    func isDue(at now: Duration) -> Bool { heardAt.map { now - $0 >= Self.silence } ?? true }
}
