public import KioskDevices
public import KioskDomain

/// Results from what the daemon says about its devices.
public enum DeviceChecks {
    /// One result per device.
    /// - Parameter remedy: the technician's remedy of a code (the texts stand in another target).
    public static func results(
        _ statuses: [DeviceStatus], remedy: (FailureCode) -> String
    ) -> [CheckResult] {
        statuses.map { status in
            let name = status.name.isEmpty ? "" : "\(status.name): "
            let code = status.code.map { " (\($0.rawValue))" } ?? ""
            return CheckResult(
                id: status.id, state: status.health, finding: name + status.finding + code,
                remedy: status.code.map(remedy) ?? "", isVirtual: status.isVirtual)
        }
    }
}
