import ArgumentParser
import DemonstrationStage
import FoundationEssentials
import KioskDomain
import ScriptedPeople

/// `kiosk-sim citizen`: a person who uses the kiosk by its local API.
struct CitizenCommand: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        commandName: "citizen", abstract: "A scripted citizen goes through one flow at the kiosk's screens.",
        discussion: """
            Exit status 0 when the flow ended as it should.

            EXAMPLES
              kiosk-sim citizen --flow slip
              kiosk-sim citizen --flow reservation
              kiosk-sim citizen --flow eds --json --state .run/demo
              kiosk-sim citizen --flow five-failures --json
              kiosk-sim citizen --flow my-card --json
              kiosk-sim citizen --flow token-report --json
              kiosk-sim citizen --flow pin-change --new-pin 731904 --json
              kiosk-sim citizen --flow pin-unblock --puk 73915486 --new-pin 482915 --json
              kiosk-sim citizen --flow obtain-anew --json
              kiosk-sim citizen --flow application --application E000000001 --json
              kiosk-sim citizen --flow reissue --json
              kiosk-sim citizen --flow eds --medium file --json
              kiosk-sim citizen --flow organisation --bin 230440000010 --json
              kiosk-sim citizen --flow reissue-file --json
              kiosk-sim citizen --flow organisation-by-file --bin 230440000010 --json
              kiosk-sim citizen --flow revoke --json
              kiosk-sim citizen --flow revoke-by-face --json
              kiosk-sim citizen --flow revoke-by-phone --json
              kiosk-sim citizen --flow exchange --json
              kiosk-sim citizen --flow exchange-by-phone --signature application.p7m --json
              kiosk-sim citizen --flow exchange-standing --slip M00000014821 --json
              kiosk-sim citizen --flow account --json
              kiosk-sim citizen --flow account-by-phone --json
              kiosk-sim citizen --flow account-new-number --phone 7010000077 --json
              kiosk-sim citizen --flow account-missing-code --json
            """)

    @Option(
        help: """
            slip, reservation, eds, five-failures, my-card, token-report, pin-change, pin-unblock, obtain-anew,
            application, reissue, reissue-file, organisation, organisation-by-file, revoke, revoke-by-face,
            revoke-by-phone, exchange, exchange-by-phone, exchange-standing, account, account-by-phone,
            account-new-number or account-missing-code.
            """, transform: choice)
    var flow: CitizenFlow

    @Flag(help: "One JSON object instead of a line.")
    var json = false

    @Option(help: "State folder of the demonstration: all addresses come from there.")
    var state = DemoCommand.standardState

    @Option(help: "Address of the screens; otherwise the demonstration's.")
    var base: String?

    @Option(help: "Address of the portal; otherwise the demonstration's.")
    var portal: String?

    @Option(help: "PEM file of the authority behind the portal's certificate; otherwise the demonstration's.")
    var portalCa: String?

    @Option(help: "Control socket of the virtual card; otherwise the demonstration's.")
    var card: String?

    @Option(help: "Control socket of the virtual stick; otherwise the demonstration's.")
    var stick: String?

    @Option(help: "Password for a key file.")
    var password: String?

    @Option(help: "Which of the key files on the stick is opened, from 0.")
    var keyFile = 0

    @Option(help: "1: the camera sees this person, 2: another one, 5: has no number. Otherwise as the flow needs it.")
    var person: Int?

    @Option(help: "IIN of another person of the register, whose own application is asked for.")
    var iin: String?

    @Option(help: "PIN of the person's card.")
    var pin: String?

    @Option(help: "PUK of the person's card.")
    var puk: String?

    @Option(help: "The PIN that the person chooses.")
    var newPin: String?

    @Option(help: "kk, ru or en.", transform: choice)
    var language: Language = .russian

    @Option(help: "Purpose of the queue slip, as the configuration of kioskd names it.")
    var purpose = "id-card"

    @Option(help: "Number of the application that is asked for.")
    var application: String?

    @Option(help: "Number of the registration slip that is asked for.")
    var slip: String?

    @Option(help: "A mobile number, ten digits after +7: to be registered, or where a code did not come.")
    var phone: String?

    @Option(help: "BIN of the organisation whose EDS is applied for.")
    var bin: String?

    @Option(help: "file, id-card, kaztoken, etoken, jacarta or akey: where the keys of a new EDS shall be.")
    var medium: String?

    @Option(help: "File for the signature that the mobile app makes (CMS, DER).")
    var signature: String?

    @Option(help: "Longest stay on one screen, in seconds.")
    var stepLimit: Double = 30

    func validate() throws {
        if let person, DemonstrationPerson.seeded[person] == nil { throw ValidationError("--person is 1, 2 or 5") }
        guard flow != .application || application != nil else {
            throw ValidationError("--flow application needs --application")
        }
        guard flow != .exchangeStanding || slip != nil else {
            throw ValidationError("--flow exchange-standing needs --slip")
        }
        guard medium.map({ Medium(rawValue: $0) != nil }) != false else {
            throw ValidationError("--medium is file, id-card, kaztoken, etoken, jacarta or akey")
        }
        guard stepLimit > 0 else { throw ValidationError("--step-limit is more than 0") }
    }

    func run() async throws {
        let report = await ScriptedCitizen(try options()).run(flow)
        Console.say(json ? try Self.json(report) : Self.line(report))
        if !expected.contains(report.outcome) { throw ExitCode.failure }
    }

    private func options() throws -> CitizenOptions {
        let seeded = DemonstrationPerson.seeded[person ?? (flow == .fiveFailures ? 2 : 1)]
        var options = CitizenOptions(
            person: seeded ?? .matching, language: language, purpose: purpose, stepLimit: .seconds(stepLimit))
        if let pin { options.person.pin = pin }
        if let puk { options.person.puk = puk }
        if let newPin { options.newPIN = newPin }
        if let password { options.person.filePassword = password }
        options.keyFile = keyFile
        if let iin { options.person.iin = iin }
        options.application = application ?? ""
        options.slip = slip ?? ""
        options.signatureFile = signature.map { absolute($0) }
        if let phone { options.phone = phone }
        if let bin { options.bin = bin }
        options.medium = medium.flatMap(Medium.init)
        if let running = StageReport.read(state: absolute(state)) {
            options.screens = running.screens
            options.portal = running.portal
            options.portalAuthority = running.portalAuthority
            options.cardSocket = running.cardControl
            options.stickSocket = running.stickControl
        }
        options.screens = base ?? options.screens
        options.portal = portal ?? options.portal
        options.portalAuthority = portalCa ?? options.portalAuthority
        options.cardSocket = card ?? options.cardSocket
        options.stickSocket = stick ?? options.stickSocket
        return options
    }

    private var expected: Set<CitizenReport.Outcome> {
        switch flow {
        case .slip, .reservation: [.ticket]
        case .eds where medium.flatMap(Medium.init)?.isToken == true: [.applicationLeft]
        case .eds, .reissue, .reissueFile: [.issued]
        // An operator goes on with a token.
        case .organisation, .organisationByFile:
            medium == nil || medium == Medium.file.rawValue ? [.issued] : [.applicationLeft]
        case .fiveFailures: [.referral]
        case .myCard, .tokenReport: [.card]
        case .changePIN, .unblockPIN: [.pinRenewed]
        // A card whose PIN is blocked takes no new keys: an operator goes on with another one.
        case .obtainAnew: [.issued, .applicationLeft]
        case .revoke, .revokeByFace, .revokeByPhone: [.revoked]
        case .application: [.application, .issued]
        case .exchange, .exchangeByPhone: [.exchanged]
        case .exchangeStanding: [.exchange]
        case .account, .accountByPhone, .newNumber: [.account]
        case .missingCode: [.reported]
        }
    }

    private static func json(_ report: CitizenReport) throws -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        return String(decoding: try encoder.encode(report), as: UTF8.self)
    }

    private static func line(_ report: CitizenReport) -> String {
        let seconds = report.steps.reduce(0) { $0 + $1.seconds }
        let number = report.slipNumber.map { ", slip \($0)" } ?? ""
        let code = report.code.map { " (\($0.rawValue))" } ?? ""
        return "\(report.outcome.rawValue)\(code)\(number), \(report.steps.count) steps in \(Int(seconds)) s"
    }
}

/// One of the values that a type knows.
func choice<Choice: RawRepresentable<String> & CaseIterable>(_ text: String) throws -> Choice {
    guard let choice = Choice(rawValue: text) else {
        throw ValidationError("one of \(Choice.allCases.map(\.rawValue).joined(separator: ", "))")
    }
    return choice
}
