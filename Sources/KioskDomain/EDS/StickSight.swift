/// What stands in the USB ports for a key file (E1): exactly one stick that may be written, or why there is none.
public enum StickSight: Sendable, Hashable, Codable {
    case none
    /// More than one: nobody guesses which is the person's.
    case several
    /// One that holds nothing but storage, can be written and has room.
    case ready
    /// One that is not written, and why.
    case refused(FailureCode)

    /// What the screen complains about; nil while nothing is wrong.
    public var code: FailureCode? {
        switch self {
        case .none, .ready: nil
        case .several: .stickSeveral
        case .refused(let code): code
        }
    }
}
