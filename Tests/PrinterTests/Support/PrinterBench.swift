import FoundationEssentials
import KioskDevices
import KioskTestSupport
import SlipPrinter
import VirtualPrinter

/// A virtual printer on a free port with a folder of its own, and a driver for it.
final class PrinterBench: Sendable {
    struct Line: Decodable, Hashable {
        var slip: Int
        var file: String
        var rows: Int
        var end: String
    }

    struct Report: Decodable {
        var paper: String
        var ticketInOutput: Bool
        var slips: Int
        var rowsHanging: Int
        var bytesWaiting: Int
    }

    let folder: TemporaryFolder
    let virtual: RunningVirtualPrinter
    let printer: SlipPrinter
    private let control: ControlLine

    /// Long limits where nothing is waited for, so that a slow machine does not fail a test.
    static var limits: SlipPrinter.Limits {
        var limits = SlipPrinter.Limits()
        limits.reply = .seconds(15)
        limits.confirmation = .seconds(20)
        limits.glance = .milliseconds(50)
        return limits
    }

    /// Short ones for a printer that never answers.
    static var shortLimits: SlipPrinter.Limits {
        var limits = SlipPrinter.Limits()
        limits.reply = .milliseconds(100)
        limits.stall = .milliseconds(300)
        limits.confirmation = .milliseconds(500)
        limits.glance = .milliseconds(50)
        return limits
    }

    private init(_ folder: TemporaryFolder, _ virtual: RunningVirtualPrinter, _ printer: SlipPrinter) {
        self.folder = folder
        self.virtual = virtual
        self.printer = printer
        control = ControlLine(path: folder.file("control"))
    }

    static func with(
        limits: SlipPrinter.Limits = limits, acceptsVirtual: Bool = true, hasProcessID: Bool? = nil,
        family: VirtualFamily = .epson, driver: PrinterFamily? = nil, untaken: UntakenSlip = .eject,
        _ body: (PrinterBench) async throws -> Void
    ) async throws {
        let folder = try TemporaryFolder("printer")
        let virtual = try await RunningVirtualPrinter.start(
            .init(
                port: 0, folder: folder.file("tray"), controlSocket: folder.file("control"), family: family))
        let printer = SlipPrinter(
            .init(
                address: .tcp(host: "127.0.0.1", port: virtual.port),
                family: driver ?? PrinterFamily(rawValue: family.rawValue), hasProcessID: hasProcessID,
                untaken: untaken, acceptsVirtual: acceptsVirtual, limits: limits))
        let bench = PrinterBench(folder, virtual, printer)
        do {
            try await body(bench)
        } catch {
            try? await virtual.stop()
            throw error
        }
        try await virtual.stop()
    }

    var port: UInt16 { virtual.port }

    /// The slips so far.
    func lines() throws -> [Line] {
        guard let text = try? folder.read("tray/slips.jsonl") else { return [] }
        return try text.split(separator: 0x0A).map { try JSONDecoder().decode(Line.self, from: Data($0)) }
    }

    func report() async throws -> Report {
        try JSONDecoder().decode(Report.self, from: Data(try await command("status").utf8))
    }

    /// Sends one line to the control socket and gives the answer.
    @discardableResult
    func command(_ line: String) async throws -> String { try await control.command(line) }
}
