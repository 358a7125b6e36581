import Glibc
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@testable import SlipPrinter

/// The device path against a pseudo-terminal (see ``TerminalPrinter`` for what it cannot show).
@Suite("Printer devices", .timeLimit(.minutes(2)))
struct DeviceTransportTests {
    @Test("A character device: asked, printed, confirmed")
    func printed() async throws {
        let terminal = try TerminalPrinter()
        let printer = SlipPrinter(
            .init(
                address: .device(path: terminal.path), family: .epson, acceptsVirtual: true, limits: PrinterBench.limits
            ))
        async let served: Void = terminal.printOnePiece(within: .seconds(60))
        let document = Samples.queueTicket()
        #expect(await printer.print(SlipJob(document)) == .printed)
        await served
        #expect(await terminal.heights == [try Samples.height(document)])
    }

    @Test("A device that takes no more bytes: unconfirmed within the stall limit, no endless write")
    func stalled() async throws {
        // Nobody reads: the terminal's buffer fills up as a printer's at paper end.
        let terminal = try TerminalPrinter()
        let printer = SlipPrinter(
            .init(address: .device(path: terminal.path), family: .epson, limits: PrinterBench.shortLimits))
        let start = ContinuousClock.now
        #expect(await printer.print(SlipJob(Samples.queueTicket())) == .unconfirmed(.printerOffline))
        #expect(ContinuousClock.now - start < .seconds(10))
    }

    @Test("A device unplugged in mid job: unconfirmed, lost")
    func unplugged() async throws {
        let terminal = try TerminalPrinter()
        let printer = SlipPrinter(
            .init(
                address: .device(path: terminal.path), family: .epson, acceptsVirtual: true, limits: PrinterBench.limits
            ))
        async let unplugged: Void = terminal.unplug(afterBytes: 32_000)
        #expect(await printer.print(SlipJob(Samples.queueTicket())) == .unconfirmed(.printerLost))
        await unplugged
    }

    @Test("A device that is not there: failed, missing")
    func missing() async throws {
        let folder = try TemporaryFolder("printer")
        let printer = SlipPrinter(.init(address: .device(path: folder.file("lp0"))))
        #expect(await printer.print(SlipJob(Samples.queueTicket())) == .failed(.printerMissing))
        #expect(await printer.deviceStatus(id: "printer.slip").code == .printerMissing)
    }

    @Test(
        "What an errno of open means",
        arguments: [
            (EBUSY, FailureCode.printerBusy), (EACCES, .printerNoPermission), (EPERM, .printerNoPermission),
            (ENODEV, .printerMissing), (ENOENT, .printerMissing), (ENXIO, .printerMissing),
            (ECONNREFUSED, .printerMissing), (EHOSTUNREACH, .printerMissing), (EIO, .printerFault),
        ])
    func errno(number: Int32, code: FailureCode) {
        #expect(PrinterAddress.failure(number, "open").code == code)
    }

    @Test("IEEE 1284 device IDs: short and long keys")
    func deviceID() {
        let id = "MFG:EPSON;CMD:ESC/POS;MDL:TM-T88V;CLS:PRINTER; MODEL:long;"
        #expect(USBPrinterClass.value("MFG", "MANUFACTURER", in: id) == "EPSON")
        #expect(USBPrinterClass.value("MDL", "MODEL", in: id) == "TM-T88V")
        #expect(USBPrinterClass.value("MDL", "MODEL", in: "MANUFACTURER:X; MODEL:Y;") == "Y")
        #expect(USBPrinterClass.value("MDL", "MODEL", in: "broken") == nil)
    }

    @Test(
        "Addresses that are read, and read back",
        arguments: [
            ("device:/dev/kiosk/printer", "device:/dev/kiosk/printer"), ("tcp:127.0.0.1:9100", "tcp:127.0.0.1:9100"),
            ("tcp:localhost:9100", "tcp:127.0.0.1:9100"), ("tcp:[::1]:9100", "tcp:[::1]:9100"),
            ("usb:serial=X1", "usb:serial=X1"), ("usb:port=1-1.2", "usb:port=1-1.2"),
            ("serial:/dev/ttyS0:115200", "serial:/dev/ttyS0:115200"),
            ("ipp:localhost:631/ipp/print", "ipp:127.0.0.1:631/ipp/print"),
        ])
    func addresses(text: String, canonical: String) throws {
        let address = try #require(PrinterAddress(text))
        #expect(address.description == canonical)
        #expect(PrinterAddress(address.description) == address)
    }

    @Test(
        "Addresses that are refused",
        arguments: [
            "", "device:", "device:lp0", "tcp:127.0.0.1", "tcp:127.0.0.1:0", "tcp:127.0.0.1:70000",
            "tcp:printer.example:9100", "tcp::9100", "usb:1", "usb:serial=", "usb:name=x", "serial:/dev/ttyS0",
            "serial:/dev/ttyS0:77", "serial:ttyS0:9600", "ipp:127.0.0.1:631", "ipp:printer/x", "lpt1",
        ])
    func badAddresses(text: String) { #expect(PrinterAddress(text) == nil) }
}
