import KioskDomain
import KioskTexts
import Testing

@Suite("Running for real, R1–R6")
struct OperationRuleTests {
    @Test("R1: virtual parts only in demonstration mode, marked; the portal refuses marked events")
    func virtualParts() {
        #expect(VirtualPartPolicy.decide(isVirtual: true, mode: .production) == .refused(.virtualPartRefused))
        #expect(VirtualPartPolicy.decide(isVirtual: true, mode: .demonstration) == .acceptedAndMarked)
        for mode in OperationMode.allCases {
            #expect(VirtualPartPolicy.decide(isVirtual: false, mode: mode) == .accepted)
            #expect(VirtualPartPolicy.decide(eventMarkedDemonstration: false, portal: mode) == .accepted)
        }
        #expect(
            VirtualPartPolicy.decide(eventMarkedDemonstration: true, portal: .production)
                == .refused(.demonstrationRefused))
        #expect(
            VirtualPartPolicy.decide(eventMarkedDemonstration: true, portal: .demonstration) == .acceptedAndMarked)
    }

    @Test("R2: warns at least 20 s before the end, both sides of each boundary")
    func idle() {
        let policy = RuleBook.standard.timeOuts.base
        #expect(policy.warning >= .seconds(20))
        let timer = IdleTimer(startedAt: .zero, policy: policy)
        let end = policy.idle + policy.warning
        #expect(timer.state(at: policy.idle - .seconds(1)) == .active(warningIn: .seconds(1)))
        #expect(timer.state(at: policy.idle) == .warning(endsIn: policy.warning))
        #expect(timer.state(at: end - .seconds(1)) == .warning(endsIn: .seconds(1)))
        #expect(timer.state(at: end) == .expired)
    }

    @Test("R2: touching and \"more time\" extend, never shorten, and revive nothing")
    func extending() {
        let policy = RuleBook.standard.timeOuts.base
        var timer = IdleTimer(startedAt: .zero, policy: policy)
        let extended = timer.extend(at: policy.idle)
        #expect(extended)
        #expect(timer.state(at: policy.idle + policy.extended - .seconds(1)) == .active(warningIn: .seconds(1)))
        timer.touched(at: policy.idle + .seconds(1))
        #expect(timer.state(at: policy.idle + policy.extended - .seconds(1)) == .active(warningIn: .seconds(1)))
        var dead = IdleTimer(startedAt: .zero, policy: policy)
        let end = policy.idle + policy.warning
        dead.touched(at: end)
        let revived = dead.extend(at: end)
        #expect(!revived)
        #expect(dead.state(at: end) == .expired)
    }

    @Test("R2: an attempt's 20 s start with the first usable frame")
    func attempt() {
        let policy = RuleBook.standard.timeOuts.base
        #expect(policy.attempt == .seconds(20))
        var deadline = AttemptDeadline(attempt: policy.attempt, firstFrame: policy.firstFrame)
        #expect(deadline.end(firstUsableFrame: .seconds(12)) == .seconds(32))
        #expect(deadline.end(firstUsableFrame: nil) == policy.firstFrame)
        #expect(deadline.longest == policy.firstFrame + .seconds(20))
        deadline.extend(by: .seconds(20))
        deadline.extend(by: .seconds(-50))
        #expect(deadline.end(firstUsableFrame: .seconds(12)) == .seconds(52))
    }

    @Test("R3: take your card at every end; nobody begins while the former card is in")
    func custody() {
        #expect(CardCustody.atEnd(cardPresent: true) == .takeYourCard)
        #expect(CardCustody.atEnd(cardPresent: false) == .free)
        #expect(
            CardCustody.mayStart(cardPresent: true, removedSinceLastSession: false) == .refused(.cardOfFormerPerson))
        #expect(CardCustody.mayStart(cardPresent: true, removedSinceLastSession: true) == .allowed)
        #expect(CardCustody.mayStart(cardPresent: false, removedSinceLastSession: false) == .allowed)
    }

    @Test("R5: what changed on the card, over all pairs of steps, and where to go")
    func interruptedWrite() {
        let steps = CardWriteProgress.Step.allCases
        let changes = steps.map { key in steps.map { CardChange.of(key: key, certificate: $0) } }
        #expect(
            changes == [
                [.unchanged, .unchanged, .unchanged], [.keyUncertain, .keyUncertain, .keyUncertain],
                [.newKeyWithoutCertificate, .certificateUncertain, .complete],
            ])
        #expect(CardWriteProgress().advice() == .tryAgainHere)
        let half = CardWriteProgress(
            keys: [.authentication: .done, .signature: .done], certificates: [.authentication: .done])
        #expect(half.advice() == .goToOperator)
        #expect(half.changes().map(\.change) == [.complete, .newKeyWithoutCertificate])
        let whole = CardWriteProgress(
            keys: [.authentication: .done, .signature: .done],
            certificates: [.authentication: .done, .signature: .done])
        #expect(whole.advice() == .nothingToDo)
        #expect(Set(CardChange.allCases.map(\.text)).count == CardChange.allCases.count)
    }

    @Test("R6: personal fields go after 30 days, pictures are never stored, outcomes as the portal says")
    func retention() {
        let policy = RuleBook.standard.retention.base
        let end = Sample.day("2026-03-01")
        func decide(_ matter: RetentionPolicy.Matter, _ days: Int) -> RetentionPolicy.Decision {
            policy.decide(matter, finished: end, on: end.adding(days: days))
        }
        #expect(decide(.personalFields, 29) == .keep)
        #expect(decide(.personalFields, 30) == .erase)
        #expect(policy.decide(.personalFields, finished: nil, on: end) == .keep)
        #expect(decide(.picture, 0) == .neverStore)
        #expect(decide(.outcome, 10_000) == .keep)
        let portal = RetentionPolicy(personalDays: 90, outcomeDays: 365)
        #expect(portal.decide(.outcome, finished: end, on: end.adding(days: 365)) == .erase)
        #expect(portal.decide(.personalFields, finished: end, on: end.adding(days: 30)) == .erase)
    }
}
