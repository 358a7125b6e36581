import KioskDomain
import Testing

@Suite("Workflow: citizen session, every State × Event pair")
struct CitizenSessionTests {
    private typealias Samples = WorkflowSamples

    /// Applies `event` to every sample stage, with and without a card in the reader.
    private func forEachPair(
        _ body: (Samples.Named<CitizenSession.Stage>, Samples.Named<SessionEvent>, CitizenSession, [SessionEffect]) ->
            Void
    ) {
        for stage in Samples.stages {
            for event in Samples.events {
                for cardPresent in [false, true] {
                    var session = CitizenSession(
                        stage: stage.value, cardPresent: cardPresent, readsDocuments: true)
                    let effects = session.apply(event.value)
                    body(stage, event, session, effects)
                }
            }
        }
    }

    @Test("B2: an open attempt is left only through closing, with exactly one closeAttempt")
    func openAttemptsAreClosed() {
        forEachPair { stage, event, session, effects in
            let closes = effects.filter { if case .closeAttempt = $0 { true } else { false } }.count
            guard case .eds(_, let before) = stage.value else { return #expect(closes == 0) }
            switch (before, session.stage) {
            case (.capturing, .eds(_, .capturing)), (.capturing, .eds(_, .cameraAway)),
                (.cameraAway, .eds(_, .cameraAway)), (.cameraAway, .eds(_, .capturing)):
                #expect(closes == 0, "\(stage.name) × \(event.name)")
            case (.capturing, .eds(_, .closing)), (.cameraAway, .eds(_, .closing)), (.opening, .eds(_, .closing)):
                #expect(closes == 1, "\(stage.name) × \(event.name)")
            case (.capturing, _), (.cameraAway, _):
                Issue.record("\(stage.name) × \(event.name) left an open attempt for \(session.stage)")
            default: #expect(closes == 0, "\(stage.name) × \(event.name)")
            }
        }
    }

    @Test("B2: an attempt opens only when the person presses Start; before that nothing is opened")
    func onlyStartOpens() {
        forEachPair { stage, event, _, effects in
            let opens = effects.contains { if case .openAttempt = $0 { true } else { false } }
            #expect(!opens || event.value == .person(.start), "\(stage.name) × \(event.name)")
        }
    }

    @Test(
        "R5, DESIGN 5.3: while the card is written or a PIN verified, cancel, time-out and removal wait for the answer")
    func writingIsNeverGuessed() {
        let patient: [SessionEvent] = [.person(.cancel), .time(.expired), .card(.removed), .card(.readerLost)]
        for state in [
            EDSState.verifyingPIN(Samples.application), .writing(Samples.application, .keys),
            .writing(Samples.application, .store),
        ] {
            for event in patient {
                var session = CitizenSession(stage: .eds(.english, state), cardPresent: true)
                #expect(session.apply(event) == [] && session.stage == .eds(.english, state), "\(state) × \(event)")
            }
        }
    }

    @Test("E9, complaints: VERIFY is asked for only by the person, never repeated by the program")
    func verifyOnlyByPerson() {
        forEachPair { stage, event, _, effects in
            guard effects.contains(.verifyPIN) else { return }
            #expect(
                event.value == .person(.pinEntered) || event.value == .person(.confirmLastTry),
                "\(stage.name) × \(event.name)")
        }
    }

    @Test("E9: the last try needs an explicit yes")
    func lastTryIsConfirmed() {
        var session = CitizenSession(
            stage: .eds(.english, .pin(Samples.application, .remaining(1), .pinWrong)), cardPresent: true)
        #expect(session.apply(.person(.pinEntered)) == [])
        #expect(session.stage == .eds(.english, .lastTry(Samples.application, .remaining(1))))
        #expect(session.apply(.person(.confirmLastTry)) == [.verifyPIN])
    }

    @Test("DESIGN 5.11: the language changes on every screen of a service, and nothing else does")
    func languageChanges() {
        for state in Samples.edsStates {
            var session = CitizenSession(stage: .eds(.kazakh, state.value))
            #expect(session.apply(.person(.language(.russian))) == [], "\(state.name)")
            #expect(session.stage == .eds(.russian, state.value), "\(state.name)")
        }
        var ticket = CitizenSession(stage: .ticket(.kazakh, .printing(number: "A001")))
        _ = ticket.apply(.person(.language(.english)))
        #expect(ticket.stage == .ticket(.english, .printing(number: "A001")))
    }

    @Test("E2a, E8: a new PIN is offered once the EDS is on the card, and every way out shows the EDS")
    func newPINIsOffered() {
        var session = CitizenSession(stage: .eds(.english, .writing(Samples.application, .store)), cardPresent: true)
        _ = session.apply(.card(.certificatesStored(serials: ["01", "02"], factoryPIN: true)))
        guard case .eds(_, .offerNewPIN(let set)) = session.stage else {
            Issue.record("no offer but \(session.stage)")
            return
        }
        #expect(set.hasFactoryPIN)
        let issued = CitizenSession.Stage.ending(.english, .issued(Samples.application, serials: ["01", "02"]), nil)
        for state in [EDSState.offerNewPIN(set), .enteringNewPIN(set, .again, nil)] {
            for event in [SessionEvent.person(.cancel), .time(.expired), .card(.removed)] {
                var leaving = CitizenSession(stage: .eds(.english, state), cardPresent: true)
                _ = leaving.apply(event)
                #expect(leaving.stage == issued, "\(state) × \(event)")
            }
        }
    }

    @Test("E9: changing the PIN never leads to a blocked card: with one try left it ends")
    func changingNeverBlocks() {
        var session = CitizenSession(stage: .eds(.english, .changingPIN(Samples.issuedSet)), cardPresent: true)
        _ = session.apply(.card(.pinWrong(.remaining(2))))
        #expect(session.stage == .eds(.english, .enteringNewPIN(Samples.issuedSet, .old, .pinWrong)))
        var last = CitizenSession(stage: .eds(.english, .changingPIN(Samples.issuedSet)), cardPresent: true)
        #expect(last.apply(.card(.pinWrong(.remaining(1)))).contains(.releaseCard))
    }

    @Test("B4: after the fifth failure no sixth attempt, a referral slip instead")
    func fifthFailureRefers() {
        var session = CitizenSession(
            stage: .eds(.english, .closing(Samples.lastAttemptApplicant, Samples.attempt, .noMatch)))
        let effects = session.apply(.journal(.attemptClosed(failures: 5)))
        #expect(session.stage == .ending(.english, .referral, nil))
        #expect(effects.contains(.print(.referral)))
    }

    @Test("B4: after the fourth failure the person may try again")
    func fourthFailureMayTryAgain() {
        var session = CitizenSession(stage: .eds(.english, .closing(Samples.applicant, Samples.attempt, .noMatch)))
        _ = session.apply(.journal(.attemptClosed(failures: 4)))
        guard case .eds(_, .failed(let applicant, .noMatch)) = session.stage else {
            Issue.record("not failed but \(session.stage)")
            return
        }
        #expect(applicant.attemptsLeft == 1)
    }

    @Test("R3: no new person while the former card is in; removal frees the kiosk")
    func formerCardBlocks() {
        var session = CitizenSession(stage: .takeCard(.russian), cardPresent: true)
        #expect(session.apply(.person(.language(.kazakh))) == [] && session.stage == .takeCard(.russian))
        _ = session.apply(.card(.removed))
        #expect(session.stage == .idle)
        var other = CitizenSession(stage: .idle, cardPresent: true)
        _ = other.apply(.person(.language(.kazakh)))
        #expect(other.stage == .formerCard)
        _ = other.apply(.card(.removed))
        #expect(other.stage == .idle)
    }

    @Test("DESIGN 5.7: every way back to idle or to 'take your card' wipes the person's data")
    func leavingWipes() {
        forEachPair { stage, event, session, effects in
            switch (stage.value, session.stage) {
            case (.idle, _), (.formerCard, _), (.takeCard, _): break
            case (_, .idle), (_, .takeCard):
                #expect(effects.contains(.wipe) && effects.contains(.releaseCard), "\(stage.name) × \(event.name)")
            default: #expect(!effects.contains(.wipe), "\(stage.name) × \(event.name)")
            }
        }
    }

    @Test(
        "R2: wherever the person is waited for, a time-out leads out; nowhere else does it change anything but a capture"
    )
    func timeOutLeadsOut() {
        for stage in Samples.stages {
            var session = CitizenSession(stage: stage.value)
            let waits = session.waitsForPerson
            _ = session.apply(.time(.expired))
            if waits { #expect(session.stage != stage.value, "\(stage.name)") }
        }
    }

    @Test("B0: the camera starts only after the proof of the IIN")
    func cameraNeedsProof() {
        forEachPair { stage, event, session, effects in
            guard effects.contains(.startCamera) else { return }
            guard case .eds(_, .positioning(let applicant, _)) = session.stage else {
                Issue.record("camera without positioning: \(stage.name) × \(event.name)")
                return
            }
            #expect(!applicant.proof.isEmpty)
        }
    }

    @Test("outcome table: camera lost before Start opens nothing and sends the person on with a slip")
    func brokenCameraBeforeStart() {
        var session = CitizenSession(stage: .eds(.english, .positioning(Samples.applicant, cameraFault: .cameraLost)))
        #expect(session.apply(.person(.start)) == [])
        #expect(session.apply(.person(.cancel)).contains(.print(.sentOn(.cameraLost))))
        // Whatever is wrong with it; a technician who looks at it is no fault.
        for code in FailureCode.allCases where code.rawValue.hasPrefix("camera.") && code != .cameraServing {
            session = CitizenSession(stage: .eds(.english, .positioning(Samples.applicant, cameraFault: code)))
            #expect(session.apply(.person(.cancel)).contains(.print(.sentOn(code))), "\(code)")
        }
    }

    @Test("outcome table: camera back within the grace resumes the same attempt, else technical error")
    func cameraGrace() {
        var session = CitizenSession(stage: .eds(.english, .capturing(Samples.applicant, Samples.attempt)))
        #expect(session.apply(.camera(.lost(.cameraLost))) == [])
        #expect(session.apply(.camera(.back)) == [.capture(Samples.attempt, gentle: false)])
        _ = session.apply(.camera(.lost(.cameraLost)))
        #expect(session.apply(.time(.cameraGraceOver)).contains(.closeAttempt(Samples.attempt, .technicalError)))
    }

    @Test("outcome table: without a portrait the attempt is opened and closed without a camera")
    func noPortrait() {
        var session = CitizenSession(stage: .eds(.english, .opening(Samples.withoutPortrait)))
        let effects = session.apply(.journal(.attemptOpened(Samples.attempt, reference: nil)))
        #expect(effects == [.stopCamera, .closeAttempt(Samples.attempt, .noReferencePhoto)])
    }

    @Test(
        "outcome table: a portrait that cannot be matched against ends the attempt without the camera, and is said before the next Start",
        arguments: [FailureCode.referenceMissing, .referencePoor])
    func poorPortrait(problem: FailureCode) {
        var session = CitizenSession(stage: .eds(.english, .opening(Samples.applicant)))
        let effects = session.apply(.journal(.attemptOpened(Samples.attempt, reference: problem)))
        #expect(effects == [.stopCamera, .closeAttempt(Samples.attempt, .noReferencePhoto)])
        _ = session.apply(.journal(.attemptClosed(failures: 2)))
        var applicant = Samples.withPoorPortrait
        applicant.failures = 2
        #expect(session.stage == .eds(.english, .failed(applicant, .noReferencePhoto)))
        #expect(session.apply(.person(.tryAgain)) == [])
        #expect(session.stage == .eds(.english, .noPortrait(applicant)))
        #expect(session.apply(.person(.start)) == [.openAttempt(applicant)])
        var leaving = CitizenSession(stage: .eds(.english, .noPortrait(applicant)))
        #expect(leaving.apply(.person(.cancel)).contains(.wipe))
    }

    @Test("A matcher that is out of order is no fault of the portrait: the attempt goes to the camera")
    func matcherFault() {
        var session = CitizenSession(stage: .eds(.english, .opening(Samples.applicant)))
        let effects = session.apply(.journal(.attemptOpened(Samples.attempt, reference: .matcherUnavailable)))
        #expect(effects == [.capture(Samples.attempt, gentle: false)])
    }

    @Test("R2, WCAG 2.2.1: an attempt can be given more time, ten times")
    func moreTime() {
        var session = CitizenSession(stage: .eds(.english, .capturing(Samples.applicant, Samples.attempt)))
        #expect(OpenAttempt.extensions == 10)
        for left in (0..<OpenAttempt.extensions).reversed() {
            let attempt = OpenAttempt(id: Samples.attempt.id, ordinal: Samples.attempt.ordinal, extensionsLeft: left)
            #expect(session.apply(.person(.moreTime)) == [.extendCapture(attempt)])
        }
        let before = session
        #expect(session.apply(.person(.moreTime)) == [])
        #expect(session == before)
    }

    @Test("Issue 4.3: who cannot turn the head says so before Start and is asked for something else")
    func cannotTurn() {
        var session = CitizenSession(stage: .eds(.english, .positioning(Samples.applicant, cameraFault: nil)))
        #expect(session.apply(.person(.cannotTurn(true))) == [])
        _ = session.apply(.person(.start))
        #expect(
            session.apply(.journal(.attemptOpened(Samples.attempt, reference: nil)))
                == [.capture(Samples.attempt, gentle: true)])
        _ = session.apply(.camera(.outcome(.livenessFailed)))
        _ = session.apply(.journal(.attemptClosed(failures: 2)))
        _ = session.apply(.person(.tryAgain))
        #expect(session.apply(.person(.cannotTurn(false))) == [])
        _ = session.apply(.person(.start))
        #expect(
            session.apply(.journal(.attemptOpened(Samples.attempt, reference: nil)))
                == [.capture(Samples.attempt, gentle: false)])
    }

    @Test(
        "R5: a match without the portal's answer, whatever its code, can be sent again; leaving prints a slip",
        arguments: [FailureCode.portalUnreachable, .portalBusy, .storeUnavailable, .internalError])
    func unansweredMatch(code: FailureCode) {
        let (applicant, attempt) = (Samples.applicant, Samples.attempt)
        for leaving in [SessionEvent.person(.cancel), .time(.expired)] {
            var session = CitizenSession(stage: .eds(.english, .applying(applicant, attempt)))
            _ = session.apply(.portal(.lost(code)))
            #expect(session.apply(.person(.tryAgain)) == [.apply(applicant, attempt)])
            _ = session.apply(.portal(.lost(code)))
            #expect(session.apply(leaving).contains(.print(.unanswered(.application, code))), "\(leaving)")
            #expect(session.stage == .ending(.english, .unanswered(.application, code), nil), "\(leaving)")
        }
    }

    @Test("R5: a portal that is lost after the keys were made offers to try again and explains on leaving")
    func portalLostAfterKeys() {
        var session = CitizenSession(stage: .eds(.english, .writing(Samples.application, .request)), cardPresent: true)
        _ = session.apply(.portal(.lost(.portalUnreachable)))
        #expect(session.stage == .eds(.english, .retry(.request(Samples.application), .portalUnreachable)))
        #expect(session.apply(.person(.tryAgain)) == [.requestCertificates(Samples.application)])
        _ = session.apply(.portal(.lost(.portalUnreachable)))
        let effects = session.apply(.person(.cancel))
        #expect(effects.contains(.print(.interrupted(Samples.application, .request, .portalUnreachable))))
    }
}
