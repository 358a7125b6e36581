import Configuration
import HallContract
import KioskDevices
import KioskDomain
import KioskScreens
import StaffAccess

/// What kioskd is told of a machine that only follows the hall of another one: a board, or a manager's own machine
/// (`kiosk.role: board`, `kiosk.role: manager`).
struct FollowerConfiguration: MachineConfiguration {
    let machine: MachineSettings
    let hallLink: HallLinkSettings
    /// As its certificate has to have it.
    let role: HallRole
    /// Names of the services, on a manager's pages.
    let purposes: [QueuePurpose]
    /// Opens the manager's pages; nil: nobody can sign in there.
    let staffPIN: StaffPINHash?

    /// Whether the configuration is one of a board or a manager.
    static func isWanted(_ reader: ConfigReader) -> Bool { role(reader) != nil }

    /// - Throws: `configuration.invalid` naming the key.
    init(_ reader: ConfigReader) throws(Failure) {
        let values = ConfigurationValues(reader)
        role = Self.role(reader) ?? .board
        machine = try MachineSettings(values, name: role.rawValue)
        guard let link = try HallLinkSettings(values) else {
            throw Failure(
                .configurationInvalid, "hall.address is missing: a \(role) follows the hall of another machine")
        }
        hallLink = link
        purposes = role == .manager ? try values.purposes("queue.purposes") : []
        staffPIN = role == .manager ? try values.pinHash("staff.pin-hash") : nil
    }

    private static func role(_ reader: ConfigReader) -> HallRole? {
        HallRole(rawValue: MachineSettings.role(reader)).flatMap { $0 == .board || $0 == .manager ? $0 : nil }
    }
}
