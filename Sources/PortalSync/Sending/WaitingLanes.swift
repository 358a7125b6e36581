internal import PortalContract

/// Lanes whose oldest record the portal neither took nor refused: what follows of the same person waits, others go on.
///
/// The record is offered again after growing pauses. After ``offers`` offers in vain it is set aside with the portal's last
/// word, and the lane is free.
public struct WaitingLanes: Sendable {
    /// Offers in vain before a record is set aside: with the pauses about a day.
    public static let offers = 30
    /// More than that wait for one reason: the portal itself.
    public static let limit = 1_000

    private struct Wait {
        var sequence: Int64
        /// Those that count.
        var offers = 0
        /// All of them: each pause is longer than the one before.
        var tries = 0
        var offeredAt = Duration.zero
        var until: Duration
    }

    private var waits: [Lane: Wait] = [:]

    /// None waits.
    public init() {}

    /// How many lanes wait.
    public var count: Int { waits.count }

    /// The lanes that stay out of the next batch.
    func closed(at now: Duration) -> Set<Lane> { Set(waits.filter { $0.value.until > now }.keys) }

    /// - Parameter heardAt: when the portal last answered a batch. An offer counts only when it answered since the one before:
    ///   a portal that can take nothing at all sets no record aside.
    /// - Returns: true when the record is to be set aside.
    mutating func offeredInVain(_ record: OutboxRecord, at now: Duration, heardAt: Duration?) -> Bool {
        let sequence = record.event.sequence
        let first = Wait(sequence: sequence, until: now)
        var wait = waits[record.lane] ?? first
        // Only the oldest of a lane counts: the others were offered behind it.
        guard wait.sequence == sequence || wait.sequence > sequence else { return false }
        if wait.sequence != sequence { wait = first }
        if wait.offers == 0 || heardAt ?? .zero > wait.offeredAt { wait.offers += 1 }
        wait.offeredAt = now
        wait.tries += 1
        guard wait.offers < Self.offers else {
            waits[record.lane] = nil
            return true
        }
        wait.until = now + min(.seconds(30) * (1 << min(wait.tries, 10)), .seconds(3600))
        if waits[record.lane] != nil || waits.count < Self.limit { waits[record.lane] = wait }
        return false
    }

    /// The lane's oldest record is settled.
    mutating func settled(_ record: OutboxRecord) {
        if waits[record.lane]?.sequence == record.event.sequence { waits[record.lane] = nil }
    }
}
