import ArgumentParser

/// The machines of a big centre at a real hall, and the cost of one decision, for `hall.py` to time.
@main
struct HallBench: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "hall-bench", abstract: "Terminals, desks and boards at a hall; the cost of one decision.",
        subcommands: [Load.self, Decide.self])
}
