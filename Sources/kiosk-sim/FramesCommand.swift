import ArgumentParser
import ScriptedPeople
import StreamSockets
import VirtualCamera

/// `kiosk-sim frames`: a virtual camera.
struct FramesCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "frames",
        abstract: "A virtual camera: a person in front of the kiosk, as a stream of JPEG frames.",
        discussion: """
            The control socket takes lines: person NAME, dark, two-faces, empty, unplug, plug; for the head of the
            person: turn left, turn right, turn ahead (the person's own left and right), closer, back; and for a camera
            that looks at papers: code TEXT, a telephone that shows a QR code.

            EXAMPLE
              kiosk-sim frames --socket frames.sock --models .models --person obama3
            """)

    @Option(help: "Unix socket on which the frames are served.")
    var socket: String

    @Option(help: "Folder of the pictures, NAME.jpg.")
    var models: String

    @Option(help: "Name of the picture of the person who is seen first; empty for nobody.")
    var person = "obama3"

    @Option(help: "Unix socket that takes orders.")
    var control: String?

    @Option(help: "Address of a kiosk's screens: the head does what they ask. Needs --control.")
    var follow: String?

    func validate() throws {
        guard follow == nil || control != nil else { throw ValidationError("--follow needs --control") }
    }

    func run() async throws {
        let service = VirtualCameraService(
            VirtualCameraConfiguration(frames: .unix(socket), control: control, pictures: models, person: person))
        try await untilSignal {
            try await service.start()
            Console.say("kiosk-sim frames ready unix:\(socket)")
            async let following: Void = followScreen()
            try await service.run()
            await following
        }
    }

    private func followScreen() async {
        guard let follow, let control else { return }
        let hand = VirtualCameraHand(control: control)
        await CameraFollower(screens: follow) { try await hand.order($0) }.run()
    }
}
