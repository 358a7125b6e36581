import ArgumentParser

/// kiosk-vision's own code for frames, without its process, for `face.py` to time.
@main
struct FaceBench: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "face-bench", abstract: "Frames as kiosk-vision judges them, a command for each line of input.",
        subcommands: [MakeFrames.self, Loop.self, Descriptors.self])
}
