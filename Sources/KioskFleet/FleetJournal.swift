import PortalClient
import Synchronization

/// One kiosk's memory, as far as the fleet needs it.
protocol FleetJournal: OutboxSource {
    /// Writes so many records durably, spread evenly over the last days.
    func write(_ count: Int, over days: Int) async throws
    /// How many wait.
    func pending() async throws -> Int
    /// Records written, and the XOR of the first eight bytes of their digests.
    func ledger() async -> Ledger
    /// Ends it.
    func close() async
}

/// What was written: enough to be compared with the portal's database.
struct Ledger: Sendable {
    var written = 0
    private(set) var digests: UInt64 = 0

    /// - Parameter digest: hexadecimal SHA-256.
    mutating func add(_ digest: String) {
        written += 1
        digests ^= UInt64(digest.prefix(16), radix: 16) ?? 0
    }
}

/// Counts confirmations of the whole fleet, and cuts its line.
final class FleetLine: Sendable {
    private let count = Mutex(0)
    private let cut = Mutex(false)

    func confirm(_ number: Int) { count.withLock { $0 += number } }
    var confirmed: Int { count.withLock { $0 } }
    var isCut: Bool {
        get { cut.withLock { $0 } }
        set { cut.withLock { $0 = newValue } }
    }
}
