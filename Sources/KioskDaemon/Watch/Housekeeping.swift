import KioskDevices
import KioskDomain
import KioskJournal
import KioskTime
import Logging

/// What the journal needs now and then: personal fields of finished cases are erased (R6), and the head of the audit
/// chain goes to the portal.
struct Housekeeping: Sendable {
    let journal: Journal
    let clock: TrustedClock
    let zone: CentreZone
    let logger: Logger
    var rules = RuleBook.standard
    /// The machine has a line to the portal, which tells it the time sooner or later.
    var hearsPortal = true

    func run() async {
        while !Task.isCancelled {
            await once()
            try? await Task.sleep(for: mayErase ? .seconds(3600) : .seconds(60))
        }
    }

    /// By a clock that is ahead and was never compared, what is needed yet would be gone for good.
    private var mayErase: Bool { !hearsPortal || clock.read().trust == .portal }

    /// A journal that was found damaged while running goes on in a new file; the technician hears it.
    static func tellDamage(_ journal: Journal, _ clock: TrustedClock, _ logger: Logger) async {
        do {
            for finding in try await journal.reportDamage(at: clock.now()) {
                logger.error(
                    "alarm",
                    metadata: [
                        "part": "journal", "code": "\(finding.code.rawValue)", "kind": "\(finding.kind.rawValue)",
                        "detail": "\(finding.detail)",
                    ])
            }
        } catch {
            logger.error("damage of the journal is not noted yet", metadata: ["code": "\(error.code.rawValue)"])
        }
    }

    func once() async {
        await Self.tellDamage(journal, clock, logger)
        let now = clock.now()
        let policy = rules.retention.value(on: zone.day(now))
        do {
            if mayErase {
                _ = try await journal.eraseExpired(before: now - .seconds(policy.personalDays * 86_400), at: now)
            }
            try await journal.publishAuditHead(at: now)
        } catch {
            logger.error("housekeeping of the journal failed", metadata: ["code": "\(error.code.rawValue)"])
        }
    }
}
