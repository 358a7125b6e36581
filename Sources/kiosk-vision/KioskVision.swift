import ArgumentParser

/// The entry point: camera and face in a process of its own (DESIGN 2).
@main
struct KioskVision: ParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kiosk-vision",
        abstract: "Watches a camera, guides a person and compares the face with a portrait.",
        subcommands: [Serve.self, Live.self, Match.self, Evaluate.self, Pack.self])

    static func main() {
        SingleThread.ensure()
        main(nil)
    }
}
