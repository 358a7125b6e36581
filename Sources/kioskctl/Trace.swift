import ArgumentParser
import KioskControl
import KioskDiagnostics

/// `kioskctl trace on|off`: the trace of card commands in kioskd's log.
struct Trace: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Switches the trace of card commands in kioskd's log; PINs are masked.")

    /// The two positions of the switch.
    enum Position: String, ExpressibleByArgument { case on, off }

    @Argument(help: "on or off.")
    var position: Position

    @Option(help: "Control socket of kioskd.")
    var socket = KioskControlCommand.defaultSocket

    func run() async throws {
        if let problem = await TraceCommand.set(position == .on, socket: socket) {
            try KioskControlCommand.finish(DiagnosticReport(results: [problem]), json: false)
        }
        print(position == .on ? "The trace is on; journalctl -u kioskd shows it." : "The trace is off.")
    }
}
