import Configuration
import KioskDevices
import KioskDomain
import KioskTime

/// What every machine is told, whatever its role.
struct MachineSettings: Sendable {
    var mode: OperationMode
    /// As in logs, on slips and at the hall.
    var name: String
    var pscName: Localised
    var stateFolder: String
    var screensHost: String
    var screensPort: Int
    var controlSocket: String
    var zone: CentreZone

    /// - Parameter name: where the configuration has none.
    /// - Throws: `configuration.invalid` naming the key.
    init(_ values: ConfigurationValues, name: String) throws(Failure) {
        mode = try values.choice("mode", OperationMode.production)
        self.name = values.text("kiosk.name", name)
        pscName = try values.localised("psc.name")
        stateFolder = try values.required("state.folder")
        screensHost = values.text("screens.host", "127.0.0.1")
        screensPort = try values.number("screens.port", 8080, in: 0...65_535)
        controlSocket = values.text("control.socket", "/run/psc-kiosk/control.sock")
        zone = try values.zone("rules.zone")
    }

    /// RULES R1: virtual parts exist in the demonstration only.
    var isDemonstration: Bool { mode == .demonstration }

    /// The value of `kiosk.role`; empty without it.
    static func role(_ reader: ConfigReader) -> String {
        reader.string(forKey: ConfigKey("kiosk.role"), default: "")
    }
}

/// A configuration of one role: it reads like one list of keys.
@dynamicMemberLookup
protocol MachineConfiguration: Sendable {
    var machine: MachineSettings { get }
}

extension MachineConfiguration {
    subscript<Value>(dynamicMember path: KeyPath<MachineSettings, Value>) -> Value { machine[keyPath: path] }
}
