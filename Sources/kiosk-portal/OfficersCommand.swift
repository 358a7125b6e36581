import ArgumentParser
import PortalServer

/// Whose EDS certifies applications for identity cards.
struct OfficersCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "officers",
        abstract: "List the migration service's officers by masked IIN, or change the list (docs/exchange.md).")

    @OptionGroup var portal: PortalPlace
    @Option(help: "IIN of one who certifies from now on.") var add: String?
    @Option(help: "IIN of one who certifies no more.") var remove: String?

    func run() async throws {
        try await told {
            if let add { try await PortalAdministration.list(officer: add, true, in: portal.options()) }
            if let remove { try await PortalAdministration.list(officer: remove, false, in: portal.options()) }
        }
        for officer in try await told({ try await PortalAdministration.officers(in: portal.options()) }) {
            print(officer)
        }
    }
}
