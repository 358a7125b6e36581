import ArgumentParser
import StreamSockets
import VirtualStick

/// `kiosk-sim stick`: a virtual USB stick.
struct StickCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "stick", abstract: "A virtual USB stick for key files, played by a folder.",
        discussion: """
            The control socket takes lines: in, out, two, full, read-only, keyboard, damaged, pull-reading (is pulled while it is read), pull (is pulled while the
            next file is saved), status.

            EXAMPLE
              kiosk-sim stick --socket stick.sock --folder stick --control hand.sock
            """)

    @Option(help: "Unix socket on which kioskd asks for the stick, as it asks kiosk-stick.")
    var socket: String

    @Option(help: "Folder with the files of the stick; made when missing.")
    var folder: String

    @Option(help: "Unix socket that takes orders.")
    var control: String

    func run() async throws {
        let drive = VirtualStickDrive(folder: folder)
        let (door, hand) = (try ListeningSocket(at: .unix(socket)), try ListeningSocket(at: .unix(control)))
        try await untilSignal {
            try await withThrowingTaskGroup { group in
                group.addTask { try await StickServing.run(drive, on: door) }
                group.addTask { try await StickHand(drive).run(hand) }
                Console.say("kiosk-sim stick ready \(socket)")
                try await group.waitForAll()
            }
        }
    }
}
