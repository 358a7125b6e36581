import KioskDevices
import KioskDomain
import Logging
import PortalContract
import SQLAccess

/// Keeps how the fleet stood, every five minutes; of several portals on one database one keeps each.
struct FleetSampler: Sendable {
    /// Points of one plot, about.
    private static let points: Int64 = 288

    let store: PortalStore
    let clock: PortalClock

    /// Until cancelled.
    func run(_ logger: Logger) async {
        while !Task.isCancelled {
            do {
                try await sample()
            } catch {
                logger.warning("the fleet is not sampled", metadata: ["error": "\(error)"])
            }
            let step = FleetSamples.stepMilliseconds
            let left = step - clock.now().milliseconds % step
            do { try await Task.sleep(for: .milliseconds(max(1_000, min(left, step)))) } catch { return }
        }
    }

    /// One for the present five minutes, unless there is one.
    func sample() async throws {
        let now = clock.now()
        let at = now.milliseconds - now.milliseconds % FleetSamples.stepMilliseconds
        _ = try await store.write { database in
            let known: Int? = try database.value("SELECT 1 FROM fleetSample WHERE at = ?", [at])
            guard known == nil else { return }
            let summary = try FleetService.summary(database, since: (now - FleetQuery.silence).milliseconds)
            let missing = summary.count(.silent) + summary.count(.fenced)
            let reporting = summary.count(.well) + summary.count(.fault) + summary.count(.frozen)
            let oldest = summary.oldestAtMilliseconds.map { max(0, now.milliseconds - $0) / 1_000 } ?? 0
            try database.execute(
                """
                INSERT INTO fleetSample (at, reporting, missing, waiting, oldest, skew) VALUES (?, ?, ?, ?, ?, ?)
                ON CONFLICT (at) DO NOTHING
                """, [at, reporting, missing, summary.waiting, oldest, summary.clockOffMilliseconds])
        }
    }

    /// Oldest first; of longer times every second one, or every third.
    func samples(hours: Int64) async throws -> FleetSamples {
        let start = (clock.now() - .seconds(hours * 3_600)).milliseconds
        let each = max(1, hours * 3_600_000 / FleetSamples.stepMilliseconds / Self.points)
        return FleetSamples(
            samples: try await store.read { database in
                try database.rows(
                    "SELECT * FROM fleetSample WHERE at >= ? AND at % ? = 0 ORDER BY at",
                    [start, each * FleetSamples.stepMilliseconds]
                ).map { row in
                    FleetSample(
                        atMilliseconds: try row["at"], reporting: try row["reporting"], missing: try row["missing"],
                        waiting: try row["waiting"], oldestSeconds: try row["oldest"],
                        clockOffMilliseconds: try row["skew"])
                }
            })
    }
}
