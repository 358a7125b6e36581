import KioskDomain
import Testing

@Suite("Workflow: the EDS of a lost card is revoked by face and SMS code (E7, B0–B8)")
struct LostEDSFlowTests {
    private typealias Samples = WorkflowSamples

    private func session(_ stage: CitizenSession.Stage) -> CitizenSession {
        var session = CitizenSession(stage: stage)
        session.aim = .revocation
        return session
    }

    private func session(_ state: LostEDSState) -> CitizenSession { session(.lostEDS(.english, state)) }

    @Test("from \"my card\" without a card: consent, identity, code, face; then which EDS, why, yes; the slip names it")
    func wholeWay() {
        var session = CitizenSession(stage: .cardCare(.english, .insertCard(nil)))
        #expect(session.apply(.person(.cardLost)) == [.releaseCard])
        #expect(session.stage == .eds(.english, .consent) && session.aim == .revocation)
        #expect(session.apply(.person(.consent)).isEmpty)
        #expect(session.stage == .eds(.english, .entering(nil)), "F2: the notice stands before keys, and none are made")
        #expect(session.apply(.person(.identity(Samples.identity))) == [.checkPerson(Samples.identity)])
        #expect(
            session.apply(.portal(.person(Samples.applicant))) == [.sendCode(Samples.identity.iin, .identification)])
        _ = session.apply(.portal(.codeSent(Samples.challenge)))
        _ = session.apply(.person(.code("123456")))
        #expect(session.apply(.portal(.codeRight(proof: "proof"))) == [.startCamera])
        #expect(session.apply(.person(.start)) == [.openAttempt(Samples.applicant)])
        _ = session.apply(.journal(.attemptOpened(Samples.attempt, reference: nil)))
        #expect(
            session.apply(.camera(.outcome(.matched))) == [.stopCamera, .closeAttempt(Samples.attempt, .matched)])
        var person = Samples.identified
        person.applicant.failures = 0
        #expect(session.apply(.journal(.attemptClosed(failures: 0))) == [.listLiveEDS(person)])
        #expect(session.apply(.portal(.liveEDS(Samples.liveSets))).isEmpty)
        #expect(session.apply(.person(.lostEDS("E1"))).isEmpty)
        #expect(session.apply(.person(.revokeFor(.keyCompromise))).isEmpty)
        let lost = LostEDS(person: person, sets: [Samples.liveSets[0]])
        #expect(session.stage == .lostEDS(.english, .confirming(lost, .keyCompromise)))
        #expect(session.apply(.person(.confirmRevocation)) == [.revokeLost(lost, .keyCompromise)])
        let effects = session.apply(.portal(.revoked(Samples.revoked)))
        #expect(effects == [.stopCamera, .releaseCard, .print(.revoked(Samples.revoked))])
        #expect(session.apply(.printer(.slip(.printed))).isEmpty)
        #expect(session.apply(.person(.done)).contains(.wipe))
        #expect(session.aim == .newEDS, "who comes next obtains an EDS by face")
    }

    @Test("one set or all of them; a name that is not shown chooses nothing")
    func choice() {
        for (id, chosen) in [("E2", [Samples.liveSets[1]]), (nil, Samples.liveSets)] as [(String?, [LiveEDS])] {
            var session = session(.choosing(Samples.identified, Samples.liveSets))
            #expect(session.apply(.person(.lostEDS(id))).isEmpty)
            #expect(
                session.stage == .lostEDS(.english, .reason(LostEDS(person: Samples.identified, sets: chosen))))
        }
        var foreign = session(.choosing(Samples.identified, Samples.liveSets))
        #expect(foreign.apply(.person(.lostEDS("E9"))).isEmpty)
        #expect(foreign.stage == .lostEDS(.english, .choosing(Samples.identified, Samples.liveSets)))
    }

    @Test("only a reason that is the holder's to give leads on", arguments: RevocationCause.allCases)
    func causes(_ cause: RevocationCause) {
        var session = session(.reason(Samples.lost))
        #expect(session.apply(.person(.revokeFor(cause))).isEmpty)
        let isHolders = [.keyCompromise, .cessationOfOperation].contains(cause)
        #expect(
            session.stage
                == .lostEDS(.english, isHolders ? .confirming(Samples.lost, cause) : .reason(Samples.lost)))
    }

    @Test("B4: a face that did not match counts and can be tried again; the fifth failure leads to an operator")
    func failedFace() {
        var failed = session(.eds(.english, .closing(Samples.applicant, Samples.attempt, .noMatch)))
        #expect(failed.apply(.journal(.attemptClosed(failures: 2))).isEmpty)
        #expect(failed.apply(.person(.tryAgain)) == [.startCamera])
        var last = session(.eds(.english, .closing(Samples.lastAttemptApplicant, Samples.attempt, .noMatch)))
        #expect(last.apply(.journal(.attemptClosed(failures: 5))).contains(.print(.referral)))
        #expect(last.stage == .ending(.english, .referral, nil))
    }

    @Test("a kiosk that must not identify by face says why at once")
    func withheld() {
        var session = CitizenSession(
            stage: .cardCare(.english, .insertCard(nil)), withheld: [.edsByFace: .matcherUnavailable])
        _ = session.apply(.person(.cardLost))
        #expect(session.stage == .ending(.english, .refused(.matcherUnavailable), nil))
    }

    @Test("nothing is valid any more: said, and nothing is asked")
    func none() {
        var session = session(.listing(Samples.identified))
        _ = session.apply(.portal(.liveEDS([])))
        #expect(session.stage == .ending(.english, .refused(.edsNoneValid), nil))
    }

    @Test("a lost answer is asked for again as it was; a second answer and a refusal change nothing more")
    func line() {
        var listing = session(.listing(Samples.identified))
        #expect(listing.apply(.portal(.lost(.portalUnreachable))).isEmpty)
        #expect(listing.apply(.person(.tryAgain)) == [.listLiveEDS(Samples.identified)])
        var revoking = session(.revoking(Samples.lost, .keyCompromise))
        #expect(revoking.apply(.portal(.lost(.portalUnreachable))).isEmpty)
        #expect(revoking.apply(.person(.tryAgain)) == [.revokeLost(Samples.lost, .keyCompromise)])
        _ = revoking.apply(.portal(.revoked(Samples.revoked)))
        let told = revoking.stage
        #expect(revoking.apply(.portal(.revoked(Samples.revoked))).isEmpty)
        #expect(revoking.apply(.person(.confirmRevocation)).isEmpty && revoking.stage == told)
        var refused = session(.listing(Samples.identified))
        #expect(refused.apply(.portal(.refused(.faceLiveness))).contains(.releaseCard))
        #expect(refused.stage == .ending(.english, .refused(.faceLiveness), nil))
    }

    @Test(
        "who walks away or cancels at any step leaves nothing, and only a yes revokes",
        arguments: WorkflowSamples.lostEDSStates.map(\.value))
    func walksAway(_ state: LostEDSState) {
        for event in [SessionEvent.time(.expired), .person(.cancel)] {
            var session = session(state)
            let effects = session.apply(event)
            switch state {
            case .revoking:
                #expect(effects.isEmpty && session.stage == .lostEDS(.english, state), "the portal's word is awaited")
                continue
            // R5: it may be revoked, which the slip says.
            case .retry(.revoke, let code):
                #expect(effects == [.stopCamera, .releaseCard, .print(.unanswered(.revocation, code))])
                _ = session.apply(.printer(.slip(.printed)))
                #expect(session.apply(event) == [.stopCamera, .releaseCard, .wipe])
            case .listing, .choosing, .reason, .confirming, .retry(.list, _):
                #expect(effects == [.stopCamera, .releaseCard, .wipe])
            }
            #expect(session.stage == .idle && session.aim == .newEDS)
        }
    }
}
