import ArgumentParser
import KioskControl

/// `kioskctl trust-door`: makes this user's browsers trust the door for portal pages.
struct TrustDoor: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "trust-door",
        abstract: "Puts the door's local authority into this user's browsers; as root also into their policies.",
        discussion: """
            The authority vouches for 127.0.0.1, ::1 and localhost only, and its key no longer exists. Start the browser
            again afterwards; `kioskctl diagnose` says whether it trusts the door.

            EXAMPLES
              kioskctl trust-door
              kioskctl trust-door --print > trust-door.sh
            """)

    @Option(help: "kioskd's configuration file.") var configuration = "/etc/psc-kiosk/kioskd.yaml"
    @Flag(help: "Print the shell script instead of running it.") var print = false

    func run() async throws {
        try await TrustOptions.reporting(json: false) {
            let script = try await TrustDoorCommand.script(configuration: configuration)
            if print { return Swift.print(script, terminator: "") }
            throw ExitCode(try await TrustDoorCommand.run(script))
        }
    }
}
