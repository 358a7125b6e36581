import ArgumentParser
import KioskControl
import KioskDiagnostics

/// Slips that the printer did not confirm: a person looks at the paper and decides; kioskd records it and prints.
extension Printer {
    struct Daemon: ParsableArguments {
        @Option(help: "kioskd's control socket.") var socket = KioskControlCommand.defaultSocket
        @Flag(help: "JSON instead of lines.") var json = false

        func settle(_ id: String, printAgain: Bool) async throws {
            let answer = await OpenSlipCommand.decide(id, printAgain: printAgain, socket: socket)
            let outcome = try KioskControlCommand.value(of: answer, json: json)
            if json { try KioskControlCommand.printJSON(outcome) } else { print(OpenSlipCommand.line(outcome)) }
            guard outcome.code == nil else { throw ExitCode(1) }
        }
    }

    struct Slips: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "The newest slips of the last 24 hours that the printer did not confirm.",
            discussion: """
                EXAMPLES
                  kioskctl printer slips
                  kioskctl printer slips --json
                """)
        @OptionGroup var daemon: Daemon

        func run() async throws {
            let answer = await OpenSlipCommand.list(socket: daemon.socket)
            let slips = try KioskControlCommand.value(of: answer, json: daemon.json)
            if daemon.json { return try KioskControlCommand.printJSON(slips) }
            for line in OpenSlipCommand.lines(slips) { print(line) }
        }
    }

    struct CameOut: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Notes that a slip which the printer did not confirm lies on paper.",
            discussion: """
                EXAMPLES
                  kioskctl printer came-out 0f3c…           an ID of `kioskctl printer slips`
                """)
        @Argument(help: "ID of the slip.") var id: String
        @OptionGroup var daemon: Daemon

        func run() async throws { try await daemon.settle(id, printAgain: false) }
    }

    struct Reprint: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Prints a slip again that the printer did not confirm: the same number, marked as a copy.",
            discussion: """
                Exit status: 0 the printer confirmed the copy, 1 it did not, 2 nothing was to be decided.

                EXAMPLES
                  kioskctl printer reprint 0f3c…            an ID of `kioskctl printer slips`
                  kioskctl printer reprint 0f3c… --json
                """)
        @Argument(help: "ID of the slip.") var id: String
        @OptionGroup var daemon: Daemon

        func run() async throws { try await daemon.settle(id, printAgain: true) }
    }
}
