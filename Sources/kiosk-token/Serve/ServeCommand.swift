import ArgumentParser
import CKiosk
import Glibc
import HelperProtocol
import KioskDevices
import StreamSockets

/// The options that serving and listing share.
struct ModuleOptions: ParsableArguments {
    @Option(help: "The table of modules, JSON.")
    var modules = TokenModuleTable.standardPath

    @Option(help: "Seconds until a module that does not answer is ended.")
    var deadline = 20.0

    @Option(help: "The same for making a key pair.")
    var generationDeadline = 120.0

    @Option(help: "The same while a PIN is typed on the reader's pad.")
    var pinpadDeadline = 90.0

    @Option(help: "Seconds that a module rests after a fault; grows to a minute.")
    var rest = 2.0

    func validate() throws {
        for seconds in [deadline, generationDeadline, pinpadDeadline, rest] where !(0.1...600).contains(seconds) {
            throw ValidationError("times are between 0.1 and 600 seconds")
        }
    }

    var deadlines: TokenDeadlines {
        TokenDeadlines(
            call: .seconds(deadline), generation: .seconds(generationDeadline), pinpad: .seconds(pinpadDeadline))
    }
}

/// `kiosk-token serve`: answers the daemon on a unix socket.
struct Serve: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Serves the daemon on a unix socket.",
        discussion: """
            Example:
              kiosk-token serve --socket ./token.sock --modules my.json
            """)

    @Option(help: "Path of the socket. Not needed under systemd's socket activation.")
    var socket: String?

    @OptionGroup var options: ModuleOptions

    @Option(help: "Number of the process that starts this one: end when it ends.")
    var parent: Int32?

    func run() async throws {
        let passed = ListenSockets.take().first
        _ = ck_set_not_dumpable()
        _ = ck_disable_core_dumps()
        if let parent, await !ParentBond.shared.tie(to: parent) { throw ExitCode.failure }
        let table = try TokenModuleTable(path: options.modules)
        let listener: ListeningSocket
        if let passed {
            listener = ListeningSocket(inheriting: passed.descriptor, address: .unix(passed.name))
        } else if let socket {
            listener = try ListeningSocket(at: .unix(socket), backlog: 32)
        } else {
            throw ValidationError("--socket is needed without socket activation")
        }
        let faults = FaultLedger(rest: .seconds(options.rest))
        let server = TokenServer(table, options.deadlines, faults, idleLimit: passed == nil ? nil : .seconds(60))
        try await server.run(listener)
    }
}
