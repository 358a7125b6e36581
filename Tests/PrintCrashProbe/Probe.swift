import Glibc
import KioskDomain
import KioskJournal
import SlipPrinter

/// Prints slips as kioskd does, without end: durable intent, paper, durable outcome (DESIGN 5.3). It names each step on
/// standard output and begins to print when it reads a line. Tests kill it at any byte.
///
/// `print-crash-probe FOLDER PRINTER FAMILY`
///
/// Lines: `ready`, `intent N`, `told N RESULT`, `kept N RESULT`.
@main
struct Probe {
    static func main() async throws {
        let arguments = CommandLine.arguments
        guard arguments.count == 4, let address = PrinterAddress(arguments[2]),
            let family = PrinterFamily(rawValue: arguments[3])
        else { exit(64) }
        let now = UnixTime(milliseconds: 1_770_000_000_000)
        let journal = try await Journal.open(
            folder: arguments[1], key: try JournalKey.load(folder: arguments[1]), now: now)
        _ = try await journal.recover(now: now)
        let printer = SlipPrinter(configuration(address, family))
        // As kioskd's watch does at its start.
        _ = await printer.deviceStatus(id: "printer.slip")
        say("ready")
        guard readLine() != nil else { return }
        while true { try await slip(journal, printer, now) }
    }

    private static func slip(_ journal: Journal, _ printer: SlipPrinter, _ now: UnixTime) async throws {
        let slip = try await journal.issueSlip(kind: "probe", day: .literal(2026, 2, 2), content: [], at: now)
        say("intent \(slip.sequence)")
        let result = await printer.print(NumberedSlip.raster(Int(slip.sequence)))
        let state: SlipState =
            switch result {
            case .printed: .printed
            case .unconfirmed: .unconfirmed
            case .failed: .failed
            }
        say("told \(slip.sequence) \(state.rawValue)")
        try await journal.markSlip(id: slip.id, state, at: now)
        say("kept \(slip.sequence) \(state.rawValue)")
    }

    /// A question that falls into a broken picture costs one reply; nothing else but a slow machine uses them up.
    private static func configuration(_ address: PrinterAddress, _ family: PrinterFamily) -> SlipPrinter.Configuration {
        var limits = SlipPrinter.Limits()
        limits.reply = .seconds(1)
        limits.confirmation = .seconds(20)
        limits.glance = .milliseconds(50)
        return SlipPrinter.Configuration(address: address, family: family, acceptsVirtual: true, limits: limits)
    }

    /// One write for each line: nothing is lost in a buffer when the process is killed.
    private static func say(_ line: String) {
        let bytes = Array((line + "\n").utf8)
        _ = write(1, bytes, bytes.count)
    }
}
