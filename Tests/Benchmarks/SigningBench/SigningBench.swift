import ArgumentParser

/// The daemon's own code for cards, without its screens, for `bench.py` to time.
@main
struct SigningBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "signing-bench", abstract: "Card sessions as kioskd holds them, one for each line of input.",
        subcommands: [MakeCard.self, Certify.self, CardSessions.self])
}
