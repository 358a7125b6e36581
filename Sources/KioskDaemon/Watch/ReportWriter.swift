import KioskDevices
import KioskDomain
import KioskJournal
import KioskTime
import PortalContract

/// What the portal's team hears of this machine: version, centre, what waits, devices in fault; nothing of a person.
actor ReportWriter {
    /// Judged by the portal itself, or told in fields of their own. A rotation that fails is told: the portal sees none.
    private static let others: Set<String> = ["portal", "journal.outbox"]
    /// Alarms of the journal that the portal cannot find out by itself.
    private static let own: Set<FailureCode> = [.journalCorrupt, .recordDamaged, .auditFork]

    private let board: StatusBoard
    private let journal: Journal
    private let clock: TrustedClock
    private let centre: String
    private var waiting: OutboxStatus?

    init(board: StatusBoard, journal: Journal, clock: TrustedClock, centre: String) {
        self.board = board
        self.journal = journal
        self.clock = clock
        self.centre = centre
    }

    /// While the journal cannot be read, what waited when it last could, and the code that says why.
    func report() async -> KioskReport {
        let now = clock.now()
        var faults: [DeviceFault] = []
        do {
            waiting = try await journal.outboxStatus()
            let alarms = try await journal.alarms(since: now - OutboxHealth.alarmsShown)
            faults = alarms.filter { Self.own.contains($0.code) }.map { Self.journal($0.code) }
        } catch {
            faults = [Self.journal(error.code)]
        }
        faults += await board.statuses.compactMap { device -> DeviceFault? in
            guard device.health == .fault, !Self.others.contains(device.id), let code = device.code else { return nil }
            return DeviceFault(device: device.id, code: code.rawValue)
        }
        return KioskReport(
            version: ProgramVersion.text, centre: centre, waiting: waiting?.depth ?? 0,
            oldestAtMilliseconds: waiting?.oldest.map { max(0, $0.milliseconds) },
            frozen: await journal.refusalOfAttempts(at: now)?.rawValue,
            faults: Array(faults.prefix(KioskReport.faultLimit)))
    }

    private static func journal(_ code: FailureCode) -> DeviceFault {
        DeviceFault(device: "journal.outbox", code: code.rawValue)
    }
}
