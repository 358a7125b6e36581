import KioskDomain
import CoreMetrics
import PortalContract
import PrometheusText
import SQLAccess

/// What the database knows of all machines, told when somebody asks for the metrics.
struct FleetMetrics: Sendable {
    let store: PortalStore
    let fleet: FleetService
    let metrics: PortalMetrics

    func tell() async throws {
        let factory = metrics.factory
        let summary = try await fleet.summary()
        for state in KioskState.allCases {
            PortalMetrics.kiosks.set(Double(summary.count(state)), state.rawValue, in: factory)
        }
        let alarms = try await store.read { database in
            try database.rows(
                """
                SELECT kioskAlarm.code AS name, count(*) AS number FROM \(AlarmsService.tables)
                WHERE \(AlarmsService.isOpen) GROUP BY kioskAlarm.code
                """
            ).map { FleetCount(name: try $0["name"], count: try $0["number"]) }
        }
        for code in KioskAlarmCode.allCases {
            let count = alarms.first { $0.name == code.rawValue }?.count ?? 0
            PortalMetrics.alarms.set(Double(count), code.rawValue, in: factory)
        }
        PortalMetrics.clockSkew.set(Double(summary.clockOffMilliseconds) / 1_000, in: factory)
        PortalMetrics.waiting.set(Double(summary.waiting), in: factory)
        let age = summary.oldestAtMilliseconds.map { Double(fleet.clock.now().milliseconds - $0) / 1_000 } ?? 0
        PortalMetrics.oldest.set(max(0, age), in: factory)
        PortalMetrics.fleetRead.set(Double(fleet.clock.now().milliseconds) / 1_000, in: factory)
    }
}
