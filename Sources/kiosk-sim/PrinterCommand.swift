import ArgumentParser
import VirtualPrinter

/// `kiosk-sim printer`: a virtual slip printer.
struct PrinterCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "printer", abstract: "A virtual slip printer on TCP that keeps each slip as PNG.",
        discussion: """
            The control socket takes lines: paper ok|low|out, cover open|closed, jam, cutter, hot, cleared, take, stuck,
            hold, go, silent, vanish, back, noise COUNT, half, whole, paper-out-after ROWS, vanish-after ROWS,
            after BYTES LINE, status.

            EXAMPLE
              kiosk-sim printer --port 9100 --folder slips --control printer.sock
            """)

    @Option(help: "TCP port on this machine; 0 takes a free one.")
    var port: UInt16 = 9100

    @Option(help: "Folder for the slips; made when missing.")
    var folder: String

    @Option(help: "Unix socket that takes orders.")
    var control: String?

    @Option(help: "epson, custom, snbc, star, citizen or zebra.")
    var family = "epson"

    @Option(help: "Dots across the paper: 576 for 80 mm, 384 for 58 mm.")
    var width = 576

    func run() async throws {
        guard let family = VirtualFamily(rawValue: family) else {
            throw ValidationError("--family is epson, custom, snbc, star, citizen or zebra.")
        }
        guard (8...1024).contains(width) else { throw ValidationError("--width is 8 to 1024.") }
        let service = VirtualPrinterService(
            VirtualPrinterService.Configuration(
                port: port, folder: folder, controlSocket: control, width: width, family: family))
        try await untilSignal {
            try await service.run { Console.say("kiosk-sim printer ready tcp:127.0.0.1:\($0)") }
        }
    }
}
