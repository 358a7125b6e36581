import Configuration
import KioskDevices
import KioskDomain
import KioskTime
import MachineKeys

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
    /// Where the keys live by which other machines know this one.
    var keys: KeyMaker

    /// - Parameter name: where the configuration has none.
    /// - Throws: `configuration.invalid` naming the key, `configuration.virtual-part` for a software TPM outside the
    ///   demonstration (R1).
    init(_ values: ConfigurationValues, name: String) throws(Failure) {
        mode = try values.choice("mode", OperationMode.production)
        self.name = values.text("kiosk.name", name)
        pscName = try values.localised("psc.name")
        stateFolder = try values.required("state.folder")
        screensHost = values.text("screens.host", "127.0.0.1")
        screensPort = try values.number("screens.port", 8080, in: 0...65_535)
        controlSocket = values.text("control.socket", "/run/psc-kiosk/control.sock")
        zone = try values.zone("rules.zone")
        keys = try Self.keys(values, mode)
    }

    private static func keys(_ values: ConfigurationValues, _ mode: OperationMode) throws(Failure) -> KeyMaker {
        let place = values.text("identity.tpm", TPM.standardPlace)
        guard place.hasPrefix("device:/") || place.hasPrefix("swtpm:path=/") else {
            throw Failure(.configurationInvalid, "identity.tpm is device:/dev/... or, of tests, swtpm:path=/...")
        }
        let tpm = TPM(place)
        if case .refused(let code) = VirtualPartPolicy.decide(isVirtual: tpm.isVirtual, mode: mode) {
            throw Failure(code, "identity.tpm names a virtual part; only the demonstration may")
        }
        return KeyMaker(try values.choice("identity.key", KeyRule.auto), tpm: tpm)
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
