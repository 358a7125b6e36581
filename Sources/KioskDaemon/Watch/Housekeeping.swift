import KioskDevices
import KioskDomain
import KioskJournal
import KioskTime
import Logging

/// What the journal needs now and then: personal fields of finished cases are erased (R6), the audit chain is recomputed, and
/// its head goes to the portal.
struct Housekeeping: Sendable {
    let journal: Journal
    let clock: TrustedClock
    let zone: CentreZone
    let logger: Logger
    var rules = RuleBook.standard
    /// The machine has a line to the portal, which tells it the time sooner or later.
    var hearsPortal = true

    func run() async {
        var inspectedAt: ContinuousClock.Instant?
        while !Task.isCancelled {
            await once()
            if inspectedAt.map({ $0.duration(to: .now) >= .seconds(3600) }) ?? true {
                await inspectAudit()
                inspectedAt = .now
            }
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

    /// Links that are recomputed at a time: some milliseconds, in which nothing can be written.
    private static let links = 500

    /// DESIGN 5.3: a row that was changed, taken out or put in is an alarm here and, by the report, at the portal.
    func inspectAudit() async {
        do {
            var last = AuditHead.beginning
            while !Task.isCancelled {
                let verdict = try await journal.verifyAuditChain(after: last, rows: Self.links)
                guard case .whole(let next) = verdict else {
                    try await journal.report(verdict, at: clock.now())
                    return logger.error(
                        "alarm", metadata: ["part": "journal", "code": "\(FailureCode.auditFork.rawValue)"])
                }
                guard next != last else { return }
                last = next
            }
        } catch {
            logger.error("the audit chain was not verified", metadata: ["code": "\(error.code.rawValue)"])
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
