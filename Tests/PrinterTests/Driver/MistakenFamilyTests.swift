import KioskDevices
import KioskDomain
import KioskTestSupport
import Testing
import VirtualPrinter

@testable import SlipPrinter

/// Issue 5 items 6 and 7: a Custom printer understands an Epson's slip, and keeps it inside.
@Suite("A printer that is taken for another", .timeLimit(.minutes(2)))
struct MistakenFamilyTests {
    @Test(
        "Custom driven as Epson, SNBC or Citizen, or as nobody said: named with what to set, and no slip is sent to it",
        arguments: [PrinterFamily.epson, .snbc, .citizen, nil])
    func custom(driver: PrinterFamily?) async throws {
        try await PrinterBench.with(family: .custom) { bench in
            var configuration = bench.printer.configuration
            configuration.family = driver
            let printer = SlipPrinter(configuration)
            for state in ["paper ok", "paper low", "stuck"] {
                try await bench.command(state)
                let status = await printer.deviceStatus(id: "printer.slip")
                #expect(status.code == .printerUnknown && status.health == .fault, "\(status)")
                #expect(status.finding.contains("set printer.family to custom"), "\(status)")
                #expect(await printer.print(SlipJob(Samples.queueTicket())) == .failed(.printerUnknown))
            }
            try await bench.command("take")
            let report = try await bench.report()
            #expect(report.bytesWaiting == 0 && report.rowsHanging == 0 && report.slips == 0)
            // As what it is.
            #expect(await bench.printer.print(SlipJob(Samples.queueTicket())) == .printed)
        }
    }

    @Test("An off-line one is told by its fault first: paper and cover are the same bits")
    func offline() async throws {
        try await PrinterBench.with(family: .custom, driver: .epson) { bench in
            for (fault, code) in [("paper out", FailureCode.printerPaperOut), ("cover open", .printerCoverOpen)] {
                try await bench.command(fault)
                #expect(await bench.printer.print(SlipJob(Samples.queueTicket())) == .failed(code))
                try await bench.command("paper ok")
                try await bench.command("cover closed")
            }
            #expect(try await bench.report().bytesWaiting == 0)
        }
    }

    @Test(
        "The question leaves nothing in the printers that do not know it",
        arguments: [VirtualFamily.epson, .snbc, .citizen])
    func passedOver(family: VirtualFamily) async throws {
        try await PrinterBench.with(family: family) { bench in
            #expect(await bench.printer.status().health == .ok)
            let report = try await bench.report()
            #expect(report.bytesWaiting == 0 && report.rowsHanging == 0 && report.slips == 0)
        }
    }

    @Test("A printer that answers any question with a byte misleads nobody: printed, and a fault stays a fault")
    func clone() async throws {
        for (fault, code) in [(nil, nil), (PrinterFault.paperOut, FailureCode.printerPaperOut)] {
            try await OddPrinter.with(Clone(fault)) { port in
                let printer = SlipPrinter(
                    .init(
                        address: .tcp(host: "127.0.0.1", port: port), acceptsVirtual: true,
                        limits: PrinterBench.limits))
                for _ in 0..<3 {
                    #expect(await printer.status().code == code)
                    let result = await printer.print(SlipJob(Samples.queueTicket()))
                    #expect(result == code.map { .failed($0) } ?? .printed)
                }
                #expect(await printer.status().health == (code == nil ? .ok : .fault))
            }
        }
    }

    @Test("Six bytes from 10 0F on are Custom's full status, also one at a time; four from 10 00 on are an ASB")
    func parsed() {
        let full: [UInt8] = [0x10, 0x0F, 0x24, 0x00, 0x00, 0x00]
        let stream = [0x12] + full + [0x16, 0x10, 0x00, 0x00, 0x0F]
        let expected: [PrinterReply] = [
            .realTimeStatus(0x12), .fullStatus([0x24, 0, 0, 0]), .realTimeStatus(0x16),
            .automaticStatus([0x10, 0x00, 0x00, 0x0F]),
        ]
        var whole = PrinterReplyParser()
        #expect(whole.feed(stream) == expected)
        var single = PrinterReplyParser()
        #expect(stream.flatMap { single.feed([$0]) } == expected)
    }
}
