public import KioskDomain

/// An open attempt whose kiosk has fallen silent: stolen, burnt, fenced, its disk lost. No kiosk leaves an attempt open for
/// minutes (B2), so after a while it counts as the technical error that it was, or the person could neither try again nor
/// be served by an operator (B1, B5). The kiosk's own word still ends it whenever it comes.
public enum SilentAttemptRule {
    /// Since Start was pressed; several times what the longest attempt takes.
    public static let patience = Duration.seconds(900)

    /// What the attempt counts as.
    ///
    /// - Parameters:
    ///   - outcome: as the kiosk said it; nil when it has not.
    ///   - openedAt: when Start was pressed.
    /// - Returns: nil while it is open.
    public static func outcome(
        _ outcome: AttemptOutcome?, openedAt: UnixTime, at now: UnixTime
    ) -> AttemptOutcome? {
        outcome ?? (openedAt.duration(to: now) < patience ? nil : .technicalError)
    }
}
