/// One control of a camera, as its driver describes it.
public struct CameraSetting: Sendable, Hashable {
    /// What its values mean.
    public enum Kind: String, Sendable {
        /// A number.
        case integer
        /// 0 or 1.
        case boolean
        /// A number of ``CameraSetting/choices``.
        case menu
    }

    /// As the driver names it, such as `Exposure, Dynamic Framerate`.
    public var name: String
    /// What its values mean.
    public var kind: Kind
    /// Smallest value.
    public var minimum: Int
    /// Greatest value.
    public var maximum: Int
    /// Distance between values.
    public var step: Int
    /// The driver's own choice.
    public var standard: Int
    /// What it is now; nil when it cannot be read.
    public var current: Int?
    /// What this program has set and sets back when it closes the camera; nil when it leaves the control alone.
    public var chosen: Int?
    /// Names of the values of a menu.
    public var choices: [Int: String]
    /// The driver does not let it be set at present.
    public var isFixed: Bool
}
