import KioskDevices
import KioskDomain
import KioskTestSupport
import SlipRaster
import Testing

@testable import SlipPrinter
@testable import VirtualPrinter
@testable import print_crash_probe

/// Bad input of issue 5: a printer that answers garbage; and the paper itself, dot for dot.
@Suite("Garbage from printers", .timeLimit(.minutes(3)))
struct GarbageTests {
    @Test("Bytes by chance without end: never ready, never printed", arguments: PrinterFamily.allCases)
    func babble(family: PrinterFamily) async throws {
        let seed = UInt64.random(in: 0 ... .max)
        try await OddPrinter.with(Babbling(seed: seed)) { port in
            let printer = SlipPrinter(
                .init(
                    address: .tcp(host: "127.0.0.1", port: port), family: family, limits: PrinterBench.shortLimits))
            for _ in 0..<3 {
                let status = await printer.status()
                #expect(status.health != .ok, "\(family), seed \(seed): \(status.finding)")
                let result = await printer.print(NumberedSlip.raster(1), limit: .seconds(5))
                #expect(result != .printed, "\(family), seed \(seed)")
            }
        }
    }

    @Test(
        "Noise before each answer: what is called printed is on paper, and no fault is taken for readiness",
        arguments: VirtualFamily.allCases)
    func noise(family: VirtualFamily) async throws {
        try await PrinterBench.with(limits: PrinterBench.shortLimits, family: family) { bench in
            try await bench.command("noise 5")
            let result = await bench.printer.print(NumberedSlip.raster(1), limit: .seconds(10))
            let pieces = try bench.lines().filter { $0.end == "cut" }
            #expect(result != .printed || pieces.map(\.rows).contains { $0 >= NumberedSlip.rows })
            try await bench.command("paper out")
            for _ in 0..<5 { #expect(await bench.printer.status().health != .ok, "\(family)") }
            #expect(await bench.printer.print(NumberedSlip.raster(2), limit: .seconds(10)) != .printed)
        }
    }

    @Test("What comes out on paper is what was sent, dot for dot", arguments: VirtualFamily.allCases)
    func dots(family: VirtualFamily) async throws {
        let folder = try TemporaryFolder("dots")
        let tray = KeepingTray()
        let virtual = try await RunningVirtualPrinter.start(
            .init(port: 0, folder: folder.path, family: family), tray: tray)
        let printer = SlipPrinter(
            .init(
                address: .tcp(host: "127.0.0.1", port: virtual.port), family: PrinterFamily(rawValue: family.rawValue),
                acceptsVirtual: true, limits: PrinterBench.limits))
        let raster = try SlipRenderer().raster(Samples.referral())
        #expect(await printer.print(raster) == .printed)
        try await virtual.stop()
        let piece = try #require(tray.pieces.first)
        #expect(piece.raster.bytes.count >= raster.bytes.count)
        // Only a dot beside a byte that would act as a command may differ (PictureGuard).
        let differing = zip(piece.raster.bytes, raster.bytes).count { $0 != $1 }
        #expect(differing <= 2, "\(family): \(differing) bytes differ")
        let behind = piece.raster.bytes.dropFirst(raster.bytes.count)
        #expect(behind.allSatisfy { $0 == 0 })
    }
}
