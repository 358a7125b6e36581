import ArgumentParser
import KioskControl
import KioskDevices
import KioskDiagnostics

/// `kioskctl printer`: the slip printer, for a technician; only decisions about slips need a running kioskd.
struct Printer: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Asks, tests and clears the slip printer.",
        discussion: """
            EXAMPLES
              kioskctl printer status --json
              kioskctl printer test                      ruler and all Kazakh letters
              kioskctl printer preview --out slip.png    without a printer
              kioskctl printer lint /etc/psc-kiosk/slips what does not fit the paper
              kioskctl printer templates slips           the shipped templates, to begin with
              kioskctl printer clear                     drops unfinished slips
              kioskctl printer slips                     those that the printer did not confirm
              kioskctl printer reprint ID                one of them, as a copy with the same number
            """,
        subcommands: [
            Ask.self, Test.self, Preview.self, Lint.self, Templates.self, Clear.self, Slips.self, CameOut.self,
            Reprint.self,
        ],
        defaultSubcommand: Ask.self)

    struct File: ParsableArguments {
        @Option(help: "kioskd's configuration file.") var configuration = "/etc/psc-kiosk/kioskd.yaml"
        @Flag(help: "JSON instead of lines.") var json = false

        /// Prints the report, or why there is none.
        func finish(_ body: () async throws -> DiagnosticReport) async throws {
            let report: DiagnosticReport
            do {
                report = try await body()
            } catch let error as any CodedError {
                return try KioskControlCommand.tell(error, json: json)
            }
            try KioskControlCommand.finish(report, json: json)
        }
    }

    struct Ask: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            commandName: "status", abstract: "What the printer says of itself, and which USB printers there are.")
        @OptionGroup var file: File

        func run() async throws {
            do {
                let status = try await PrinterCommand.status(configuration: file.configuration)
                let report = PrinterCommand.report(status)
                guard file.json else { return try KioskControlCommand.finish(report, json: false) }
                try KioskControlCommand.printJSON(status)
                throw ExitCode(report.exitStatus)
            } catch let error as any CodedError {
                try KioskControlCommand.tell(error, json: file.json)
            }
        }
    }

    struct Test: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints a slip with a ruler, all 18 Kazakh letters and a QR code.")
        @OptionGroup var file: File
        @Option(help: "Language printed first: kk, ru or en.") var language = "kk"

        func run() async throws {
            try await file.finish {
                try await PrinterCommand.test(configuration: file.configuration, language: language)
            }
        }
    }

    struct Clear: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Drops what the printer holds of unfinished slips, and cuts it away.")
        @OptionGroup var file: File

        func run() async throws {
            try await file.finish { try await PrinterCommand.clear(configuration: file.configuration) }
        }
    }
}
