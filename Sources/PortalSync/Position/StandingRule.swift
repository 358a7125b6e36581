public import KioskDomain
public import PortalContract

/// What the kiosk concludes from what the portal says to hold of it (`docs/sync.md`).
public enum StandingRule {
    /// What is to be done.
    public struct Conclusion: Sendable, Hashable {
        /// The link that both sides agree on; kept.
        public var anchor: AuditHeadBody?
        /// The portal forgot what it had confirmed: everything that is still held is offered again.
        public var offersAgain: Bool { alarms.contains(.portalSetBack) }
        /// What a technician must hear.
        public var alarms: [FailureCode] = []

        /// Nothing to be done.
        public init() {}
    }

    /// - Parameters:
    ///   - era: of the answers settled so far; a set-back that this journal knows of needs nothing more.
    ///   - link: the hash of this chain at a place; nil beyond its end.
    public static func judge(
        _ standing: JournalStanding, era: String?, link: (Int64) throws -> String?
    ) rethrows -> Conclusion {
        var conclusion = Conclusion()
        if let audit = standing.audit {
            switch try link(audit.index) {
            case audit.hash: conclusion.anchor = audit
            case nil: conclusion.alarms.append(.auditGap)
            default: conclusion.alarms.append(.auditFork)
            }
        }
        guard let told = standing.alarm.flatMap(FailureCode.init(rawValue:)), !conclusion.alarms.contains(told),
            told != .portalSetBack || standing.era != era
        else { return conclusion }
        conclusion.alarms.append(told)
        return conclusion
    }
}
