import KioskDevices
import KioskDomain
import KioskTestSupport
import SlipPrinter
import Testing
import VirtualPrinter

/// Issue 5 item 7: when the paper ends in mid slip the printer goes off-line and holds the rest; what was printed goes away
/// with the old roll. What the new roll brings out depends on who was quicker: each order of things has a test, and its
/// limit is in docs/printers.md.
@Suite("Paper refilled in mid slip", .timeLimit(.minutes(3)))
struct RefillTests {
    private static let rowsBefore = 200

    private static var limits: SlipPrinter.Limits {
        var limits = PrinterBench.limits
        limits.confirmation = .seconds(30)
        // The next look comes after the refill.
        limits.glance = .seconds(8)
        return limits
    }

    @Test(
        "before the driver's next look: the rest of this slip, once, confirmed by the printer; nothing of it later",
        arguments: VirtualFamily.allCases)
    func quick(family: VirtualFamily) async throws {
        try await PrinterBench.with(limits: Self.limits, family: family) { bench in
            let document = Samples.queueTicket("A-001")
            let height = try Samples.height(document)
            try await bench.command("paper-out-after \(Self.rowsBefore)")
            async let result = bench.printer.print(SlipJob(document, limit: .seconds(40)))
            try await eventually { try await bench.report().paper == "out" }
            #expect(try await bench.report().bytesWaiting > 0, "line-off at paper end")
            try await bench.command("paper ok")
            #expect(await result == .printed)
            #expect(try bench.lines().map(\.rows) == [Self.rowsBefore, height - Self.rowsBefore])
            #expect(try bench.lines().map(\.end) == ["torn", "cut"])
            #expect(await bench.printer.status().isPaperOut == .no)
            if family == .custom || family == .zebra { try await bench.command("take") }
            #expect(await bench.printer.print(SlipJob(document)) == .printed)
            #expect(try bench.lines().map(\.rows).dropFirst(2) == [height])
        }
    }

    @Test(
        "while nobody looks: the printer's own buffer brings the rest out, once; the next slip is not joined to it",
        arguments: VirtualFamily.allCases)
    func nobodyLooks(family: VirtualFamily) async throws {
        try await PrinterBench.with(family: family) { bench in
            let height = try Samples.height(Samples.queueTicket("A-001"))
            try await Self.brokenOff("A-001", bench, family)
            try await bench.command("paper ok")
            try await eventually { try await bench.report().bytesWaiting == 0 }
            #expect(try bench.lines().map(\.rows) == [Self.rowsBefore, height - Self.rowsBefore])
            let next = Samples.queueTicket("A-002")
            #expect(await bench.printer.print(SlipJob(next)) == .printed)
            #expect(try bench.lines().map(\.rows).dropFirst(2) == [try Samples.height(next)])
        }
    }

    @Test(
        "after the first look of the driver that follows a killed one: what waits is dropped, and nothing comes out",
        arguments: VirtualFamily.allCases)
    func lookedAtFirst(family: VirtualFamily) async throws {
        try await PrinterBench.with(family: family) { bench in
            try await Self.brokenOff("A-001", bench, family)
            #expect(await bench.printer.status().isPaperOut == .yes)
            #expect(try await bench.report().bytesWaiting == 0)
            try await bench.command("paper ok")
            #expect(try bench.lines().map(\.end) == ["torn"], "what hung from the old roll")
            let next = Samples.queueTicket("A-002")
            #expect(await bench.printer.print(SlipJob(next)) == .printed)
            #expect(try bench.lines().map(\.rows) == [Self.rowsBefore, try Samples.height(next)])
        }
    }

    /// A process of ours that was killed after its last byte, while the paper ended in mid slip.
    private static func brokenOff(_ number: String, _ bench: PrinterBench, _ family: VirtualFamily) async throws {
        try await bench.command("paper-out-after \(rowsBefore)")
        try await LateSender.send(try #require(Samples.bytes(number, family)), to: bench.port)
        try await eventually { try await bench.report().paper == "out" }
        #expect(try await bench.report().bytesWaiting > 0)
    }
}
