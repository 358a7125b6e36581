public import KioskDevices

/// What kioskd answers to `GET /status` on its control socket.
public struct ControlStatus: Sendable, Hashable, Codable {
    /// Since kioskd was ready.
    public var uptimeSeconds: Double
    /// Name of the stage the citizen's session is in, without anything personal.
    public var session: String
    /// Every part, by id.
    public var devices: [DeviceStatus]

    /// Every field as given.
    public init(uptimeSeconds: Double, session: String, devices: [DeviceStatus]) {
        self.uptimeSeconds = uptimeSeconds
        self.session = session
        self.devices = devices
    }
}
