import ArgumentParser
import VirtualPrinter

/// `kiosk-sim printer`: a virtual slip printer.
struct PrinterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "printer", abstract: "A virtual ESC/POS printer on TCP that keeps each slip as PNG.",
        discussion: """
            The control socket takes lines: paper out, paper ok, cover open, vanish, back, silent, status.

            EXAMPLE
              kiosk-sim printer --port 9100 --folder slips --control printer.sock
            """)

    @Option(help: "TCP port on this machine; 0 takes a free one.")
    var port: UInt16 = 9100

    @Option(help: "Folder for the slips; made when missing.")
    var folder: String

    @Option(help: "Unix socket that takes orders.")
    var control: String?

    func run() async throws {
        let service = VirtualPrinterService(
            VirtualPrinterService.Configuration(port: port, folder: folder, controlSocket: control))
        try await untilSignal {
            try await service.run { Console.say("kiosk-sim printer ready tcp:127.0.0.1:\($0)") }
        }
    }
}
