import ArgumentParser

/// The reference portal, and what its team does beside it.
@main
struct PortalCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "kiosk-portal", abstract: "The reference portal: people, SMS codes, attempts, EDS, events.",
        subcommands: [
            ServeCommand.self, CodeCommand.self, KiosksCommand.self, MoveCommand.self, RevokeCommand.self,
            AuthorityCommand.self,
            ConfigCommand.self,
            AlarmsCommand.self, AlarmCommand.self, LiftFenceCommand.self, FleetCommand.self, OfficersCommand.self,
            RestoredCommand.self,
        ], defaultSubcommand: ServeCommand.self)
}
