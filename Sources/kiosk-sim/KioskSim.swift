import ArgumentParser

/// Everything that is played: devices, people, a whole demonstration. Never part of a packaged kiosk (RULES R1).
@main
struct KioskSim: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kiosk-sim",
        abstract:
            "Virtual card, camera and printer, a scripted citizen and operator, a fleet of kiosks, and the demonstration of them all.",
        discussion: """
            EXAMPLES
              kiosk-sim demo --state .run/demo --models .models
              kiosk-sim citizen --flow eds --json
              kiosk-sim hand paper out
            """,
        subcommands: [
            DemoCommand.self, CitizenCommand.self, OperatorCommand.self, PhoneCommand.self, HandCommand.self,
            CardCommand.self, PrinterCommand.self,
            StickCommand.self, FramesCommand.self, FleetCommand.self, OfficerCommand.self,
        ])
}
