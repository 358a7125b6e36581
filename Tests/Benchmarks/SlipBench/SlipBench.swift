import ArgumentParser
import FoundationEssentials
import Glibc
import KioskDomain
import SlipDesign
import SlipPrinter

@main
struct SlipBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "slip-bench", abstract: "Figures of slips.", subcommands: [Draw.self, Print.self],
        defaultSubcommand: Draw.self)
}

/// `slip-bench print --device DEVICE --slips N`: the driver alone. For each line on standard input one queue slip, from its
/// values to the printer's confirmation; then a line with the moment of the request (CLOCK_MONOTONIC, seconds).
struct Print: AsyncParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Prints a slip for each line on standard input.")
    @Option var device: String
    @Option var slips = 60

    func run() async throws {
        let printer = SlipPrinter(try .init(device: device, width: 576, family: "epson", acceptsVirtual: true))
        for _ in 0..<slips {
            guard readLine() != nil else { return }
            let began = monotonic()
            let context = SlipSamples.context(.kazakh)
            let document = SlipBook.shipped.document(SlipSamples.usual(.ticket), context, paper: .mm80)
            let result = await printer.print(SlipJob(document))
            guard result == .printed else { throw ValidationError("\(result)") }
            print("began \(began)")
            fflush(nil)
        }
    }

    private func monotonic() -> Double {
        var now = timespec()
        clock_gettime(CLOCK_MONOTONIC, &now)
        return Double(now.tv_sec) + Double(now.tv_nsec) / 1e9
    }
}

/// `slip-bench --slips N`: slips of every kind, language and paper, from their values to their dots; one line of JSON.
struct Draw: ParsableCommand {
    static let configuration = CommandConfiguration(abstract: "Draws slips and says how much memory they left behind.")
    /// Slips before the first look at the memory: fonts are loaded by then.
    @Option var warm = 500
    @Option var slips = 10_000

    private struct Figures: Encodable {
        var slips: Int
        /// Memory of its own (RssAnon), in MiB.
        var before: Double
        var after: Double
        /// For one slip on average.
        var milliseconds: Double
    }

    func run() throws {
        for number in 0..<warm { try draw(number) }
        let before = try memory()
        let began = ContinuousClock.now
        for number in 0..<slips { try draw(number) }
        let took = began.duration(to: .now) / .milliseconds(1)
        let figures = Figures(
            slips: slips, before: before, after: try memory(), milliseconds: took / Double(max(1, slips)))
        print(String(decoding: try JSONEncoder().encode(figures), as: UTF8.self))
    }

    private func draw(_ number: Int) throws {
        let form = SlipForm.allCases[number % SlipForm.allCases.count]
        let language = Language.allCases[number / 2 % Language.allCases.count]
        let paper = SlipRenderer.Paper.allCases[number % SlipRenderer.Paper.allCases.count]
        let content = number % 10 == 0 ? SlipSamples.longest(form) : SlipSamples.usual(form)
        let document = SlipBook.shipped.document(content, SlipSamples.context(language), paper: paper)
        _ = try SlipRenderer(paper: paper).raster(document)
    }

    private func memory() throws -> Double {
        let status = String(decoding: try Data(contentsOf: URL(filePath: "/proc/self/status")), as: UTF8.self)
        let line = status.split(separator: "\n").first { $0.hasPrefix("RssAnon:") }
        let kibibytes = line?.split(separator: " ").dropFirst().first.flatMap { Double($0) }
        return (kibibytes ?? 0) / 1024
    }
}
