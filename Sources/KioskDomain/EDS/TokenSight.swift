/// What is plugged in for keys on a token (E1): exactly one of the application's kind that can be written, or why there is none.
public enum TokenSight: Sendable, Hashable, Codable {
    case none
    case ready
    /// One that is not written, or several, and why.
    case refused(FailureCode)

    /// What the screen complains about; nil while nothing is wrong.
    public var code: FailureCode? {
        switch self {
        case .none, .ready: nil
        case .refused(let code): code
        }
    }
}
