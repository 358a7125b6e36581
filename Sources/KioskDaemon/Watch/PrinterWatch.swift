import KioskDevices
import SlipPrinter

/// Asks the slip printer how it is, now and again; a printing slip holds the question up, never the other way round.
struct PrinterWatch: Sendable {
    let printer: SlipPrinter
    let board: StatusBoard
    var pause: Duration = .seconds(5)

    func run() async {
        while !Task.isCancelled {
            await board.set(await printer.deviceStatus(id: "printer.slip"))
            try? await Task.sleep(for: pause)
        }
    }
}
