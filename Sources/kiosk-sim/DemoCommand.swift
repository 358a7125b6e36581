import ArgumentParser
import DemonstrationStage
import FoundationEssentials

/// `kiosk-sim demo`: the whole demonstration.
struct DemoCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "demo",
        abstract: "Starts portal, kiosk and what is not plugged in as virtual parts; Ctrl-C stops everything.",
        discussion: """
            Hardware that is plugged in is used; the rest is virtual and says so on every screen.

            EXAMPLES
              kiosk-sim demo
              kiosk-sim demo --state /tmp/demo --models .models --screens-port 8081
            """)

    /// Where the demonstration keeps its state unless told otherwise.
    static let standardState = ".run/demo"

    @Option(help: "Folder for everything that it keeps; made when missing.")
    var state = Self.standardState

    @Option(help: "Folder with the face models and the test pictures.")
    var models = ".models"

    @Option(help: "TCP port of the screens; 0 takes a free one.")
    var screensPort: UInt16 = 8080

    @Option(help: "TCP port of the hall's pages; 0 takes a free one, else beside that of the screens.")
    var hallPort: UInt16?

    @Option(help: "TCP port of the portal; 0 takes a free one.")
    var portalPort: UInt16 = 8443

    @Option(help: "TCP port of the portal's OCSP, time stamps and lists; 0 takes a free one, else beside the portal's.")
    var servicesPort: UInt16?

    @Option(help: "TCP port of the door for portal pages; 0 takes a free one.")
    var doorPort = StageOptions.standardDoorPort

    @Option(help: "A site whose pages may use the door, such as https://portal.example; can be given again.")
    var doorSite: [String] = []

    @Option(help: "Table of the vendors' token modules.")
    var tokenModules: String?

    @Option(help: "TCP port of the virtual printer; 0 takes a free one.")
    var printerPort: UInt16 = 9100

    @Flag(help: "Leaves hardware that is plugged in alone.")
    var virtualOnly = false

    @Option(help: "SMS codes for one person within 15 minutes, for runs that need more than the rule allows.")
    var smsLimit: Int?

    @Option(help: "First and last day of the pilot of the identity card's exchange; without it, one that runs.")
    var exchangePilot = "2025-05-28..2099-12-31"

    @Flag(help: "One line of JSON with every address when all is ready, instead of text.")
    var json = false

    func run() async throws {
        var options = StageOptions(state: absolute(state), models: absolute(models), programs: try Self.programs())
        options.screensPort = screensPort
        options.hallPort = hallPort
        options.portalPort = portalPort
        options.servicesPort = servicesPort
        options.doorPort = doorPort
        options.doorSites = doorSite
        options.tokenModules = tokenModules.map(absolute)
        options.printerPort = printerPort
        options.virtualOnly = virtualOnly
        options.smsLimit = smsLimit
        options.exchangePilot = exchangePilot
        let (quiet, state) = (json, state)
        let stage = Stage(options) { line in
            if !quiet { Console.say("  \(line)") }
        }
        do {
            try await untilSignal {
                let report = try await stage.start()
                Console.say(quiet ? try report.json() : Self.summary(report, state))
                throw try await stage.watch()
            }
        } catch {
            await stage.stop()
            Console.complain("\(error)")
            throw ExitCode.failure
        }
        if !json { Console.say("\n  stopping") }
        await stage.stop()
    }

    /// The addresses of the demonstration that runs on `state`.
    static func running(on state: String) throws -> StageReport {
        guard let report = StageReport.read(state: absolute(state)) else {
            throw StageProblem(
                "no demonstration runs on \(state)", remedy: "kiosk-sim demo starts one, --state names its folder")
        }
        return report
    }

    private static func summary(_ report: StageReport, _ state: String) -> String {
        StageSummary(report, state: state, program: CommandLine.arguments.first ?? "kiosk-sim").text
    }

    /// The other programs are beside this one, wherever it was called from.
    private static func programs() throws -> String {
        let link = "/proc/self/exe"
        guard let program = try? FileManager.default.destinationOfSymbolicLink(atPath: link),
            let end = program.lastIndex(of: "/")
        else { throw StageProblem("\(link) cannot be read", remedy: "mount /proc") }
        return String(program[..<end])
    }
}
