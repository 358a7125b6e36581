import KioskDevices
import KioskDomain
import KioskJournal
import KioskTime
import PortalContract

/// What the portal's team hears of this machine: version, centre, what waits, devices in fault; nothing of a person.
struct ReportWriter: Sendable {
    /// Judged by the portal itself, or told in fields of their own.
    private static let others: Set<String> = ["portal", "portal.identity", "journal.outbox"]

    let board: StatusBoard
    let journal: Journal
    let clock: TrustedClock
    let centre: String

    /// Nil while the journal cannot be read: the last report stands, and the presence says that the machine lives.
    func report() async -> KioskReport? {
        guard let status = try? await journal.outboxStatus() else { return nil }
        let faults = await board.statuses.compactMap { device -> DeviceFault? in
            guard device.health == .fault, !Self.others.contains(device.id), let code = device.code else { return nil }
            return DeviceFault(device: device.id, code: code.rawValue)
        }
        return KioskReport(
            version: ProgramVersion.text, centre: centre, waiting: status.depth,
            oldestAtMilliseconds: status.oldest.map { max(0, $0.milliseconds) },
            frozen: await journal.refusalOfAttempts(at: clock.now())?.rawValue,
            faults: Array(faults.prefix(KioskReport.faultLimit)))
    }
}
