import KioskDevices
import KioskDomain
import KioskTestSupport
import SlipPrinter
import Testing
import VirtualPrinter

/// Issue item 6 and 7: every family through the real transport to a printer that speaks its language.
@Suite("Printing on every family", .timeLimit(.minutes(3)))
struct FamilyPrintingTests {
    @Test("A slip is printed whole, as drawn, confirmed by the family's own word", arguments: VirtualFamily.allCases)
    func printed(family: VirtualFamily) async throws {
        try await PrinterBench.with(family: family) { bench in
            let document = Samples.referral()
            #expect(await bench.printer.print(SlipJob(document)) == .printed)
            let lines = try bench.lines()
            #expect(lines.map(\.rows) == [try Samples.height(document)])
            #expect(lines.map(\.end) == ["cut"])
            let picture = bench.folder.file("tray/slip-000001.png")
            try RealPart.require(programs: "zbarimg")
            let output = try await Tool.run("zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", picture])
            #expect(output.standardOutput == String(decoding: Samples.signedOutcomes, as: UTF8.self) + "\n")
        }
    }

    @Test("Ready, then every fault by its own code", arguments: VirtualFamily.allCases)
    func faults(family: VirtualFamily) async throws {
        try await PrinterBench.with(family: family) { bench in
            let status = await bench.printer.deviceStatus(id: "printer.slip")
            #expect(status.health == .ok && status.isVirtual, "\(status)")
            #expect(await bench.printer.status().paper == .ok)
            var jam = FailureCode.printerJam
            // Epson's and Citizen's tables have one bit for everything mechanical.
            if family == .epson || family == .citizen { jam = .printerFault }
            var hot = FailureCode.printerHot
            // SNBC's has voltage and lifted head there.
            if family == .snbc { hot = .printerFault }
            for (line, cure, code) in [
                ("paper out", "paper ok", FailureCode.printerPaperOut),
                ("cover open", "cover closed", .printerCoverOpen),
                ("jam", "cleared", jam), ("cutter", "cleared", .printerCutter), ("hot", "cleared", hot),
            ] {
                try await bench.command(line)
                #expect(await bench.printer.status().code == code, "\(family) \(line)")
                #expect(await bench.printer.print(SlipJob(Samples.queueTicket())) == .failed(code))
                try await bench.command(cure)
            }
            #expect(await bench.printer.status().health == .ok)
            try await bench.command("paper low")
            let low = await bench.printer.status()
            #expect(low.health == .warning && low.paper == .nearEnd && low.code == .printerPaperLow)
            #expect(try await bench.report().slips == 0)
        }
    }

    @Test("Paper out in mid slip: unconfirmed, cleared, no burst after the refill", arguments: VirtualFamily.allCases)
    func paperOutInMidSlip(family: VirtualFamily) async throws {
        var limits = PrinterBench.limits
        limits.confirmation = .seconds(4)
        try await PrinterBench.with(limits: limits, family: family) { bench in
            try await bench.command("paper-out-after 200")
            #expect(await bench.printer.print(SlipJob(Samples.queueTicket())) == .unconfirmed(.printerPaperOut))
            #expect(try await bench.report().bytesWaiting == 0)
            try await bench.command("paper ok")
            #expect(try bench.lines().map(\.rows) == [200])
            let next = Samples.queueTicket("A-002")
            #expect(await bench.printer.print(SlipJob(next)) == .printed)
            #expect(try bench.lines().map(\.rows) == [200, try Samples.height(next)])
        }
    }

    @Test("Silence: unconfirmed and unknown, never ok, never again", arguments: VirtualFamily.allCases)
    func silent(family: VirtualFamily) async throws {
        try await PrinterBench.with(limits: PrinterBench.shortLimits, family: family) { bench in
            try await bench.command("silent")
            #expect(await bench.printer.print(SlipJob(Samples.queueTicket())) == .unconfirmed(.slipUnconfirmed))
            let status = await bench.printer.status()
            #expect(status.health == .unknown && status.paper == .unknown && !status.isAnswering)
            try await bench.command("back")
            #expect(try await bench.report().slips <= 1)
        }
    }

    @Test("Half of each answer is never ok and never a confirmation", arguments: VirtualFamily.allCases)
    func halfAnswers(family: VirtualFamily) async throws {
        try await PrinterBench.with(limits: PrinterBench.shortLimits, family: family) { bench in
            try await bench.command("half")
            #expect(await bench.printer.status().health != .ok)
            #expect(await bench.printer.print(SlipJob(Samples.queueTicket())) != .printed)
        }
    }

    @Test(
        "What another job left unfinished in a printer that is on-line never confirms this slip",
        arguments: VirtualFamily.allCases)
    func lateAnswers(family: VirtualFamily) async throws {
        try await PrinterBench.with(family: family) { bench in
            #expect(await bench.printer.print(SlipJob(Samples.queueTicket("A-001"))) == .printed)
            if family == .custom { try await bench.command("take") }
            try await bench.command("hold")
            // Another process of ours, killed after its last byte.
            try await LateSender.send(try #require(Samples.bytes("A-002", family)), to: bench.port)
            try await eventually { try await bench.report().bytesWaiting > 0 }
            try await bench.command("after 2000 go")
            var configuration = bench.printer.configuration
            configuration.limits.reply = .seconds(2)
            configuration.limits.confirmation = .seconds(4)
            let result = await SlipPrinter(configuration).print(SlipJob(Samples.queueTicket("A-003")))
            let printed = try bench.lines().count
            #expect(result != .printed || printed == 3, "\(family): \(result) with \(printed) pieces")
        }
    }

    @Test(
        "A printer that falls busy while a slip's remains are cut away: they come out with the next slip, not when it goes on",
        arguments: [VirtualFamily.custom, .star, .zebra])
    func busyAtTheCut(family: VirtualFamily) async throws {
        var limits = PrinterBench.limits
        limits.reply = .seconds(1)
        try await PrinterBench.with(limits: limits, family: family) { bench in
            // A process of ours that was killed before the cut.
            let slip = try #require(try Samples.bytes("A-001", family))
            let rows = try Samples.height(Samples.queueTicket("A-001"))
            try await LateSender.send(slip.dropLast(Samples.behindPicture(family)), to: bench.port)
            try await eventually { try await bench.report().rowsHanging == rows }
            // Behind the question for its state, in the cut.
            try await bench.command("after 50 hold")
            #expect(await bench.printer.print(SlipJob(Samples.queueTicket("A-002"))) != .printed)
            _ = await bench.printer.status()
            try await bench.command("go")
            #expect(try bench.lines().isEmpty)
            var configuration = bench.printer.configuration
            configuration.limits = PrinterBench.limits
            #expect(await SlipPrinter(configuration).print(SlipJob(Samples.queueTicket("A-003"))) == .printed)
            #expect(try bench.lines().count == 2)
        }
    }

    @Test("A slip that nobody took: pushed out or taken back; stuck, it stands in the way by name")
    func untaken() async throws {
        try await PrinterBench.with(family: .custom, untaken: .retract) { bench in
            #expect(await bench.printer.print(SlipJob(Samples.queueTicket("A-001"))) == .printed)
            #expect(await bench.printer.status().hasTicketInOutput == .yes)
            #expect(await bench.printer.print(SlipJob(Samples.queueTicket("A-002"))) == .printed)
        }
        var limits = PrinterBench.limits
        limits.reply = .seconds(2)
        for family in [VirtualFamily.custom, .zebra] {
            try await PrinterBench.with(limits: limits, family: family) { bench in
                try await bench.command("stuck")
                let result = await bench.printer.print(SlipJob(Samples.queueTicket()))
                #expect(result == .failed(.printerTicketInOutput))
                try await bench.command("take")
                #expect(await bench.printer.print(SlipJob(Samples.queueTicket())) == .printed)
            }
        }
    }

    @Test("Another family's printer is never ok and confirms nothing", arguments: PrinterFamily.allCases)
    func wrongFamily(driver: PrinterFamily) async throws {
        // One language, or a part of it: there the first is right about what it says.
        let related: Set<VirtualFamily> = [.epson, .snbc, .citizen]
        for family in VirtualFamily.allCases where family.rawValue != driver.rawValue {
            let isRelated = related.contains(family) && related.contains { $0.rawValue == driver.rawValue }
            if isRelated { continue }
            try await PrinterBench.with(limits: PrinterBench.shortLimits, family: family, driver: driver) { bench in
                let status = await bench.printer.status()
                #expect(status.health != .ok, "\(driver) reads \(family) as \(status.finding)")
                let result = await bench.printer.print(SlipJob(Samples.queueTicket()))
                #expect(result != .printed, "\(driver) on \(family)")
            }
        }
    }

    @Test("The way in is cleared by order: nothing comes out after it", arguments: VirtualFamily.allCases)
    func clear(family: VirtualFamily) async throws {
        try await PrinterBench.with(family: family) { bench in
            try await bench.command("hold")
            try await LateSender.send(try #require(Samples.bytes("A-002", family)), to: bench.port)
            try await eventually { try await bench.report().bytesWaiting > 0 }
            try await bench.printer.clear()
            try await bench.command("go")
            let lines = try bench.lines()
            #expect(lines.isEmpty)
        }
    }
}
