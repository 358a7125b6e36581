import ArgumentParser
import DemonstrationStage
import FoundationEssentials
import KioskDomain
import ScriptedPeople

/// `kiosk-sim operator`: somebody who works at the desk by its page.
struct OperatorCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "operator", abstract: "A scripted operator does one piece of work at the desk's page.",
        discussion: """
            Flow documents: the owner opens access to a digital document on the telephone, the operator looks at it by QR or
            digits, and uses it for a service when a case is named. The others: attempts and accept, certificates and revoke
            (with --iin); phone (with --iin and --number); application, reveal, confirm, refuse and withdraw (with
            --case-number; the last two with --justification); card, change-pin, unblock and issue, where the person's own
            screen is answered, too. Exit status 0 when the flow ended as it should.

            EXAMPLES
              kiosk-sim operator --flow documents --json --state .run/demo
              kiosk-sim operator --flow documents --digits --case-number E000000001 --json
              kiosk-sim operator --flow attempts --iin 881219400071 --json
              kiosk-sim operator --flow phone --iin 820910400054 --number "+7 701 000 00 77" --json
              kiosk-sim operator --flow refuse --case-number E000000001 --justification "The form is not signed"
              kiosk-sim operator --flow withdraw --case-number E000000001 --justification "Another medium is wanted"
              kiosk-sim operator --flow card --json
              kiosk-sim operator --flow change-pin --new-pin 731904 --json
              kiosk-sim operator --flow unblock --person-puk 73915486 --new-pin 482915 --json
              kiosk-sim operator --flow issue --case-number E000000001 --json
              kiosk-sim operator --flow issue --case-number E000000002 --token-pin 48291537 --json
            """)

    @Option(help: "One of the flows above.", transform: choice)
    var flow: OperatorFlow

    @Flag(help: "One JSON object instead of a line.")
    var json = false

    @Flag(help: "The eight digits are typed, instead of the QR code shown to the camera.")
    var digits = false

    @Option(help: "State folder of the demonstration: all addresses come from there.")
    var state = DemoCommand.standardState

    @Option(help: "Address of the screens; otherwise the demonstration's.")
    var base: String?

    @Option(help: "Address of the portal; otherwise the demonstration's.")
    var portal: String?

    @Option(help: "PEM file of the authority behind the portal's certificate; otherwise the demonstration's.")
    var portalCa: String?

    @Option(help: "Control socket of the operator's virtual card; otherwise the demonstration's.")
    var card: String?

    @Option(help: "Control socket of the virtual document camera; otherwise the demonstration's.")
    var phone: String?

    @Option(help: "IIN of the owner; otherwise person 1.")
    var iin: String?

    @Option(help: "identity-card, driving-licence or diploma.", transform: choice)
    var kind: DigitalDocumentKind = .identityCard

    @Option(help: "Number of the application or slip that the document is used for.")
    var caseNumber: String?

    @Option(help: "Why an application is refused, or its confirmation taken back.")
    var justification: String?

    @Option(help: "Medium of an application that is accepted, such as id-card, file or kaztoken.", transform: choice)
    var medium: Medium = .idCard

    @Option(help: "Mobile number that is registered for the person.")
    var number: String?

    @Option(help: "Language of the person's screen: kk, ru or en.", transform: choice)
    var language: Language = .russian

    @Option(help: "PIN of the person's card.")
    var personPin: String?

    @Option(help: "PUK of the person's card, for --flow unblock.")
    var personPuk: String?

    @Option(help: "PIN of the person's token, for --flow issue of an application for one.")
    var tokenPin: String?

    @Option(help: "The PIN that the person chooses.")
    var newPin: String?

    @Option(help: "Control socket of the person's virtual card; otherwise the demonstration's.")
    var personCard: String?

    @Option(help: "PIN of the operator's card.")
    var pin: String?

    @Option(help: "Longest time for one step, in seconds.")
    var stepLimit: Double = 30

    func validate() throws {
        guard stepLimit > 0 else { throw ValidationError("--step-limit is more than 0") }
        switch flow {
        case .application, .reveal, .confirm, .refuse, .withdraw, .issue:
            guard caseNumber != nil else { throw ValidationError("--flow \(flow.rawValue) needs --case-number") }
            guard ![.refuse, .withdraw].contains(flow) || justification != nil else {
                throw ValidationError("--flow \(flow.rawValue) needs --justification")
            }
        case .phone:
            guard number != nil else { throw ValidationError("--flow phone needs --number") }
        case .documents, .attempts, .accept, .certificates, .revoke, .card, .changePIN, .unblock: break
        }
    }

    func run() async throws {
        let report = await ScriptedOperator(options()).run(flow)
        Console.say(json ? try Self.json(report) : Self.line(report))
        if report.outcome != expected { throw ExitCode.failure }
    }

    private var expected: OperatorReport.Outcome {
        guard flow == .documents else { return .done }
        return caseNumber == nil ? .shown : .attached
    }

    private func options() -> OperatorOptions {
        var options = OperatorOptions(kind: kind, caseNumber: caseNumber, stepLimit: .seconds(stepLimit))
        if let pin { options.person.pin = pin }
        if let iin { options.owner.iin = iin }
        if let personPin { options.owner.pin = personPin }
        if let personPuk { options.owner.puk = personPuk }
        if let newPin { options.newPIN = newPin }
        options.tokenPIN = tokenPin
        options.justification = justification
        options.medium = medium
        options.number = number
        options.language = language
        if let running = StageReport.read(state: absolute(state)) {
            options.screens = running.screens
            options.portal = running.portal
            options.portalAuthority = running.portalAuthority
            options.cardSocket = running.operatorControl
            options.otherCardSocket = running.officerControl
            options.phoneSocket = running.documentControl
            options.personCardSocket = running.cardControl
        }
        options.screens = base ?? options.screens
        options.portal = portal ?? options.portal
        options.portalAuthority = portalCa ?? options.portalAuthority
        if let card { (options.cardSocket, options.otherCardSocket) = (card, nil) }
        options.personCardSocket = personCard ?? options.personCardSocket
        options.phoneSocket = digits ? nil : phone ?? options.phoneSocket
        return options
    }

    private static func json(_ report: OperatorReport) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(report), as: UTF8.self)
    }

    private static func line(_ report: OperatorReport) -> String {
        let code = report.code.map { " (\($0.rawValue))" } ?? ""
        let seconds = report.steps.reduce(0) { $0 + $1.seconds }
        return "\(report.outcome.rawValue)\(code), \(report.steps.count) steps in \(Int(seconds)) s"
    }
}
