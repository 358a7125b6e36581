public import KioskDomain

/// Why no slip is given now, and from when there is one again. Told to people with `queue.service-closed`.
public struct HallClosing: Sendable, Hashable, Codable, Error {
    /// Why.
    public enum Reason: Sendable, Hashable, Codable {
        /// Before opening, after closing, or a day without hours.
        case closed
        /// A break of the whole hall.
        case `break`
        /// A holiday, with its name.
        case holiday(String)
        /// The centre closes soon: who is in the queue is served, nobody joins it.
        case afterLastSlip
        /// The manager switched the service off.
        case serviceOff
    }

    /// Why.
    public var reason: Reason
    /// The next moment at which slips are given; nil when it is not known.
    public var opens: CivilDateTime?

    /// Why, and until when.
    public init(_ reason: Reason, opens: CivilDateTime? = nil) {
        self.reason = reason
        self.opens = opens
    }
}

extension HallPlan {
    /// Why a service gives no slip at this moment of the wall; nil when it does.
    public func closing(of service: String, at wall: CivilDateTime) -> HallClosing? {
        guard services.contains(where: { $0.id == service && $0.isOn }) else { return HallClosing(.serviceOff) }
        return hours?.closing(at: wall)
    }

    /// The break in which a window is by the plan, its own or that of the hall.
    func plannedBreak(of window: Window, at wall: CivilDateTime) -> HallHours.Span? {
        hours?.hallBreak(at: wall) ?? window.breaks.first { $0.contains(wall.time) }
    }
}
