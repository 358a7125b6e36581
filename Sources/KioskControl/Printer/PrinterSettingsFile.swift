internal import Configuration
internal import KioskDevices
internal import KioskDomain
internal import SlipPrinter
internal import SystemPackage

/// The printer as kioskd's configuration file describes it, for a technician who works without kioskd.
enum PrinterSettingsFile {
    /// - Throws: `configuration.invalid` when the file cannot be read or names no printer.
    static func read(_ file: String) async throws(Failure) -> SlipPrinter.Configuration {
        let reader: ConfigReader
        do {
            reader = ConfigReader(provider: try await FileProvider<YAMLSnapshot>(filePath: FilePath(file)))
        } catch {
            throw Failure(.configurationInvalid, "\(file) cannot be read")
        }
        guard let device = reader.string(forKey: "printer.device") else {
            throw Failure(.configurationInvalid, "printer.device in \(file)")
        }
        let untaken = UntakenSlip(rawValue: reader.string(forKey: "printer.untaken", default: "eject"))
        return try SlipPrinter.Configuration(
            device: device, width: reader.int(forKey: "printer.width", default: 576),
            family: reader.string(forKey: "printer.family", default: "auto"),
            hasNearEndSensor: reader.bool(forKey: "printer.near-end-sensor", default: true),
            untaken: untaken ?? .eject,
            acceptsVirtual: reader.string(forKey: "mode", default: "production") == "demonstration")
    }
}
