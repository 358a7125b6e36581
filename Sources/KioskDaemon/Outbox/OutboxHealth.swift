import KioskDevices
import KioskDomain
import KioskJournal
import KioskTime
import PortalSync

/// How the outbox is, for status and doctor: the worst thing first.
struct OutboxHealth: Sendable {
    /// An alarm is shown this long after it was last found.
    static let alarmsShown = Duration.seconds(7 * 86_400)
    /// An hour unsent is worth a look; nothing is lost by it.
    private static let worthALook = Duration.seconds(3600)

    let journal: Journal
    let clock: TrustedClock
    let lastRound: @Sendable () -> RoundReport

    func status() async -> DeviceStatus {
        let now = clock.now()
        do {
            let status = try await journal.outboxStatus()
            if lastRound().failure?.code == .kioskFenced {
                return device(.fault, .kioskFenced, "the portal takes nothing more under this kiosk's name")
            }
            if let code = await journal.refusalOfAttempts(at: now) {
                return device(.fault, code, "no attempt begins: \(finding(status, now))")
            }
            if let alarm = try await journal.alarms(since: now - Self.alarmsShown).first {
                return device(.warning, alarm.code, "\(alarm.detail); \(finding(status, now))")
            }
            let waits = status.oldest.map { $0.duration(to: now) > Self.worthALook } ?? false
            return device(waits ? .warning : .ok, waits ? .portalUnreachable : nil, finding(status, now))
        } catch {
            return device(.fault, error.code, "the journal cannot be read or written")
        }
    }

    private func finding(_ status: OutboxStatus, _ now: UnixTime) -> String {
        guard let oldest = status.oldest else { return "everything is sent" }
        return "\(status.depth) unsent, the oldest \(max(0, oldest.duration(to: now).components.seconds)) s old"
    }

    private func device(_ health: Health, _ code: FailureCode?, _ finding: String) -> DeviceStatus {
        DeviceStatus(id: "journal.outbox", name: "journal", health: health, code: code, finding: finding)
    }
}
