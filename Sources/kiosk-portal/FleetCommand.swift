public import ArgumentParser
import FoundationEssentials
import KioskDomain
public import PortalContract
import PortalServer

/// All machines for people.
struct FleetCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "fleet", abstract: "How the kiosks stand: all at one look, or those in one state or centre.",
        discussion: """
            EXAMPLES
              kiosk-portal fleet --state /var/lib/kiosk-portal
              kiosk-portal fleet --in fault --json --state /var/lib/kiosk-portal
              kiosk-portal fleet --centre PSC-1 --state /var/lib/kiosk-portal
            """)

    @OptionGroup var portal: PortalPlace
    @Option(name: .customLong("in"), help: "List machines in this state.") var standing: KioskState?
    @Option(help: "List machines of this centre.") var centre: String?
    @Flag(help: "For programs: as /v1/fleet and /v1/fleet/kiosks of /openapi.yaml.") var json = false

    func run() async throws {
        let options = portal.options()
        guard standing != nil || centre != nil else {
            let summary = try await told { try await PortalAdministration.fleet(in: options) }
            return print(try json ? Self.json(summary) : Self.text(summary))
        }
        var kiosks: [FleetKiosk] = []
        while true {
            let page = try await told {
                try await PortalAdministration.fleetKiosks(
                    after: kiosks.last?.kioskID ?? "", state: standing, centre: centre, in: options)
            }
            kiosks += page.kiosks
            guard page.kiosks.count == FleetKioskList.limit else { break }
        }
        if json { return print(try Self.json(FleetKioskList(kiosks: kiosks))) }
        let now = PortalOptions.systemClock().milliseconds
        for kiosk in kiosks { print(Self.line(kiosk, now)) }
    }

    private static func json(_ value: some Encodable) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(value), as: UTF8.self)
    }

    private static func text(_ summary: FleetSummary) -> String {
        let now = PortalOptions.systemClock().milliseconds
        var lines = KioskState.allCases.map { "\($0.rawValue)\t\(summary.count($0))" }
        let age = summary.oldestAtMilliseconds.map { ", the oldest \((now - $0) / 60_000) min old" } ?? ""
        lines.append("records waiting\t\(summary.waiting)\(age)")
        lines.append("clock of the worst\t\(summary.clockOffMilliseconds / 1_000) s off")
        lines.append("open alarms\t\(summary.openAlarms)")
        lines += summary.versions.map { "version \($0.name)\t\($0.count)" }
        return lines.joined(separator: "\n")
    }

    private static func line(_ kiosk: FleetKiosk, _ now: Int64) -> String {
        let seen = kiosk.seenAtMilliseconds.map { "seen \((now - $0) / 60_000) min ago" } ?? "never seen"
        var cells = [kiosk.kioskID, kiosk.state.rawValue, seen]
        if let report = kiosk.report {
            cells += [report.centre, report.version, "\(report.waiting) waiting"]
            cells += report.frozen.map { [$0] } ?? []
            cells += report.faults.map { "\($0.device) \($0.code)" }
        }
        if kiosk.openAlarms > 0 { cells.append("\(kiosk.openAlarms) alarms") }
        return cells.joined(separator: "\t")
    }
}

extension KioskState: ExpressibleByArgument {}
