import Glibc
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@testable import SlipPrinter

@Suite("Printer on a serial line", .timeLimit(.minutes(2)))
struct SerialTests {
    @Test("A serial line: set up raw, asked, printed, confirmed")
    func printed() async throws {
        let terminal = try TerminalPrinter()
        let printer = SlipPrinter(
            .init(
                address: .serial(path: terminal.path, baud: 115_200), acceptsVirtual: true, limits: PrinterBench.limits)
        )
        async let served: Void = terminal.printOnePiece(within: .seconds(60))
        let document = Samples.queueTicket()
        #expect(await printer.print(SlipJob(document)) == .printed)
        await served
        #expect(await terminal.heights == [try Samples.height(document)])
    }

    @Test("A line that another program of ours holds: busy, and the holder is named")
    func busy() async throws {
        let terminal = try TerminalPrinter()
        let other = open(terminal.path, O_RDWR | O_NOCTTY | O_NONBLOCK)
        defer { close(other) }
        #expect(flock(other, LOCK_EX | LOCK_NB) == 0)
        let printer = SlipPrinter(.init(address: .serial(path: terminal.path, baud: 9600)))
        let status = await printer.deviceStatus(id: "printer.slip")
        #expect(status.code == .printerBusy && status.finding.contains("held by"), "\(status.finding)")
        #expect(DeviceHolder.find("/dev/does-not-exist") == nil)
    }

    @Test("What is no serial line is refused, not written to")
    func noLine() async {
        let printer = SlipPrinter(.init(address: .serial(path: "/dev/null", baud: 9600)))
        #expect(await printer.print(SlipJob(Samples.queueTicket())) == .failed(.printerFault))
    }

    @Test("A USB printer that names no family is refused by name, and printed on with an override")
    func unknown() async throws {
        let terminal = try TerminalPrinter()
        let printer = SlipPrinter(.init(address: .device(path: terminal.path)))
        let status = await printer.deviceStatus(id: "printer.slip")
        #expect(status.code == .printerUnknown && status.health == .fault && !status.finding.isEmpty)
        let document = Samples.queueTicket()
        #expect(await printer.print(SlipJob(document)) == .failed(.printerUnknown))
        #expect(await terminal.heights.isEmpty)
        let told = SlipPrinter(
            .init(
                address: .device(path: terminal.path), family: .epson, acceptsVirtual: true,
                limits: PrinterBench.limits))
        async let served: Void = terminal.printOnePiece(within: .seconds(60))
        #expect(await told.print(SlipJob(document)) == .printed)
        await served
        #expect(await terminal.heights == [try Samples.height(document)])
    }
}
