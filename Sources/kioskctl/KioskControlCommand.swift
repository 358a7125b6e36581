import ArgumentParser
import Glibc
import KioskControl
import KioskDiagnostics

/// The technician's command.
@main
struct KioskControlCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kioskctl",
        abstract: "Says what is broken at this kiosk and what to do about it.",
        discussion: """
            Exit status: 0 all is well, 1 a warning or something unknown, 2 a fault.

            EXAMPLES
              kioskctl status
              kioskctl diagnose --json
              kioskctl trace on
            """,
        subcommands: [Status.self, Diagnose.self, Trace.self], defaultSubcommand: Status.self)

    /// Where kioskd listens unless told otherwise.
    static let defaultSocket = "/run/psc-kiosk/control.sock"

    /// Prints a report as asked for and ends with its exit status.
    static func finish(_ report: DiagnosticReport, json: Bool) throws {
        let colour = DiagnosticReport.isTerminal(STDOUT_FILENO)
        print(json ? try report.json() : report.text(colour: colour), terminator: "")
        throw ExitCode(report.exitStatus)
    }
}
