import ArgumentParser
import StreamSockets
import VirtualCamera

/// `kiosk-sim frames`: a virtual camera.
struct FramesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "frames",
        abstract: "A virtual camera: a person in front of the kiosk, as a stream of JPEG frames.",
        discussion: """
            The control socket takes lines: person NAME, dark, two-faces, empty, unplug, plug.

            EXAMPLE
              kiosk-sim frames --socket frames.sock --models .models --person obama3
            """)

    @Option(help: "Unix socket on which the frames are served.")
    var socket: String

    @Option(help: "Folder of the pictures, NAME.jpg.")
    var models: String

    @Option(help: "Name of the picture of the person who is seen first.")
    var person = "obama3"

    @Option(help: "Unix socket that takes orders.")
    var control: String?

    func run() async throws {
        let service = VirtualCameraService(
            VirtualCameraConfiguration(frames: .unix(socket), control: control, pictures: models, person: person))
        try await untilSignal {
            try await service.start()
            Console.say("kiosk-sim frames ready unix:\(socket)")
            try await service.run()
        }
    }
}
