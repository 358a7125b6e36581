import KioskDevices

/// The newest status of every part, and where to tell changes.
actor StatusBoard {
    private var parts: [String: DeviceStatus] = [:]
    private var listener: (@Sendable ([DeviceStatus]) async -> Void)?

    func listen(_ listener: @escaping @Sendable ([DeviceStatus]) async -> Void) { self.listener = listener }

    var statuses: [DeviceStatus] { parts.values.sorted { $0.id < $1.id } }

    func set(_ status: DeviceStatus) async {
        guard parts[status.id] != status else { return }
        parts[status.id] = status
        await listener?(statuses)
    }
}
