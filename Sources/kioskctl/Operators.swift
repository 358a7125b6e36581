import ArgumentParser
import KioskControl
import KioskDiagnostics

/// `kioskctl operators`: who may sign in at the desk.
struct Operators: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Operators that may sign in at this desk by their card.",
        discussion: """
            EXAMPLES
              kioskctl operators                     the list
              kioskctl operators add "Operator 1"    takes the card in the operator's reader
              kioskctl operators add "Officer 1" --duty officer
              kioskctl operators remove "Operator 1"
            """,
        subcommands: [List.self, Add.self, Remove.self], defaultSubcommand: List.self)

    struct List: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "The list.")
        @Option(help: "Control socket of kioskd.") var socket = KioskControlCommand.defaultSocket
        @Flag(help: "One JSON array instead of lines.") var json = false

        func run() async throws {
            let operators = try KioskControlCommand.value(of: await DeskCommands.operators(socket: socket))
            if json { return try KioskControlCommand.printJSON(operators) }
            if operators.isEmpty { print("Nobody yet. Add one: kioskctl operators add NAME") }
            for entry in operators {
                let duties = entry.duties.joined(separator: ", ")
                print("\(entry.name)  \(duties)  certificate \(entry.fingerprint.prefix(16))…")
            }
        }
    }

    struct Add: AsyncParsableCommand {
        static let configuration = CommandConfiguration(
            abstract: "Adds the card in the operator's reader; its PIN is not needed.")
        @Argument(help: "The name that stands in the journal beside each look-up.") var name: String
        @Option(help: "operator, officer or manager; several times for several. Without it: operator.")
        var duty: [String] = []
        @Option(help: "Control socket of kioskd.") var socket = KioskControlCommand.defaultSocket

        func run() async throws {
            let order = await DeskCommands.setOperator(name, isKnown: true, duties: duty, socket: socket)
            try KioskControlCommand.value(of: order)
            print("\(name) may sign in with this card.")
        }
    }

    struct Remove: AsyncParsableCommand {
        static let configuration = CommandConfiguration(abstract: "Takes a name off the list.")
        @Argument(help: "The name.") var name: String
        @Option(help: "Control socket of kioskd.") var socket = KioskControlCommand.defaultSocket

        func run() async throws {
            try KioskControlCommand.value(of: await DeskCommands.setOperator(name, isKnown: false, socket: socket))
            print("\(name) may not sign in any more.")
        }
    }
}
