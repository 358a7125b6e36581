import ArgumentParser
import FoundationEssentials
import KioskFleet

/// `kiosk-sim fleet`: many kiosks at one portal, an outage, and what comes of it.
struct FleetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fleet", abstract: "Many kiosks with the real client code: steady work, an outage, the drain.",
        discussion: """
            Every kiosk enrols, so the portal must run with its one-time codes at hand. Whether the portal holds each record
            once is to be asked of its database: the ledger of --json says what was acknowledged.
            Exit status 0 when everything was confirmed.

            EXAMPLES
              kiosk-sim fleet --kiosks 1000 --portal-state .run/portal --outage 20 --records 50
              kiosk-sim fleet --kiosks 10000 --protocol-only --portal-state .run/portal --outage 20 --records 10 --json
              kiosk-sim fleet --kiosks 1 --portal-state .run/portal --steady 0 --outage 0 --records 100000 --days 30
            """)

    @Option(help: "How many.") var kiosks = 100
    @Flag(help: "No journals on disk: the protocol only.") var protocolOnly = false
    @Option(help: "Address of the portal.") var portal = "https://127.0.0.1:8443"
    @Option(help: "The portal's folder: its authority and its one-time codes.") var portalState: String
    @Option(help: "Folder for the kiosks' identities and journals; must not exist.") var state = ".run/fleet"
    @Option(help: "Seconds of steady work before the outage.") var steady = 10
    @Option(help: "Seconds without the line.") var outage = 20
    @Option(help: "Records that each kiosk writes meanwhile.") var records = 50
    @Option(help: "Simulated days over which they spread.") var days = 0
    @Option(help: "Seconds to drain before it is given up.") var patience = 600
    @Flag(help: "One JSON object with the ledger instead of a line.") var json = false

    func validate() throws {
        guard (1...100_000).contains(kiosks) else { throw ValidationError("--kiosks is 1 to 100000") }
        guard (0...10_000_000).contains(records), (0...36_500).contains(days) else {
            throw ValidationError("--records is 0 to 10000000, --days 0 to 36500")
        }
        guard (0...86_400).contains(steady), (0...86_400).contains(outage), (1...86_400).contains(patience) else {
            throw ValidationError("--steady, --outage and --patience are at most a day")
        }
        if FileManager.default.fileExists(atPath: state) {
            throw ValidationError("--state \(state) exists already; it is for one run")
        }
    }

    func run() async throws {
        let authority = try String(contentsOfFile: "\(portalState)/portal-ca.pem", encoding: .utf8)
        let plan = FleetPlan(
            portal: portal, authority: authority, codeFile: "\(portalState)/enrolment-code", kiosks: kiosks,
            folder: absolute(state), hasJournals: !protocolOnly, steady: .seconds(steady), outage: .seconds(outage),
            records: records, days: days, patience: .seconds(patience))
        let report = try await Fleet(plan) { Console.complain($0) }.run()
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = .sortedKeys
            Console.say(String(decoding: try encoder.encode(report), as: UTF8.self))
        } else {
            let ratio = report.steadyPerSecond > 0 ? report.drainPerSecond / report.steadyPerSecond : 0
            Console.say(
                "\(report.kiosks) kiosks, \(report.written) records, \(report.lost) lost; steady "
                    + "\(Int(report.steadyPerSecond))/s, drained \(Int(report.drainPerSecond))/s (\(Int(ratio * 100)) %)"
            )
        }
        if report.lost != 0 { throw ExitCode.failure }
    }
}
