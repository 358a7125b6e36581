import KioskDevices
import KioskDomain
import KioskTestSupport
import SlipPrinter
import Testing

@Suite("Printing on the virtual printer", .timeLimit(.minutes(2)))
struct PrintingTests {
    @Test("A slip confirmed by the printer is printed, whole and as drawn")
    func printed() async throws {
        try await PrinterBench.with { bench in
            let document = Samples.referral()
            #expect(await bench.printer.print(SlipJob(document)) == .printed)
            let lines = try bench.lines()
            #expect(lines.map(\.rows) == [try Samples.height(document)])
            #expect(lines.map(\.file) == ["slip-000001.png"] && lines[0].end == "cut")
            try RealPart.require(programs: "zbarimg")
            let picture = bench.folder.file("tray/slip-000001.png")
            let output = try await Tool.run("zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture])
            #expect(output.standardOutput == String(decoding: Samples.signedOutcomes, as: UTF8.self) + "\n")
        }
    }

    @Test("A printer without GS ( H confirms by GS r")
    func printedByBufferedStatus() async throws {
        try await PrinterBench.with(hasProcessID: false) { bench in
            #expect(await bench.printer.print(SlipJob(Samples.queueTicket())) == .printed)
        }
    }

    @Test("Paper out before the first byte: failed, and nothing comes out after the refill")
    func paperOutBefore() async throws {
        try await PrinterBench.with { bench in
            try await bench.command("paper out")
            #expect(await bench.printer.print(SlipJob(Samples.queueTicket())) == .failed(.printerPaperOut))
            #expect(try await bench.report().bytesWaiting == 0)
            try await bench.command("paper ok")
            #expect(try await bench.report().slips == 0)
            #expect(await bench.printer.print(SlipJob(Samples.queueTicket())) == .printed)
            #expect(try bench.lines().count == 1)
        }
    }

    @Test("Paper out in mid slip: unconfirmed; after the refill nothing bursts out and the next slip is whole")
    func paperOutInMidSlip() async throws {
        try await PrinterBench.with { bench in
            try await bench.command("paper-out-after 200")
            #expect(await bench.printer.print(SlipJob(Samples.queueTicket("A-001"))) == .unconfirmed(.printerPaperOut))
            #expect(try await bench.report().bytesWaiting == 0)
            try await bench.command("paper ok")
            #expect(try bench.lines().map(\.rows) == [200])
            #expect(try await bench.report().rowsHanging == 0)
            let next = Samples.queueTicket("A-002")
            #expect(await bench.printer.print(SlipJob(next)) == .printed)
            #expect(try bench.lines().map(\.rows) == [200, try Samples.height(next)])
        }
    }

    @Test("What a process before this one left in an off-line printer is dropped before the refill")
    func staleBuffer() async throws {
        try await PrinterBench.with { bench in
            try await bench.command("paper out")
            let raster = try SlipRenderer().raster(Samples.queueTicket())
            try await LateSender.send(ESCPOS.raster(raster) + ESCPOS.feedAndCut, to: bench.port)
            try await eventually { try await bench.report().bytesWaiting > 0 }
            #expect(await bench.printer.status().isPaperOut == .yes)
            #expect(try await bench.report().bytesWaiting == 0)
            try await bench.command("paper ok")
            #expect(try await bench.report().rowsHanging == 0)
        }
    }

    @Test("Cover open: failed; closed again: printed")
    func cover() async throws {
        try await PrinterBench.with { bench in
            try await bench.command("cover open")
            #expect(await bench.printer.print(SlipJob(Samples.queueTicket())) == .failed(.printerCoverOpen))
            try await bench.command("cover closed")
            #expect(await bench.printer.print(SlipJob(Samples.queueTicket())) == .printed)
        }
    }

    @Test("Vanished in mid job: unconfirmed; gone: failed; back: the next slip is whole, the broken one cut away")
    func vanish() async throws {
        try await PrinterBench.with { bench in
            try await bench.command("vanish-after 150")
            #expect(await bench.printer.print(SlipJob(Samples.queueTicket())) == .unconfirmed(.printerLost))
            #expect(await bench.printer.print(SlipJob(Samples.queueTicket())) == .failed(.printerMissing))
            #expect(await bench.printer.status().link == .printerMissing)
            #expect(try await bench.command("back") == "ok")
            let next = Samples.queueTicket("A-002")
            #expect(await bench.printer.print(SlipJob(next)) == .printed)
            #expect(try bench.lines().map(\.rows) == [150, try Samples.height(next)])
        }
    }

    @Test("Silent: unconfirmed within the deadline, never failed, never sent again")
    func silent() async throws {
        try await PrinterBench.with(limits: PrinterBench.shortLimits) { bench in
            try await bench.command("silent")
            let start = ContinuousClock.now
            #expect(await bench.printer.print(SlipJob(Samples.queueTicket())) == .unconfirmed(.slipUnconfirmed))
            #expect(ContinuousClock.now - start < .seconds(20))
            #expect(await bench.printer.status().health == .unknown)
            // What it printed meanwhile is cut off at most once: no second copy follows.
            try await bench.command("back")
            #expect(try await bench.report().slips <= 1)
        }
    }

    @Test("Two jobs at once come out one after the other, each whole")
    func twoJobs() async throws {
        try await PrinterBench.with { bench in
            async let first = bench.printer.print(SlipJob(Samples.queueTicket("A-001")))
            async let second = bench.printer.print(SlipJob(Samples.issued()))
            #expect(await [first, second] == [.printed, .printed])
            let heights = [Samples.queueTicket("A-001"), Samples.issued()].map { try? Samples.height($0) }
            let lines = try bench.lines()
            #expect(Set(lines.map(\.rows)) == Set(heights.compactMap(\.self)))
            #expect(await bench.printer.print(SlipJob(Samples.referral())) == .printed)
            #expect(try bench.lines().map(\.slip) == [1, 2, 3])
        }
    }

    @Test("A job that has waited beyond its limit is not printed late")
    func expired() async throws {
        try await PrinterBench.with { bench in
            let job = SlipJob(Samples.queueTicket(), limit: .zero)
            #expect(await bench.printer.print(job) == .failed(.printerBusy))
            let lines = try bench.lines()
            #expect(lines.isEmpty)
        }
    }

    @Test("R1: a printer that names itself virtual is refused outside the demonstration")
    func virtualIsRefused() async throws {
        try await PrinterBench.with(acceptsVirtual: false) { bench in
            #expect(await bench.printer.print(SlipJob(Samples.queueTicket())) == .failed(.virtualPartRefused))
            let report = try await bench.report()
            #expect(report.rowsHanging == 0 && report.slips == 0)
            let status = await bench.printer.deviceStatus(id: "printer.slip")
            #expect(status.isVirtual && status.health == .fault && status.code == .virtualPartRefused)
        }
    }

    @Test("Status and identity: name, health, low paper as a warning")
    func status() async throws {
        try await PrinterBench.with { bench in
            #expect(await bench.printer.identity()?.name == "KIOSK-SIM VIRTUAL")
            #expect(await bench.printer.identity()?.isVirtual == true)
            var status = await bench.printer.deviceStatus(id: "printer.slip")
            #expect(status.health == .ok && status.isVirtual && status.finding == "ready")
            try await bench.command("paper low")
            status = await bench.printer.deviceStatus(id: "printer.slip")
            #expect(status.health == .warning && status.code == .printerPaperLow)
            try await bench.command("paper out")
            #expect(await bench.printer.status().code == .printerPaperOut)
        }
    }
}
