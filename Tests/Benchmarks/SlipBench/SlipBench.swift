import ArgumentParser
import FoundationEssentials
import KioskDomain
import SlipDesign
import SlipPrinter

/// `slip-bench --slips N`: slips of every kind, language and paper, from their values to their dots; one line of JSON.
@main
struct SlipBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "slip-bench", abstract: "Draws slips and says how much memory they left behind.")
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
