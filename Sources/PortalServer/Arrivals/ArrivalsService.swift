import KioskDomain
import SQLAccess

/// What arrived at the portal, for its own operator; read only.
struct ArrivalsService: Sendable {
    /// More of one kind in a day are not counted.
    static let mostCounted = 10_000
    private static let day = Duration.seconds(86_400)

    let store: PortalStore
    let clock: PortalClock

    struct Sight: Sendable {
        /// Of the last 24 hours; one more than ``ArrivalsService/mostCounted`` stands for all beyond.
        let counts: [ArrivalKind: Int]
        let lists: [ArrivalList]
    }

    /// All of one state of the database.
    func sight(of kinds: [ArrivalKind], after cursor: ArrivalCursor) async throws -> Sight {
        let since = (clock.now() - Self.day).milliseconds
        return try await store.read { database in
            var counts: [ArrivalKind: Int] = [:]
            for kind in ArrivalKind.allCases {
                counts[kind] = try database.value(ArrivalTable(kind).count(upTo: Self.mostCounted + 1), [since])
            }
            return Sight(
                counts: counts, lists: try kinds.map { try ArrivalList.read(database, $0, after: cursor) })
        }
    }
}
