import Configuration
import KioskDevices
import KioskDomain

/// What kioskd is told of a machine that only shows the board of another machine's hall (`kiosk.role: board`).
struct BoardConfiguration: MachineConfiguration {
    let machine: MachineSettings
    let hallLink: HallLinkSettings

    /// Whether the configuration is one of a board.
    static func isWanted(_ reader: ConfigReader) -> Bool { MachineSettings.role(reader) == "board" }

    /// - Throws: `configuration.invalid` naming the key.
    init(_ reader: ConfigReader) throws(Failure) {
        let values = ConfigurationValues(reader)
        machine = try MachineSettings(values, name: "board")
        guard let link = try HallLinkSettings(values) else {
            throw Failure(.configurationInvalid, "hall.address is missing: a board shows the hall of another machine")
        }
        hallLink = link
    }
}
