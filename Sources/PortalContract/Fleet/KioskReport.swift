/// How a machine says it is, with its presence. What a former version does not say is left out.
public struct KioskReport: Codable, Sendable, Hashable {
    /// Devices in fault that one report names; more are left out.
    public static let faultLimit = 16

    /// Of its program.
    public var version: String
    /// Code of its centre.
    public var centre: String
    /// Records that wait for the portal.
    public var waiting: Int64
    /// When the oldest of them was written, milliseconds since 1970 by the machine's trusted clock; left out when none waits.
    public var oldestAtMilliseconds: Int64?
    /// Raw `FailureCode` of why no attempt begins; left out while one may.
    public var frozen: String?
    /// Devices in fault, at most ``faultLimit``.
    public var faults: [DeviceFault]

    /// Memberwise.
    public init(
        version: String, centre: String, waiting: Int64, oldestAtMilliseconds: Int64? = nil, frozen: String? = nil,
        faults: [DeviceFault] = []
    ) {
        self.version = version
        self.centre = centre
        self.waiting = waiting
        self.oldestAtMilliseconds = oldestAtMilliseconds
        self.frozen = frozen
        self.faults = faults
    }
}

/// A device that does not work.
public struct DeviceFault: Codable, Sendable, Hashable {
    /// Stable name of its role, such as `printer.slip`.
    public var device: String
    /// Raw `FailureCode`.
    public var code: String

    /// Memberwise.
    public init(device: String, code: String) {
        self.device = device
        self.code = code
    }
}
