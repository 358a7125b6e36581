import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing

@testable import SlipPrinter

/// Issue item 6, chosen by IEEE-1284 ID or VID:PID; bad input: unknown printer, lying or empty ID, one serial twice.
@Suite("Recognising printers")
struct RecognitionTests {
    @Test(
        "Each family by its device ID",
        arguments: [
            ("MFG:EPSON;CMD:ESC/POS;MDL:TM-T88V;CLS:PRINTER;", PrinterFamily.epson),
            ("MANUFACTURER:Custom;MODEL:VKP80II;", .custom), ("MFG:SNBC;MDL:BTP-T080;", .snbc),
            ("MFG:Star;CMD:STAR;MDL:TSP143 (STR_T-001);CLS:PRINTER;", .star), ("MFG:CITIZEN;MDL:CT-S651;", .citizen),
            ("MFG:Zebra Technologies;MDL:KR203;CMD:KPL;", .zebra),
        ])
    func byDeviceID(id: String, family: PrinterFamily) {
        #expect(PrinterRecognition(PrinterMarks(deviceID: id)) == .family(family))
    }

    @Test("By the USB vendor where the ID is empty or missing", arguments: ["", nil])
    func byVendor(id: String?) {
        for profile in PrinterProfile.all {
            for vendor in profile.vendors {
                let marks = PrinterMarks(deviceID: id, vendor: vendor, product: 1)
                #expect(PrinterRecognition(marks) == .family(profile.family))
            }
        }
    }

    @Test(
        "Unknown, with what it said, for a technician",
        arguments: [
            PrinterMarks(), PrinterMarks(deviceID: ""), PrinterMarks(deviceID: "MFG:Nobody;MDL:X;"),
            PrinterMarks(deviceID: "\u{0}\u{7}garbage;;;:"), PrinterMarks(vendor: 0x1234, product: 0x5678),
            // The ID says one family, the vendor another: one of them lies.
            PrinterMarks(deviceID: "MFG:EPSON;MDL:TM-T88V;", vendor: 0x0519, product: 3),
            // Zebra's other printers speak other languages.
            PrinterMarks(deviceID: "MFG:Zebra;MDL:KR403;CMD:ZPL;", vendor: 0x0A5F, product: 1),
            PrinterMarks(deviceID: "MFG:" + String(repeating: "A", count: 100_000)),
        ])
    func unknown(marks: PrinterMarks) {
        guard case .unknown(let why) = PrinterRecognition(marks) else {
            Issue.record("recognised")
            return
        }
        #expect(!why.isEmpty && why.count < 400)
    }

    @Test("Models without GS ( H go by GS r")
    func proof() {
        let epson = PrinterProfile.of(.epson)
        #expect(epson.proof(model: "TM-T88III") == .paperStatus)
        #expect(epson.proof(model: "TM-U220B") == .paperStatus)
        #expect(epson.proof(model: "TM-T88IV") == .processID)
        #expect(epson.proof(model: "TM-T20II") == .processID)
        #expect(Set(PrinterProfile.all.map(\.family)) == Set(PrinterFamily.allCases))
    }

    @Test("sysfs: printers with ID, vendor, serial and socket; the same serial twice is refused by name")
    func directory() throws {
        let folder = try TemporaryFolder("sys")
        try plug(folder, "lp0", port: "1-1", vendor: "04b8", serial: "X1", id: "MFG:EPSON;MDL:TM-T20;")
        try plug(folder, "lp1", port: "1-2", vendor: "04b8", serial: "X1", id: "")
        try plug(folder, "lp3", port: "2-1.4", vendor: "0519", serial: "", id: "MFG:Star;CMD:STAR;MDL:TSP650;")
        let directory = USBDirectory(root: folder.path)
        let printers = directory.printers()
        #expect(printers.map(\.device) == ["/dev/usb/lp0", "/dev/usb/lp1", "/dev/usb/lp3"])
        #expect(printers.map(\.port) == ["1-1", "1-2", "2-1.4"])
        #expect(printers.map(\.serial) == ["X1", "X1", nil])
        #expect(printers.map { PrinterRecognition($0.marks) } == [.family(.epson), .family(.epson), .family(.star)])
        #expect(try directory.find(.port("1-2")).device == "/dev/usb/lp1")
        let twice = #expect(throws: Failure.self) { try directory.find(.serial("X1")) }
        #expect(twice?.code == .printerUnknown)
        #expect(twice?.detail.contains("usb:port=1-1") == true && twice?.detail.contains("usb:port=1-2") == true)
        let none = #expect(throws: Failure.self) { try directory.find(.serial("X2")) }
        #expect(none?.code == .printerMissing)
    }

    /// As the kernel lays it out: class/usbmisc/lpN/device is a link to the interface, in the folder of the device.
    private func plug(
        _ folder: TemporaryFolder, _ name: String, port: String, vendor: String, serial: String, id: String
    ) throws {
        let files = FileManager.default
        let device = folder.file("devices/\(port)")
        let interface = "\(device)/\(port):1.0"
        let entry = folder.file("class/usbmisc/\(name)")
        try files.createDirectory(atPath: interface, withIntermediateDirectories: true)
        try files.createDirectory(atPath: entry, withIntermediateDirectories: true)
        for (path, text) in [
            ("\(interface)/ieee1284_id", id), ("\(device)/idVendor", vendor), ("\(device)/idProduct", "0202"),
            ("\(device)/serial", serial),
        ] { try Data((text + "\n").utf8).write(to: URL(filePath: path)) }
        try files.createSymbolicLink(atPath: "\(entry)/device", withDestinationPath: interface)
    }
}
