internal import Glibc
internal import KioskDevices
internal import KioskDiagnostics
internal import KioskDomain
internal import KioskTexts
internal import NCALayerDoor

/// What can be said of the door without kioskd: whether this user's browsers trust it.
enum DoorChecks {
    /// Nothing where the door is closed or was never opened.
    static func results(_ kiosk: TechnicianConfiguration) -> [CheckResult] {
        guard kiosk.doorIsOpen, let home = getenv("HOME").map({ String(cString: $0) }) else { return [] }
        do {
            guard let identity = try DoorIdentity.kept(in: "\(kiosk.stateFolder)/door") else { return [] }
            let status = DoorTrust.status(identity, in: DoorTrust.stores(home: home))
            return DeviceChecks.results([status]) { $0.technicianRemedy }
        } catch {
            return [CheckResult(id: "door.trust", state: .unknown, finding: "could not be checked: \(error.detail)")]
        }
    }
}
