internal import ScriptedPeople

/// What the person who started the demonstration reads.
public struct StageSummary: Sendable {
    private let report: StageReport
    private let person = DemonstrationPerson.matching
    private let deskOperator = DemonstrationOperator.first
    private let state: String
    private let program: String

    /// The person's key file with RSA keys.
    static let keyFile = "demo-person-1.p12"
    /// The person's key file with a GOST key.
    static let gostKeyFile = "demo-person-1-gost.p12"

    /// - Parameters:
    ///   - state: the state folder as the person wrote it.
    ///   - program: kiosk-sim as the person called it.
    public init(_ report: StageReport, state: String, program: String) {
        self.report = report
        self.state = state
        self.program = program
    }

    /// The whole text.
    public var text: String {
        """

        The demonstration runs.

          Kiosk screen     \(report.screens)
          Operator         \(report.operatorPage)
          Consent          \(report.consent)   (asks what a portal page may have signed)
          Desk             \(report.desk)   (calls the numbers; after signing in)
          Staff            \(report.staff)
          Board            \(report.board)   (of the hall, a machine of its own)
          Manager          \(report.manager)
          Staff PIN        \(report.staffPIN)   (for Staff and Manager; new with each start)
          Portal           \(report.portal)
          Fleet            \(report.fleet)   (with a certificate: docs/fleet.md)
          OCSP, TSP, CRL   \(report.services)
          SMS codes        \(report.smsStub)   (a stub: nothing is sent)
          Control sockets  \(report.control), of the hall \(report.hallControl)

        The person of the demonstration (nobody is meant):

          IIN              \(person.iin)
          Document number  \(person.documentNumber)
          Date of birth    \(dayFirst(person.birthDate))
          SMS code         on the page of SMS codes
        \(card)
        \(desk)
        \(door)
        \(slips)  Logs             \(report.logs)

          Everything by a program:  \(program) citizen --flow eds --state \(state)

        Ctrl-C stops everything.

        """
    }

    private var card: String {
        guard report.cardControl != nil else { return "  Card             your own, with its own PIN\n" }
        return """
              PIN of the card  \(person.pin)
              Insert the card  \(program) hand insert --state \(state)
              Take it out      \(program) hand remove --state \(state)

            """
    }

    private var desk: String {
        guard report.operatorControl != nil else {
            return """
                The operator of the demonstration signs in with a card of your own, once it is registered:

                  \(kioskctl) operators add "\(deskOperator.name)" --socket \(report.control)

                """
        }
        return """
            The operator of the demonstration, whose card is in the operator's reader:

              Name             \(deskOperator.name)
              PIN of the card  \(deskOperator.pin)
              Lock the desk    \(program) hand operator remove --state \(state)
              Insert the card  \(program) hand operator insert --state \(state)

            \(DemonstrationOperator.officer.name) of the migration service signs in at the same page and checks exchanges of cards:

              PIN of the card  \(DemonstrationOperator.officer.pin)
              Change the card  \(program) hand operator remove --state \(state)
                               \(program) hand officer insert --state \(state)

            """
    }

    private var door: String {
        """
        The door for portal pages, in the place of NCALayer:

          Address          \(report.door)
          Try it           \(report.signTest)
          Trust it first   \(kioskctl) trust-door --configuration \(report.configuration)
          Key files        \(Self.keyFile), \(Self.gostKeyFile) in \(report.media)
          Their password   \(DemonstrationPerson.keyFilePassword)

        """
    }

    /// Beside kiosk-sim.
    private var kioskctl: String {
        program.lastIndex(of: "/").map { "\(program[...$0])kioskctl" } ?? "kioskctl"
    }

    private var slips: String {
        report.slips.map { "  Printed slips    \($0)\n" } ?? ""
    }

    /// As it is typed at the kiosk.
    private func dayFirst(_ date: String) -> String {
        date.split(separator: "-").reversed().joined(separator: ".")
    }
}
