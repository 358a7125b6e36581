import KioskDevices
import KioskTestSupport
import SlipPrinter
import Testing

@testable import VirtualPrinter

@Suite("Virtual printer: service", .timeLimit(.minutes(2)))
struct VirtualPrinterServiceTests {
    @Test(
        "Every line of the control protocol is understood",
        arguments: [
            ("paper ok", PrinterFault.paperOK), ("paper low", .paperLow), ("paper out", .paperOut),
            ("cover open", .coverOpen), ("cover closed", .coverClosed), ("vanish", .vanish), ("back", .back),
            ("silent", .silent), ("paper-out-after 120", .paperOutAfter(rows: 120)),
            ("vanish-after 7", .vanishAfter(rows: 7)), ("jam", .jam), ("stuck", .stuck), ("noise 3", .noise(count: 3)),
            ("half", .half), ("after 90 cover open", .after(bytes: 90, .coverOpen)),
        ])
    func faults(line: String, fault: PrinterFault) { #expect(PrinterFault(line: line) == fault) }

    @Test(
        "Anything else is refused by name",
        arguments: ["", "paper", "paper-out-after x", "paper-out-after -1", "x 1", "after 3 x"])
    func badLines(line: String) async throws {
        #expect(PrinterFault(line: line) == nil)
        try await PrinterBench.with { bench in
            let answer = try await bench.command(line)
            #expect(answer == "error: unknown command")
        }
    }

    @Test("Numbering goes on after a restart; no slip is overwritten")
    func numbering() async throws {
        let folder = try TemporaryFolder("tray")
        for expected in ["slip-000001.png", "slip-000002.png"] {
            let virtual = try await RunningVirtualPrinter.start(.init(port: 0, folder: folder.path))
            let printer = SlipPrinter(
                .init(
                    address: .tcp(host: "127.0.0.1", port: virtual.port), acceptsVirtual: true,
                    limits: PrinterBench.limits))
            #expect(await printer.print(SlipJob(Samples.queueTicket())) == .printed)
            try await virtual.stop()
            #expect(try folder.read(expected).starts(with: [0x89, 0x50, 0x4E, 0x47]))
        }
        #expect(try folder.read("slips.jsonl").filter { $0 == 0x0A }.count == 2)
    }

    @Test("run ends when its task is cancelled, and its address is free again")
    func run() async throws {
        let folder = try TemporaryFolder("tray")
        let (ports, ready) = AsyncStream.makeStream(of: UInt16.self)
        let service = VirtualPrinterService(.init(port: 0, folder: folder.path))
        let task = Task { try await service.run { ready.yield($0) } }
        var iterator = ports.makeAsyncIterator()
        let port = try #require(await iterator.next())
        await #expect(throws: Failure.self) {
            try await RunningVirtualPrinter.start(.init(port: port, folder: folder.path))
        }
        task.cancel()
        try await task.value
        let again = try await RunningVirtualPrinter.start(.init(port: port, folder: folder.path))
        try await again.stop()
    }
}
