public import KioskDevices

/// What a camera has to say.
public enum FrameEvent: Sendable {
    /// A picture that has not been given before.
    case frame(Frame)
    /// Nothing new in time; ask again.
    case nothing
    /// The camera cannot be had any more; it is tried again by itself. Said once.
    case lost(Failure)
    /// It can be had again.
    case back
}
