public import KioskDomain

/// The answer to an action that was refused, in the session's language.
public struct ScreenProblem: Codable, Sendable, Hashable {
    public var code: FailureCode
    public var text: String
    /// What the person can do about it.
    public var remedy: String
}
