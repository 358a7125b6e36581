import ArgumentParser
import PortalServer

/// What has to be done once when a database was put back.
struct RestoredCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "restored",
        abstract: "After a back-up was put back: leave a gap, so that no number of the lost day is given again.",
        discussion: "Run it once, before machines reach the portal; docs/portal-store.md has the whole list.")

    @OptionGroup var portal: PortalPlace

    func run() async throws {
        try await told { try await PortalAdministration.skipNumbers(in: portal.options()) }
        print("numbers of applications, reservations and exchanges go on 1,000,000 higher")
    }
}
