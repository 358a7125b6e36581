import FoundationEssentials
import KioskDomain
import KioskJournal
import KioskTestSupport

@testable import SlipPrinter
@testable import VirtualPrinter
@testable import print_crash_probe

/// One journal and one printer over many lives of the printing process, each ended by SIGKILL.
final class KillRun {
    /// What was found wrong.
    private(set) var wrongs: [String] = []
    /// Slips by their state in the journal at the end.
    private(set) var ends: [SlipState: Int] = [:]

    private let family: VirtualFamily
    private let folder: TemporaryFolder
    private let tray = ReadingTray()
    private let virtual: RunningVirtualPrinter
    private let control: ControlLine
    private let probe: KilledProbe
    private var generator: SplitMix64
    /// Bytes of a slip and of the questions around it.
    private let length: Int
    private var begun: Set<Int> = []
    private var told: [Int: String] = [:]
    private var kept: [Int: String] = [:]

    private init(_ family: VirtualFamily, _ program: String, seed: UInt64) async throws {
        self.family = family
        generator = SplitMix64(seed: seed)
        folder = try TemporaryFolder("kills")
        try FileManager.default.createDirectory(atPath: folder.file("journal"), withIntermediateDirectories: true)
        virtual = try await RunningVirtualPrinter.start(
            .init(port: 0, folder: folder.path, controlSocket: folder.file("control"), family: family), tray: tray)
        control = ControlLine(path: folder.file("control"))
        probe = try KilledProbe(
            program: program, folder: folder.file("journal"), family: family, printer: virtual.port)
        length = (Samples.bytes(NumberedSlip.raster(1), family) ?? []).count + 60
    }

    static func run(_ family: VirtualFamily, _ program: String, kills: Int, seed: UInt64) async throws -> KillRun {
        let run = try await KillRun(family, program, seed: seed)
        for _ in 0..<kills { try await run.life() }
        // The last one prints two slips in peace, and says what became of those before.
        try await run.live(at: .never, then: .line(6), fault: nil)
        try await run.virtual.stop()
        try await run.judge()
        return run
    }

    private func life() async throws {
        let byte = Int.random(in: 0..<2 * length, using: &generator)
        let losesRest = Bool.random(using: &generator)
        switch Int.random(in: 0..<10, using: &generator) {
        // While it looks at the printer for the first time.
        case 0: try await live(at: .byte(byte % 12, losesRest: losesRest), then: .line(1), fault: nil)
        case 1, 2:
            let line = Int.random(in: 1...7, using: &generator)
            try await live(at: .never, then: .line(line), fault: nil)
        // Paper and process end together, or nearly so.
        case 3...6:
            let faults = ["paper out", "cover open", "jam"]
            let fault = faults[Int.random(in: 0..<faults.count, using: &generator)]
            let more = Int.random(in: 0..<40, using: &generator)
            try await live(
                at: .never, then: .byte(byte + more, losesRest: losesRest), fault: "after \(byte + 1) \(fault)")
        default: try await live(at: .never, then: .byte(byte, losesRest: losesRest), fault: nil)
        }
    }

    private func live(at start: KilledProbe.Moment, then moment: KilledProbe.Moment, fault: String?) async throws {
        try await probe.start(start)
        while let line = try await probe.next() {
            let words = line.split(separator: " ").map(String.init)
            guard words.count > 1, let number = Int(words[1]) else {
                try await mend()
                if let fault { try await control.command(fault) }
                await probe.go(moment)
                continue
            }
            switch words[0] {
            case "intent": if !begun.insert(number).inserted { wrongs.append("\(family): \(number) was given twice") }
            case "told": told[number] = words[2]
            default: kept[number] = words[2]
            }
        }
    }

    /// The new process has looked at its printer; now a person mends it. No slip may come out by that.
    private func mend() async throws {
        let before = tray.scraps.count { $0.isWhole }
        for line in ["take", "cover closed", "cleared", "paper ok"] { try await control.command(line) }
        let burst = tray.scraps.count { $0.isWhole } - before
        if burst > 0 { wrongs.append("\(family): \(burst) slips came out when it was mended") }
    }

    private func judge() async throws {
        let now = UnixTime(milliseconds: 1_770_000_100_000)
        let place = folder.file("journal")
        let journal = try await Journal.open(folder: place, key: try JournalKey.load(folder: place), now: now)
        _ = try await journal.recover(now: now)
        for state in SlipState.allCases {
            let slips = try await journal.slips(in: state)
            ends[state] = slips.count
            for slip in slips { judge(Int(slip.sequence), state) }
        }
        try await journal.close()
        let known = ends.values.reduce(0, +)
        if known < begun.count { wrongs.append("\(family): \(begun.count - known) slips are not in the journal") }
        for scrap in tray.scraps where Set(scrap.numbers.filter { $0 > 0 }).count > 1 {
            wrongs.append("\(family): numbers \(Set(scrap.numbers).sorted()) on one piece")
        }
    }

    private func judge(_ number: Int, _ state: SlipState) {
        let own = tray.scraps.filter { $0.numbers.contains(number) }
        let name = "\(family) slip \(number), \(state.rawValue)"
        if own.count > 1 { wrongs.append("\(name): on \(own.count) pieces of paper") }
        if let kept = kept[number], kept != state.rawValue { wrongs.append("\(name): it was kept as \(kept)") }
        switch state {
        case .printed:
            if told[number] != "printed" { wrongs.append("\(name): the printer did not confirm it") }
            if own.first?.isWhole != true { wrongs.append("\(name): not whole on paper") }
        case .failed: if !own.isEmpty { wrongs.append("\(name): on paper") }
        case .unconfirmed: break
        case .printing: wrongs.append("\(name): no end")
        case .attested, .replaced: wrongs.append("\(name): nobody decided")
        }
    }
}
