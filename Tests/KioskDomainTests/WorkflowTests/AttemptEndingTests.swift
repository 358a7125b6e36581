import KioskDomain
import Testing

@Suite("B2–B4, B6: how an attempt ends at the kiosk, and what follows")
struct AttemptEndingTests {
    private typealias Samples = WorkflowSamples

    @Test(
        "B2: what breaks in on an attempt ends it in the one outcome of its row, without the camera",
        arguments: [
            (false, .person(.cancel), .cancelled), (true, .person(.cancel), .cancelled),
            (false, .time(.expired), .tookTooLong), (true, .time(.cameraGraceOver), .technicalError),
            (false, .camera(.outcome(.noFace)), .noFace), (true, .camera(.outcome(.noFace)), .noFace),
            (false, .journal(.failed(.journalFull)), .technicalError),
        ] as [(Bool, SessionEvent, AttemptOutcome)])
    func interrupted(_ cameraIsAway: Bool, _ event: SessionEvent, _ outcome: AttemptOutcome) {
        let (applicant, attempt) = (Samples.applicant, Samples.attempt)
        let state: EDSState = cameraIsAway ? .cameraAway(applicant, attempt) : .capturing(applicant, attempt)
        var session = CitizenSession(stage: .eds(.english, state))
        #expect(session.apply(event) == [.stopCamera, .closeAttempt(attempt, outcome)])
        #expect(session.stage == .eds(.english, .closing(applicant, attempt, outcome)))
    }

    @Test(
        "B4: after each failure the reason and how many are left; after the fifth, a cancelled one too, only the operator",
        arguments: [
            (0, .blurred, 4), (1, .technicalError, 3), (3, .blurred, 1), (4, .blurred, 0), (4, .cancelled, 0),
            (5, .blurred, 0),
        ] as [(Int, AttemptOutcome, Int)])
    func failed(_ before: Int, _ outcome: AttemptOutcome, _ left: Int) {
        var applicant = Samples.applicant
        applicant.failures = before
        var session = CitizenSession(stage: .eds(.english, .closing(applicant, Samples.attempt, outcome)))
        let effects = session.apply(.journal(.attemptClosed(failures: before + 1)))
        applicant.failures = before + 1
        #expect(applicant.attemptsLeft == left)
        if left > 0 {
            #expect(effects.isEmpty)
            #expect(session.stage == .eds(.english, .failed(applicant, outcome)))
        } else {
            #expect(effects == [.stopCamera, .releaseCard, .print(.referral)])
            #expect(session.stage == .ending(.english, .referral, nil))
        }
    }

    @Test("B3, B6: a match goes on to the application, the fifth attempt's too, and the failures before it are gone")
    func matched() {
        var applicant = Samples.lastAttemptApplicant
        var session = CitizenSession(stage: .eds(.english, .closing(applicant, Samples.attempt, .matched)))
        let effects = session.apply(.journal(.attemptClosed(failures: 0)))
        applicant.failures = 0
        #expect(effects == [.apply(applicant, Samples.attempt)])
        #expect(session.stage == .eds(.english, .applying(applicant, Samples.attempt)))
    }

    @Test("outcome table: who cancels after Start has used an attempt, and leaves")
    func cancelled() {
        var session = CitizenSession(stage: .eds(.english, .closing(Samples.applicant, Samples.attempt, .cancelled)))
        #expect(session.apply(.journal(.attemptClosed(failures: 2))) == [.stopCamera, .releaseCard, .wipe])
        #expect(session.stage == .idle)
    }

    @Test(
        "B1, B4: while the fifth is open elsewhere none opens here, which is said; after it the operator's way is open")
    func refused() {
        for (code, ending) in [
            (.attemptOpen, .refused(.attemptOpen)), (.attemptsExhausted, .referral),
        ] as [(FailureCode, Ending)] {
            var session = CitizenSession(stage: .eds(.english, .opening(Samples.lastAttemptApplicant)))
            let effects = session.apply(.journal(.attemptRefused(code)))
            #expect(session.stage == .ending(.english, ending, nil))
            #expect(effects.contains(.print(.referral)) == (ending == .referral))
        }
    }
}
