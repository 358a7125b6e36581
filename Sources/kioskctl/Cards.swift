import ArgumentParser
import KioskControl
import KioskDiagnostics

/// `kioskctl cards`: the ledger of wrong tries.
struct Cards: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "PIN tries at this kiosk by card: no serial number, no PIN.")

    @Option(help: "Control socket of kioskd.")
    var socket = KioskControlCommand.defaultSocket

    @Flag(help: "One JSON array instead of lines.")
    var json = false

    func run() async throws {
        let cards = try KioskControlCommand.value(of: await DeskCommands.cards(socket: socket))
        if json { return try KioskControlCommand.printJSON(cards) }
        if cards.isEmpty { print("No tries yet.") }
        for card in cards {
            let left = card.blocked ? "blocked" : card.remaining.map { "\($0) left" } ?? "tries left unknown"
            print("\(card.card)  \(card.medium)  wrong here: \(card.wrong)  \(left)")
        }
    }
}
