import KioskDomain
import KioskDevices
import KioskJournal
import KioskTime
import PortalSync
import PrometheusText

/// How the kiosk is, told when somebody asks for the metrics.
struct KioskGauges: Sendable {
    let metrics: KioskMetrics
    let board: StatusBoard
    let journal: Journal
    let clock: TrustedClock
    let lastRound: @Sendable () -> RoundReport

    func tell() async {
        let factory = metrics.factory
        for device in await board.statuses {
            for health in Health.allCases {
                KioskMetrics.devices.set(device.health == health, device.id, health.rawValue, in: factory)
            }
        }
        let now = clock.now()
        if let status = try? await journal.outboxStatus() {
            KioskMetrics.waiting.set(Double(status.depth), in: factory)
            KioskMetrics.waitingBytes.set(Double(status.bytes), in: factory)
            let age = status.oldest.map { $0.duration(to: now) / .seconds(1) } ?? 0
            KioskMetrics.oldest.set(max(0, age), in: factory)
        }
        KioskMetrics.frozen.set(await journal.refusalOfAttempts(at: now) != nil, in: factory)
        KioskMetrics.fenced.set(lastRound().failure?.code == .kioskFenced, in: factory)
        KioskMetrics.clockSkew.set(clock.read().offset.map { $0 / .seconds(1) } ?? 0, in: factory)
    }
}
