import HallClient
import KioskDevices
import KioskDomain

/// The keys below `hall` of a machine whose hall is another one.
struct HallLinkSettings: Sendable {
    var address: HallAddress
    var enrolmentPort: Int
    var authorityFile: String
    var codeFile: String

    /// Nil without `hall.address`: the machine is its own hall.
    init?(_ values: ConfigurationValues) throws(Failure) {
        let text = values.text("hall.address", "")
        guard !text.isEmpty else { return nil }
        guard let address = HallAddress(text) else {
            throw Failure(.configurationInvalid, "hall.address is https://host:port")
        }
        self.address = address
        enrolmentPort = try values.number("hall.enrolment-port", min(address.port + 1, 65_535), in: 1...65_535)
        authorityFile = values.text("hall.ca-file", "")
        codeFile = values.text("hall.enrolment-code-file", "")
    }

    func client(_ machine: MachineSettings) throws(Failure) -> HallClientSettings {
        try HallClientSettings(
            address: address.text, enrolmentPort: enrolmentPort, authorityFile: authorityFile, codeFile: codeFile,
            folder: machine.stateFolder, keys: machine.keys)
    }
}
