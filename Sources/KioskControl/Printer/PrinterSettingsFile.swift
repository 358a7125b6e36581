internal import Configuration
internal import FoundationEssentials
internal import KioskDevices
internal import KioskDomain
internal import SlipDesign
internal import SlipPrinter
internal import SystemPackage

/// Printer and slips as kioskd's configuration file describes them, for a technician who works without kioskd.
struct PrinterSettingsFile {
    var printer: SlipPrinter.Configuration
    /// With the centre's own templates, where it keeps some.
    var book: SlipBook
    private var kiosk: String
    private var centre: Localised
    private var isDemonstration: Bool

    /// - Throws: `configuration.invalid` when the file cannot be read or names no printer.
    static func read(_ file: String) async throws(Failure) -> PrinterSettingsFile {
        let reader: ConfigReader
        do {
            reader = ConfigReader(provider: try await FileProvider<YAMLSnapshot>(filePath: FilePath(file)))
        } catch {
            throw Failure(.configurationInvalid, "\(file) cannot be read")
        }
        return try PrinterSettingsFile(reader, file)
    }

    private init(_ reader: ConfigReader, _ file: String) throws(Failure) {
        guard let device = reader.string(forKey: "printer.device") else {
            throw Failure(.configurationInvalid, "printer.device in \(file)")
        }
        let untaken = UntakenSlip(rawValue: reader.string(forKey: "printer.untaken", default: "eject"))
        isDemonstration = reader.string(forKey: "mode", default: "production") == "demonstration"
        printer = try SlipPrinter.Configuration(
            device: device, width: reader.int(forKey: "printer.width", default: 576),
            family: reader.string(forKey: "printer.family", default: "auto"),
            hasNearEndSensor: reader.bool(forKey: "printer.near-end-sensor", default: true),
            untaken: untaken ?? .eject, acceptsVirtual: isDemonstration)
        let folder = reader.string(forKey: "slips.folder", default: "")
        book = folder.isEmpty ? .shipped : SlipBook(folder: folder, papers: [printer.paper])
        kiosk = reader.string(forKey: "kiosk.name", default: "K-01")
        centre = Localised(
            kk: reader.string(forKey: "psc.name.kk", default: "Сынақ"),
            ru: reader.string(forKey: "psc.name.ru", default: "Проверка"),
            en: reader.string(forKey: "psc.name.en", default: "Test"))
    }

    /// Where and when a test slip is printed; the time is the machine's, in UTC.
    func context(_ language: String) -> SlipContext {
        SlipContext(
            language: Language(rawValue: language) ?? .kazakh, centre: centre, kiosk: kiosk,
            issued: Date.now.formatted(.iso8601.dateSeparator(.dash).dateTimeSeparator(.space)),
            isDemonstration: isDemonstration)
    }
}
