import KioskDomain
import PortalContract
import Synchronization
import Testing

@testable import PortalServer

@Suite("6.6: however many pages watch the fleet, the database is asked once at a time") struct SharedSightTests {
    private final class Database: Sendable {
        private let state = Mutex((looks: 0, fails: false, time: ContinuousClock.now))

        var looks: Int { state.withLock { $0.looks } }
        var time: ContinuousClock.Instant { state.withLock { $0.time } }
        func fail(_ fails: Bool) { state.withLock { $0.fails = fails } }
        func wait(_ duration: Duration) { state.withLock { $0.time += duration } }

        func look() throws -> FleetService.Sight {
            let number = try state.withLock { state in
                state.looks += 1
                if state.fails { throw StoreDown() }
                return state.looks
            }
            let summary = FleetSummary(
                states: [], waiting: Int64(number), oldestAtMilliseconds: nil, clockOffMilliseconds: 0, openAlarms: 0,
                versions: [], centres: [])
            return FleetService.Sight(summary: summary, said: 0, lastSaidAt: 0)
        }
    }

    private struct StoreDown: Error {}

    private let database = Database()
    private let sight: SharedSight

    init() {
        sight = SharedSight(now: { [database] in database.time }, look: { [database] in try database.look() })
    }

    @Test("fifty pages at once and one a moment later have one look; the next one comes when it is two seconds old")
    func once() async throws {
        let seen = try await withThrowingTaskGroup { group in
            for _ in 1...FleetEvents.limit { group.addTask { [sight] in try await sight.newest() } }
            return try await group.reduce(into: Set<FleetService.Sight>()) { $0.insert($1) }
        }
        #expect(seen.count == 1 && database.looks == 1)
        database.wait(.milliseconds(1_999))
        #expect(try await sight.newest() == seen.first && database.looks == 1)
        database.wait(.milliseconds(1))
        #expect(try await sight.newest().summary.waiting == 2)
    }

    @Test("a look that failed is told to all who had it, and tried again after its time, not by each of them")
    func failed() async throws {
        database.fail(true)
        for _ in 1...3 { await #expect(throws: StoreDown.self) { try await sight.newest() } }
        #expect(database.looks == 1)
        database.fail(false)
        database.wait(SharedSight.life)
        #expect(try await sight.newest().summary.waiting == 2)
    }
}
