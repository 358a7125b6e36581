import KioskDevices
import KioskDomain
import KioskTestSupport

@testable import SlipPrinter
@testable import VirtualPrinter
@testable import print_crash_probe

/// Many print jobs on one printer, most of them with a fault at some byte; the kiosk's own rules decide what is printed
/// again. Keeps what must never be.
final class FaultRun {
    /// What was found wrong, in words that name the job.
    private(set) var wrongs: [String] = []
    /// How the jobs ended.
    private(set) var ends: [String: Int] = [:]

    private let family: VirtualFamily
    private let folder: TemporaryFolder
    private let tray = ReadingTray()
    private let virtual: RunningVirtualPrinter
    private let control: ControlLine
    private var printer: SlipPrinter
    private var generator: SplitMix64
    private var results: [Int: PrintResult] = [:]
    /// Bytes of a job in this family's commands.
    private let length: Int

    private static let lines = [
        "paper out", "cover open", "jam", "cutter", "hot", "vanish", "silent", "half", "hold", "paper low", "stuck",
    ]

    init(_ family: VirtualFamily, seed: UInt64) async throws {
        self.family = family
        generator = SplitMix64(seed: seed)
        folder = try TemporaryFolder("faults")
        virtual = try await RunningVirtualPrinter.start(
            .init(port: 0, folder: folder.path, controlSocket: folder.file("control"), family: family), tray: tray)
        control = ControlLine(path: folder.file("control"))
        printer = SlipPrinter(Self.configuration(family, virtual.port))
        length = Self.bytes(1, family).count
    }

    static func run(_ family: VirtualFamily, jobs: Int, seed: UInt64) async throws -> FaultRun {
        let run = try await FaultRun(family, seed: seed)
        for number in 1...jobs { try await run.job(number) }
        try await run.virtual.stop()
        run.judge()
        return run
    }

    private func job(_ number: Int) async throws {
        switch Int.random(in: 0..<10, using: &generator) {
        case 0: results[number] = try await killed(number)
        case 1: results[number] = await print(number)
        default:
            let line = Self.lines.randomElement(using: &generator) ?? "silent"
            let noise = Int.random(in: 0..<8, using: &generator)
            if noise == 0 { try await control.command("noise 3") }
            try await control.command("after \(position()) \(line)")
            results[number] = await print(number)
        }
        if case .unconfirmed = results[number] { try await restartSometimes() }
        try await heal(number)
        // Nothing of it is on paper: the same number may be printed, and is no copy.
        if case .failed = results[number] { results[number] = await print(number) }
        ends[word(results[number]), default: 0] += 1
    }

    /// kill -9: the kernel closes the line after any byte; the kiosk starts again and looks at its printer first.
    private func killed(_ number: Int) async throws -> PrintResult {
        // What the process before it may have left is cut away first, as a process of ours would have done.
        let bytes = Self.dialect(family).cutRemains(bytesPerRow: 72) + Self.bytes(number, family)
        if Bool.random(using: &generator) { try await control.command("after \(position()) cover open") }
        let sent = bytes.count - Int.random(in: 0..<min(length + 100, bytes.count), using: &generator)
        try await LateSender.send(Array(bytes.prefix(sent)), to: virtual.port)
        printer = SlipPrinter(Self.configuration(family, virtual.port))
        _ = await printer.status()
        return .unconfirmed(.slipUnconfirmed)
    }

    private func restartSometimes() async throws {
        guard Int.random(in: 0..<4, using: &generator) == 0 else { return }
        printer = SlipPrinter(Self.configuration(family, virtual.port))
        _ = await printer.status()
    }

    /// Everything mended; nothing may come out by that, but for what is torn off when the roll is changed.
    private func heal(_ number: Int) async throws {
        // The kiosk's watch looks every few seconds: before a person is there, that is.
        _ = await printer.status()
        let before = tray.scraps.count { $0.isWhole }
        for line in ["after 0 whole", "whole", "noise 0", "take", "cover closed", "cleared", "paper ok", "back", "go"] {
            try await control.command(line)
        }
        let burst = tray.scraps.count { $0.isWhole } - before
        if burst > 0 { wrongs.append("\(family) job \(number): \(burst) slips came out when it was mended") }
    }

    private func print(_ number: Int) async -> PrintResult {
        await printer.print(NumberedSlip.raster(number), limit: .seconds(4))
    }

    /// Byte positions by class: the questions before, the head, the picture, the cut, the proof, the questions behind.
    private func position() -> Int {
        switch Int.random(in: 0..<6, using: &generator) {
        case 0: Int.random(in: 0..<24, using: &generator)
        case 1: Int.random(in: 24..<80, using: &generator)
        case 2: length - Int.random(in: 0..<24, using: &generator)
        case 3: length + Int.random(in: 0..<60, using: &generator)
        default: Int.random(in: 0..<length, using: &generator)
        }
    }

    private func judge() {
        let scraps = tray.scraps
        for (number, result) in results {
            let own = scraps.filter { $0.numbers.contains(number) }
            let name = "\(family) number \(number), \(word(result))"
            if own.count > 1 { wrongs.append("\(name): on \(own.count) pieces of paper") }
            switch result {
            case .printed: if own.count != 1 || own.first?.isWhole != true { wrongs.append("\(name): not whole") }
            case .failed: if !own.isEmpty { wrongs.append("\(name): on paper") }
            case .unconfirmed: break
            }
        }
        for scrap in scraps where Set(scrap.numbers).count > 1 && scrap.numbers.allSatisfy({ $0 > 0 }) {
            wrongs.append("\(family): numbers \(Set(scrap.numbers).sorted()) on one piece")
        }
    }

    private func word(_ result: PrintResult?) -> String {
        switch result {
        case .printed: "printed"
        case .unconfirmed: "unconfirmed"
        case .failed: "failed"
        case nil: "none"
        }
    }

    private static func configuration(_ family: VirtualFamily, _ port: UInt16) -> SlipPrinter.Configuration {
        var limits = SlipPrinter.Limits()
        limits.connect = .milliseconds(500)
        limits.reply = .milliseconds(80)
        limits.stall = .milliseconds(200)
        limits.confirmation = .milliseconds(250)
        limits.glance = .milliseconds(60)
        return SlipPrinter.Configuration(
            address: .tcp(host: "127.0.0.1", port: port), family: PrinterFamily(rawValue: family.rawValue),
            acceptsVirtual: true, limits: limits)
    }

    private static func bytes(_ number: Int, _ family: VirtualFamily) -> [UInt8] {
        dialect(family).slip(NumberedSlip.raster(number)) + Samples.proof(family)
    }

    private static func dialect(_ family: VirtualFamily) -> any PrinterDialect {
        configuration(family, 1).dialect(PrinterFamily(rawValue: family.rawValue) ?? .epson, model: "")
    }
}
