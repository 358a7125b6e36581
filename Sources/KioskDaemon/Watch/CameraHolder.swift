import KioskDevices
import KioskDomain

/// Names the program that holds a camera, where kioskd may see it. kiosk-vision is kept from the list of processes, and by
/// the packaged unit so is kioskd (`ProtectProc=invisible`): it sees programs of its own user only. A technician's
/// `sudo kioskctl camera test` sees all.
actor CameraHolder {
    private nonisolated let executor = BlockingExecutor(name: "camera-holder")
    nonisolated var unownedExecutor: UnownedSerialExecutor { executor.asUnownedSerialExecutor() }

    private let paths: [CameraRole: String]

    /// - Parameter sources: as `camera.source` and `camera.document-source`; those that are no device are nobody's.
    init(sources: [CameraRole: String?]) {
        paths = sources.compactMapValues { $0.flatMap { CameraPlug(source: $0).path } }
    }

    /// The detail of a failure; of `camera.busy` with the name of the holder, when it can be seen.
    func detail(_ code: FailureCode?, _ detail: String, of role: CameraRole) -> String {
        guard code == .cameraBusy, let path = paths[role], DeviceHolder.find(path) != nil else { return detail }
        return "\(path): \(DeviceHolder.describe(path))"
    }

    /// A camera's status, in the same way.
    func named(_ status: DeviceStatus, of role: CameraRole) -> DeviceStatus {
        var status = status
        status.finding = detail(status.code, status.finding, of: role)
        return status
    }
}
