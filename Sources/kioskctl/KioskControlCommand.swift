import ArgumentParser
import FoundationEssentials
import Glibc
import KioskControl
import KioskDevices
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
              kioskctl camera test
              kioskctl printer test
              kioskctl trace on
              kioskctl operators add "Operator 1"
              kioskctl card unblock
              kioskctl queue list
              kioskctl configuration
              kioskctl hall enrol psc-01-kiosk-2
              kioskctl sign contract.pdf --card
              kioskctl verify contract.pdf.cms --trust trust.pem
            """,
        subcommands: [
            Status.self, Diagnose.self, Camera.self, Printer.self, Trace.self, Operators.self, Cards.self, Card.self,
            HallCommand.self, Queue.self, PushedConfigurationCommand.self, Sign.self, Verify.self, TrustDoor.self,
        ],
        defaultSubcommand: Status.self)

    /// Where kioskd listens unless told otherwise.
    static let defaultSocket = "/run/psc-kiosk/control.sock"

    /// What kioskd answered; ends with the problem's report when it did not.
    static func value<Value>(of answer: DeskCommands.Answer<Value>, json: Bool = false) throws -> Value {
        switch answer {
        case .answer(let value): return value
        case .problem(let result):
            try finish(DiagnosticReport(results: [result]), json: json)
            throw ExitCode.failure
        }
    }

    /// Tells why nothing was done, with the code and what to do, and ends with status 2.
    static func tell(_ error: any CodedError, json: Bool) throws {
        try finish(CodedProblem.report(error), json: json)
    }

    static func printJSON(_ value: some Encodable) throws {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.prettyPrinted, .sortedKeys]
        print(String(decoding: try encoder.encode(value), as: UTF8.self))
    }

    /// Prints a report as asked for and ends with its exit status.
    static func finish(_ report: DiagnosticReport, json: Bool) throws {
        let colour = DiagnosticReport.isTerminal(STDOUT_FILENO)
        print(json ? try report.json() : report.text(colour: colour), terminator: "")
        throw ExitCode(report.exitStatus)
    }
}
