public import KioskDomain

/// The answer to an action that was refused, in the session's language.
public struct ScreenProblem: Codable, Sendable, Hashable {
    /// Stable code of the refusal.
    public var code: FailureCode
    /// What happened.
    public var text: String
    /// What the person can do about it.
    public var remedy: String
}
