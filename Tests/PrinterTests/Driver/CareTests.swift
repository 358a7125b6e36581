import KioskDevices
import KioskDomain
import KioskTestSupport
import SlipPrinter
import Testing
import VirtualPrinter

/// Issue item 4, "paper changed" and test slip by staff, as far as the printer goes.
@Suite("Care of the printer", .timeLimit(.minutes(2)))
struct CareTests {
    @Test(
        "Paper changed: nothing bursts out, the printer says how it is, the test slip is printed",
        arguments: VirtualFamily.allCases)
    func paperChanged(family: VirtualFamily) async throws {
        try await PrinterBench.with(family: family) { bench in
            try await bench.command("paper out")
            try await LateSender.send(try #require(Samples.bytes("A-002", family)), to: bench.port)
            try await eventually { try await bench.report().bytesWaiting > 0 }
            let still = await bench.printer.paperChanged(id: "printer.slip")
            #expect(still.code == .printerPaperOut && still.health == .fault)
            try await bench.command("paper ok")
            let mended = await bench.printer.paperChanged(id: "printer.slip")
            #expect(mended.health == .ok && mended.id == "printer.slip", "\(mended)")
            #expect(try await bench.report().slips == 0)
            #expect(await bench.printer.print(SlipJob(Samples.testPage())) == .printed)
            #expect(try bench.lines().map(\.end) == ["cut"])
        }
    }

    @Test("Paper changed on a printer that is not there: missing, by its code")
    func missing() async throws {
        let folder = try TemporaryFolder("printer")
        let printer = SlipPrinter(.init(address: .device(path: folder.file("lp0"))))
        #expect(await printer.paperChanged(id: "printer.slip").code == .printerMissing)
    }
}
