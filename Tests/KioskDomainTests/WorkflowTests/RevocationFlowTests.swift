import KioskDomain
import Testing

@Suite("Workflow: the holder revokes the EDS (E7)")
struct RevocationFlowTests {
    private typealias Samples = WorkflowSamples

    private func session(_ state: RevocationState) -> CitizenSession {
        CitizenSession(stage: .revocation(.english, state), cardPresent: true)
    }

    @Test("the reason, the PIN, the last signature, the portal; then the outcome with its slip")
    func wholeWay() {
        var session = CitizenSession(stage: .cardCare(.english, .shown(Samples.card, nil)), cardPresent: true)
        #expect(session.apply(.person(.revokeEDS)).isEmpty)
        #expect(session.stage == .revocation(.english, .choosing(Samples.card)))
        #expect(session.apply(.person(.revokeFor(.cessationOfOperation))).isEmpty)
        #expect(session.apply(.person(.pinEntered)) == [.verifyPIN])
        #expect(session.apply(.card(.pinAccepted)) == [.signRevocation(.cessationOfOperation)])
        #expect(session.apply(.card(.revocationSigned)) == [.sendRevocation])
        let effects = session.apply(.portal(.revoked(Samples.revoked)))
        #expect(effects == [.stopCamera, .releaseCard, .print(.revoked(Samples.revoked))])
        #expect(session.stage == .ending(.english, .edsRevoked(Samples.revoked), nil))
    }

    @Test("only a reason that is the holder's to give leads on", arguments: RevocationCause.allCases)
    func causes(_ cause: RevocationCause) {
        var session = session(.choosing(Samples.card))
        #expect(session.apply(.person(.revokeFor(cause))).isEmpty)
        let isHolders = [.keyCompromise, .cessationOfOperation].contains(cause)
        #expect(
            session.stage
                == .revocation(.english, isHolders ? .pin(Samples.card, cause, nil) : .choosing(Samples.card)))
    }

    @Test("it is offered only while a signature certificate is valid and the PIN is not blocked")
    func offer() {
        var reports = [Samples.card, Samples.card]
        reports[0].pin = .blocked
        reports[1].certificates = []
        for report in reports {
            var session = CitizenSession(stage: .cardCare(.english, .shown(report, nil)), cardPresent: true)
            #expect(session.apply(.person(.revokeEDS)).isEmpty)
            #expect(session.stage == .cardCare(.english, .shown(report, nil)))
        }
        #expect(Samples.card.rights.contains(.revocation))
    }

    @Test("E9: the last try wants a yes; a wrong PIN is asked for again, a blocked one leads back to the card")
    func tries() {
        var last = session(.pin(Samples.cardBeforeLastTry, .keyCompromise, nil))
        #expect(last.apply(.person(.pinEntered)).isEmpty)
        #expect(last.stage == .revocation(.english, .lastTry(Samples.cardBeforeLastTry, .keyCompromise)))
        #expect(last.apply(.person(.confirmLastTry)) == [.verifyPIN])
        #expect(last.apply(.card(.pinBlocked)) == [.forgetPIN])
        guard case .cardCare(_, .shown(let report, .pinBlocked)) = last.stage else { return #expect(Bool(false)) }
        #expect(report.pin == .blocked && !report.rights.contains(.revocation))
        var wrong = session(.verifying(Samples.card, .keyCompromise))
        #expect(wrong.apply(.card(.pinWrong(.remaining(1)))).isEmpty)
        #expect(
            wrong.stage == .revocation(.english, .pin(Samples.cardBeforeLastTry, .keyCompromise, .pinWrong)))
    }

    @Test("a lost answer is asked for again with what was signed; a refusal ends the session")
    func line() {
        var session = session(.sending)
        #expect(session.apply(.portal(.lost(.portalUnreachable))).isEmpty)
        #expect(session.stage == .revocation(.english, .retry(.portalUnreachable)))
        #expect(session.apply(.person(.tryAgain)) == [.sendRevocation])
        #expect(session.apply(.portal(.refused(.certificateRevoked))).contains(.releaseCard))
        #expect(session.stage == .ending(.english, .refused(.certificateRevoked), nil))
    }

    @Test("R5: whoever leaves without the portal's answer gets a slip that says what was asked; then nothing is left")
    func leftWithoutAnswer() {
        for leaving in [SessionEvent.person(.cancel), .time(.expired)] {
            var session = session(.retry(.portalBusy))
            #expect(
                session.apply(leaving) == [.stopCamera, .releaseCard, .print(.unanswered(.revocation, .portalBusy))])
            #expect(session.stage == .ending(.english, .unanswered(.revocation, .portalBusy), nil))
            #expect(session.apply(leaving).isEmpty, "the slip is on its way")
            _ = session.apply(.printer(.slip(.printed)))
            #expect(session.apply(leaving).contains(.wipe) && session.stage == .takeCard(.english))
        }
        var drawn = session(.retry(.portalBusy))
        #expect(drawn.apply(.card(.removed)).isEmpty, "what was signed can be sent without the card")
    }

    @Test("who walks away leaves nothing: time-out, cancel and a drawn card, wherever the next move is the person's")
    func walksAway() {
        for state in [
            RevocationState.choosing(Samples.card), .pin(Samples.card, .keyCompromise, nil),
            .lastTry(Samples.cardBeforeLastTry, .keyCompromise),
        ] {
            var left = session(state)
            #expect(left.apply(.time(.expired)).contains(.wipe), "\(state)")
            #expect(left.stage == .takeCard(.english))
            var drawn = session(state)
            let effects = drawn.apply(.card(.removed))
            #expect(effects == [.releaseCard] && drawn.stage == .cardCare(.english, .insertCard(nil)), "\(state)")
        }
        // Once the card has the PIN, its answer is waited for.
        for state in [RevocationState.verifying(Samples.card, .keyCompromise), .signing, .sending] {
            var busy = session(state)
            #expect(busy.apply(.person(.cancel)).isEmpty && busy.apply(.time(.expired)).isEmpty)
            #expect(busy.stage == .revocation(.english, state))
        }
    }
}
