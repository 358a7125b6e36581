import KioskDomain
import Testing

@Suite("Workflow: what an operator begins on the person's side")
struct DeskServiceTests {
    private typealias Samples = WorkflowSamples
    private let standing = Samples.standing(.confirmed, .write)

    @Test("a free screen takes it, one that is in use or waits for a card to be taken does not (R3)")
    func beginning() {
        for sample in Samples.stages {
            for service in [DeskService.card, .issue(standing)] {
                var session = CitizenSession(stage: sample.value)
                let isFree =
                    switch sample.value {
                    case .idle, .services: true
                    default: false
                    }
                #expect((session.begin(service, in: .russian) != nil) == isFree, "\(sample.name)")
                #expect(session.isServed == isFree, "\(sample.name)")
                if !isFree { #expect(session.stage == sample.value) }
            }
        }
    }

    @Test("E10: the card is read at once where it is in; F2: the notice comes before keys")
    func firstScreen() {
        for cardPresent in [false, true] {
            var session = CitizenSession(stage: .idle, cardPresent: cardPresent)
            #expect(session.begin(.card, in: .kazakh) == (cardPresent ? [.readCardReport] : []))
            #expect(session.stage == .cardCare(.kazakh, cardPresent ? .reading : .insertCard(nil)))
        }
        var session = CitizenSession(stage: .idle, cardPresent: true)
        #expect(session.begin(.issue(standing), in: .english) == [])
        #expect(session.stage == .application(.english, .notice(standing)))
        _ = session.apply(.person(.confirmNotice))
        let application = Application(number: standing.number, iin: standing.iin, medium: standing.facts.medium)
        #expect(session.stage == .application(.english, .opening(application)))
    }

    @Test("R4: it ends where the person is waited for, and never guesses what card or portal are doing")
    func ending() {
        for sample in Samples.stages {
            var free = CitizenSession(stage: .idle, cardPresent: true)
            _ = free.begin(.card, in: .english)
            var session = free
            session.stage = sample.value
            let waits = session.waitsForPerson
            let effects = session.endService()
            if case .ending = sample.value {
                #expect(effects == nil && session.stage == sample.value, "\(sample.name)")
            } else {
                #expect((effects != nil) == waits, "\(sample.name)")
                if waits { #expect(session.stage != sample.value, "\(sample.name)") }
                #expect(effects?.contains(.verifyPIN) != true && effects?.contains(.renewPIN(.change)) != true)
            }
        }
    }

    @Test("nothing that the person began alone ends with the operator, and the next person is nobody's")
    func ownSession() {
        var own = CitizenSession(stage: .cardCare(.english, .shown(Samples.card, nil)))
        #expect(own.endService() == nil)
        var served = CitizenSession(stage: .idle)
        _ = served.begin(.card, in: .english)
        #expect(served.endService() == [.stopCamera, .releaseCard, .wipe])
        #expect(served.stage == .idle && !served.isServed)
    }

    @Test("E3a, E4, E5: what an operator may have written, from both sides of day 30")
    func refusals() {
        let made = CivilDate.literal(2025, 11, 1)
        func refusal(_ status: ApplicationStatus, _ medium: Medium = .idCard, after days: Int = 0) -> FailureCode? {
            ApplicationStep.refusalAtDesk(
                .init(status: status, medium: medium, madeOn: made), on: made.adding(days: days),
                reachable: [.idCard, .file])
        }
        #expect(refusal(.confirmed, after: 30) == nil && refusal(.confirmed, .file, after: 30) == nil)
        #expect(refusal(.confirmed, after: 31) == .applicationLate)
        for status in [ApplicationStatus.applied, .submitted, .refused, .revoked, .written] {
            #expect(refusal(status) == .applicationNothingToWrite)
        }
        #expect(refusal(.issued, after: 30) == nil && refusal(.issued, .file, after: 30) == nil, "R5")
        #expect(refusal(.issued, after: 31) == .applicationLate)
        for medium in Medium.allCases where medium.isToken {
            for status in [ApplicationStatus.confirmed, .issued] {
                let facts = ApplicationStep.Facts(status: status, medium: medium, madeOn: made)
                #expect(
                    ApplicationStep.refusalAtDesk(facts, on: made.adding(days: 30), reachable: [medium]) == nil,
                    "\(medium)")
            }
        }
        #expect(refusal(.confirmed, .sim) == .applicationMedium && refusal(.confirmed, .kaztoken) == .applicationMedium)
        var rules = RuleBook.standard
        rules.media.base.desk.remove(.idCard)
        let facts = ApplicationStep.Facts(status: .confirmed, medium: .idCard, madeOn: made)
        #expect(ApplicationStep.refusalAtDesk(facts, on: made, reachable: [.idCard], rules) == .applicationMedium)
    }
}
