internal import KioskDevices
public import KioskDiagnostics
internal import KioskDomain
internal import KioskTexts
internal import SlipDesign
internal import SlipPrinter

/// What `kioskctl printer` does. It speaks to the printer itself, beside a running kioskd: both open it for each
/// operation only, and the other one is told "busy" meanwhile.
public enum PrinterCommand {
    /// What a printer says, in a form for programs.
    public struct Status: Sendable, Encodable {
        /// As in the configuration.
        public var address: String
        /// Maker and model; empty when it does not say.
        public var name: String
        /// The family recognised or configured; nil when it could not be.
        public var family: String?
        /// `ok`, `warn`, `fail` or `unknown`.
        public var health: String
        /// Stable code of what is wrong.
        public var code: String?
        /// `ok`, `near-end`, `out` or `unknown`.
        public var paper: String
        /// Each fact by name: `yes`, `no` or `unknown`.
        public var facts: [String: String]
        /// One line for a technician.
        public var finding: String
        /// The USB printers of this machine, one line each.
        public var plugged: [String]
    }

    /// Asks the printer.
    /// - Parameter file: kioskd's configuration file.
    /// - Throws: a `CodedError` when the file names no printer.
    public static func status(configuration file: String) async throws -> Status {
        let printer = SlipPrinter(try await PrinterSettingsFile.read(file).printer)
        let device = await printer.deviceStatus(id: "printer.slip")
        let status = await printer.status()
        return Status(
            address: printer.configuration.address.description, name: device.name,
            family: await printer.family()?.rawValue, health: device.health.rawValue, code: device.code?.rawValue,
            paper: status.paper.rawValue, facts: facts(status), finding: device.finding,
            plugged: USBDirectory().printers().map(line))
    }

    /// The same as a report with a remedy.
    public static func report(_ status: Status) -> DiagnosticReport {
        let family = status.family.map { ", family \($0)" } ?? ""
        let code = status.code.flatMap { FailureCode(rawValue: $0) }
        let name = status.name.isEmpty ? status.address : "\(status.name) at \(status.address)"
        let printer = CheckResult(
            id: "printer.slip", state: Health(rawValue: status.health) ?? .unknown,
            finding: "\(name)\(family): \(status.finding)", remedy: code?.technicianRemedy ?? "")
        let plugged = status.plugged.enumerated().map { index, line in
            CheckResult(id: "printer.usb.\(index)", state: .ok, finding: line)
        }
        return DiagnosticReport(results: [printer] + plugged)
    }

    /// Prints the test slip: a ruler, all 18 Kazakh letters, a QR code.
    public static func test(configuration file: String, language: String) async throws -> DiagnosticReport {
        let settings = try await PrinterSettingsFile.read(file)
        let printer = SlipPrinter(settings.printer)
        let page = settings.book.document(
            .test(TestPage(printer: await printer.name())), settings.context(language), paper: settings.printer.paper)
        let result: CheckResult =
            switch await printer.print(SlipJob(page)) {
            case .printed:
                CheckResult(id: "printer.test", state: .ok, finding: "the printer confirmed the test slip")
            case .unconfirmed(let code):
                CheckResult(
                    id: "printer.test", state: .unknown, finding: "sent and not confirmed: \(code.rawValue)",
                    remedy: code.technicianRemedy)
            case .failed(let code):
                CheckResult(
                    id: "printer.test", state: .fault, finding: "nothing was printed: \(code.rawValue)",
                    remedy: code.technicianRemedy)
            }
        return DiagnosticReport(results: [result])
    }

    /// Drops what the printer holds of unfinished slips.
    public static func clear(configuration file: String) async throws -> DiagnosticReport {
        let printer = SlipPrinter(try await PrinterSettingsFile.read(file).printer)
        try await printer.clear()
        return DiagnosticReport(results: [
            CheckResult(id: "printer.clear", state: .ok, finding: "the printer holds nothing of unfinished slips")
        ])
    }

    private static func facts(_ status: PrinterStatus) -> [String: String] {
        [
            "off-line": status.isOffline, "cover-open": status.isCoverOpen, "paper-out": status.isPaperOut,
            "paper-low": status.isPaperLow, "cutter": status.hasCutterError, "jam": status.isJammed,
            "ticket-in-output": status.hasTicketInOutput, "hot": status.isHeadHot,
            "mechanical": status.hasMechanicalError, "unrecoverable": status.hasUnrecoverableError,
        ].mapValues(\.rawValue)
    }

    private static func line(_ entry: USBDirectory.Entry) -> String {
        let family: String =
            switch PrinterRecognition(entry.marks) {
            case .family(let family): family.rawValue
            case .unknown(let why): "unknown (\(why))"
            }
        let serial = entry.serial.map { ", serial \($0)" } ?? ""
        return "\(entry.device), usb:port=\(entry.port)\(serial): \(family)"
    }
}
