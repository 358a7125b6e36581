import ArgumentParser
import DemonstrationStage
import FoundationEssentials
import KioskDomain
import ScriptedPeople

/// `kiosk-sim officer`: an officer of the migration service who checks exchanges of identity cards.
struct OfficerCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "officer", abstract: "A scripted officer deals with applications for new identity cards.",
        discussion: """
            The machine of an officer joins the portal by a one-time code: kiosk-portal code --role officer. It is asked for once.
            With --at-desk it is the desk's page instead, with the officer's own card. Exit status 0 when it was done.

            EXAMPLES
              kiosk-sim officer --deed queue --code CODE --json
              kiosk-sim officer --deed open --slip M00000014821 --out folder --json
              kiosk-sim officer --deed certify --slip M00000014821
              kiosk-sim officer --deed annul --slip M00000014821 --reason photo
              kiosk-sim officer --deed arrive --slip M00000014821 --document 000000101 --expires 2036-11-21
              kiosk-sim officer --deed collect --slip M00000014821 --iin 850315300019
              kiosk-sim officer --at-desk --deed queue --json
            """)

    enum Deed: String, CaseIterable, ExpressibleByArgument { case queue, open, certify, annul, arrive, collect }

    @Option(help: "queue, open, certify, annul, arrive or collect.") var deed: Deed
    @Option(help: "Number of the registration slip.") var slip: String?
    @Option(help: "photo, signature or further-checks.", transform: choice)
    var reason: CardExchangeCase.AnnulmentReason?
    @Option(help: "Number of the new card.") var document: String?
    @Option(help: "Its last day, YYYY-MM-DD.") var expires: String?
    @Option(help: "IIN of the person who collects it.") var iin: String?
    @Option(help: "IIN of the officer whose EDS certifies.") var officer = "820910400054"
    @Option(help: "One-time code of the officer's machine, the first time.") var code: String?
    @Option(help: "Folder for the opened application: CMS and pictures.") var out: String?
    @Option(help: "Folder of the machine's key; otherwise beside the demonstration.") var identity: String?
    @Option(help: "State folder of the demonstration: all addresses come from there.") var state = DemoCommand
        .standardState
    @Option(help: "Address of the portal; otherwise the demonstration's.") var portal: String?
    @Option(help: "PEM file of the authority behind the portal's certificate; otherwise the demonstration's.")
    var portalCa: String?
    @Flag(help: "One JSON object instead of a line.") var json = false
    @Flag(help: "By the desk's page, signed in with the officer's card.") var atDesk = false
    @Option(help: "Address of the desk's screens; otherwise the demonstration's.") var base: String?
    @Option(help: "Control socket of the officer's virtual card; otherwise the demonstration's.") var card: String?
    @Option(help: "PIN of the officer's card.") var pin = DemonstrationOperator.officer.pin

    func run() async throws {
        let deed = try wanted()
        let report =
            atDesk
            ? await ScriptedDeskOfficer(try deskOptions()).run(deed) : await ScriptedOfficer(try options()).run(deed)
        if json {
            let encoder = JSONEncoder()
            encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
            Console.say(String(decoding: try encoder.encode(report), as: UTF8.self))
        } else {
            let parts = [report.outcome.rawValue, report.slip, report.stage?.rawValue, report.code?.rawValue]
            Console.say((parts.compactMap { $0 } + report.queue).joined(separator: " "))
        }
        if report.outcome != .done { throw ExitCode.failure }
    }

    private func wanted() throws -> OfficerDeed {
        guard deed != .queue else { return .queue }
        guard let slip else { throw ValidationError("--deed \(deed.rawValue) needs --slip") }
        switch (deed, reason, document, expires, iin) {
        case (.open, _, _, _, _): return .open(slip: slip)
        case (.certify, _, _, _, _): return .certify(slip: slip)
        case (.annul, let reason?, _, _, _): return .annul(slip: slip, reason)
        case (.arrive, _, let document?, let expires?, _):
            return .arrive(slip: slip, documentNumber: document, expiresOn: expires)
        case (.collect, _, _, _, let iin?): return .collect(slip: slip, iin: iin)
        case (.annul, _, _, _, _): throw ValidationError("--deed annul needs --reason")
        case (.arrive, _, _, _, _): throw ValidationError("--deed arrive needs --document and --expires")
        default: throw ValidationError("--deed collect needs --iin")
        }
    }

    private func deskOptions() throws -> ScriptedDeskOfficer.Options {
        let running = StageReport.read(state: absolute(state))
        guard let screens = base ?? running?.screens else {
            throw ValidationError("no demonstration runs on \(state): --base is needed")
        }
        return ScriptedDeskOfficer.Options(
            screens: screens, cardSocket: card ?? running?.officerControl,
            otherCardSocket: card == nil ? running?.operatorControl : nil, pin: pin)
    }

    private func options() throws -> OfficerOptions {
        let running = StageReport.read(state: absolute(state))
        guard let portal = portal ?? running?.portal, let path = portalCa ?? running?.portalAuthority else {
            throw ValidationError("no demonstration runs on \(state): --portal and --portal-ca are needed")
        }
        return OfficerOptions(
            portal: portal, authority: try String(contentsOfFile: path, encoding: .utf8),
            identity: absolute(identity ?? "\(state)/officer"), code: code, officer: officer, folder: out.map(absolute))
    }
}
