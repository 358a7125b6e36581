/// How a kiosk runs (R1).
public enum OperationMode: String, Sendable, Hashable, CaseIterable, Codable {
    case production, demonstration
}

/// Virtual parts name themselves on the wire and are accepted only in demonstration mode (R1).
public enum VirtualPartPolicy {
    /// What the policy answers.
    public enum Decision: Sendable, Hashable {
        case accepted
        /// Accepted, and every screen and status says so.
        case acceptedAndMarked
        case refused(FailureCode)
    }

    /// About one part of a kiosk, or one that its configuration names.
    public static func decide(isVirtual: Bool, mode: OperationMode) -> Decision {
        switch (isVirtual, mode) {
        case (false, _): .accepted
        case (true, .demonstration): .acceptedAndMarked
        case (true, .production): .refused(.virtualPartRefused)
        }
    }

    /// About an event that reaches the portal.
    public static func decide(eventMarkedDemonstration: Bool, portal mode: OperationMode) -> Decision {
        switch (eventMarkedDemonstration, mode) {
        case (false, _): .accepted
        case (true, .demonstration): .acceptedAndMarked
        case (true, .production): .refused(.demonstrationRefused)
        }
    }
}
