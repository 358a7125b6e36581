/// What the holder of a client certificate may do at the portal: ``PortalOperation`` says which calls each may make.
public enum KioskRole: String, Codable, Sendable, Hashable, CaseIterable {
    /// The self-service terminal: attempts, applications, slips.
    case kiosk
    /// Operator calls: attempts by IIN, applications on paper, confirmations.
    case desk
    /// The machine that keeps the queue of a centre.
    case hall
    /// A migration-service officer.
    case officer
    /// Sees how machines are.
    case technician
    /// Hands out enrolment codes and revokes machines.
    case admin

    /// What a code from the portal's own folder is good for; the others are given by an admin only.
    public static let machines: Set<KioskRole> = [.kiosk, .desk, .hall]
}
