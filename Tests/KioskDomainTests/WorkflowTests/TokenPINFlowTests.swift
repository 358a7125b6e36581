import KioskDomain
import Testing

@Suite("Workflow: a new PIN of a person's token")
struct TokenPINFlowTests {
    private typealias Samples = WorkflowSamples

    private func session(_ state: TokenReportState) -> CitizenSession {
        var session = CitizenSession(stage: stage(state))
        session.readsTokens = true
        return session
    }

    private func stage(_ state: TokenReportState) -> CitizenSession.Stage { .cardCare(.english, .token(state)) }

    private func expect(
        _ state: TokenReportState, _ event: SessionEvent, leadsTo next: TokenReportState,
        _ effects: [SessionEffect] = [], sourceLocation: SourceLocation = #_sourceLocation
    ) {
        var session = session(state)
        #expect(session.apply(event) == effects, "\(event)", sourceLocation: sourceLocation)
        #expect(session.stage == stage(next), "\(event)", sourceLocation: sourceLocation)
    }

    @Test(
        "E2a, E9: changed only while there are tries, unblocked only by a PUK that has some, a blank token gets its first"
    )
    func offers() {
        let several = TokenPINStanding.tries(.several)
        #expect(Samples.heldToken(several, puk: several).offers == [.change, .unblock])
        #expect(Samples.heldToken(several, puk: nil).offers == [.change])
        #expect(Samples.heldToken(.blocked, puk: .tries(.unknown)).offers == [.unblock])
        #expect(Samples.heldToken(.missing, puk: several).offers == [.first])
        for puk in [TokenPINStanding.blocked, .missing] {
            #expect(Samples.heldToken(.blocked, puk: puk).offers.isEmpty)
            #expect(Samples.heldToken(.missing, puk: puk).offers.isEmpty)
        }
        #expect(Samples.heldToken(several, puk: nil, canChange: false).offers.isEmpty)
        for action in [PersonAction.changePIN, .unblockPIN] {
            let dead = Samples.heldToken(.blocked, puk: .blocked)
            expect(.shown(dead, nil), .person(action), leadsTo: .shown(dead, nil))
        }
    }

    @Test("E9: what is left for a PIN that is blocked: the PUK, the whole procedure, or the maker's own program")
    func recovery() {
        #expect(Samples.blockedToken.recovery == .unblockWithPUK)
        #expect(Samples.heldToken(.blocked, puk: .blocked).recovery == .obtainAnew)
        #expect(Samples.heldToken(.blocked, puk: nil).recovery == nil)
    }

    @Test("E2a: old, new and new again go to the token in one command; what differs is asked for again")
    func changing() {
        let token = Samples.token
        expect(.shown(token, nil), .person(.changePIN), leadsTo: .entering(token, .change, .old, nil))
        expect(
            .entering(token, .change, .old, nil), .person(.pinEntered), leadsTo: .entering(token, .change, .new, nil))
        expect(
            .entering(token, .change, .new, nil), .person(.pinEntered),
            leadsTo: .entering(token, .change, .again, nil))
        expect(
            .entering(token, .change, .again, nil), .person(.pinEntered), leadsTo: .working(token, .change),
            [.renewPIN(.change)])
        expect(
            .working(token, .change), .card(.newPINsDiffer), leadsTo: .entering(token, .change, .new, .pinMismatch),
            [.watchToken])
        var done = session(.working(token, .change))
        #expect(done.apply(.card(.pinChanged)) == [.stopCamera, .releaseCard])
        #expect(done.stage == .ending(.english, .pinRenewed(.change), nil))
    }

    @Test("E8: a maker's PIN is advised against as the present one, and not taken as the new one")
    func factoryPIN() {
        let token = Samples.token
        expect(
            .entering(token, .change, .old, nil), .person(.factoryPINEntered),
            leadsTo: .entering(token, .change, .new, .pinFactory))
        expect(
            .entering(token, .change, .new, nil), .person(.invalidEntry(.pinFactory)),
            leadsTo: .entering(token, .change, .new, .pinFactory))
        expect(
            .entering(token, .change, .new, .pinFactory), .person(.pinEntered),
            leadsTo: .entering(token, .change, .again, nil))
    }

    @Test("E2a, E9: the PUK unblocks a PIN; of a blank token it sets the first one")
    func unblocking() {
        for (token, work) in [(Samples.blockedToken, PINWork.unblock), (Samples.blankToken, .first)] {
            expect(.shown(token, nil), .person(.unblockPIN), leadsTo: .entering(token, work, .old, nil))
            expect(.entering(token, work, .old, nil), .person(.pinEntered), leadsTo: .entering(token, work, .new, nil))
            // The last try of the one, and an unknown number of the other.
            expect(.entering(token, work, .again, nil), .person(.pinEntered), leadsTo: .confirming(token, work))
            expect(
                .confirming(token, work), .person(.confirmLastTry), leadsTo: .working(token, work), [.renewPIN(work)])
            var done = session(.working(token, work))
            _ = done.apply(.card(.pinChanged))
            #expect(done.stage == .ending(.english, .pinRenewed(work), nil))
        }
    }

    @Test("E9: a wrong entry shows what the token tells now; a blocked one says what can still be done")
    func wrong() {
        var token = Samples.token
        token.pin = .tries(.wrongHere(1))
        expect(
            .working(Samples.token, .change), .card(.pinWrong(.wrongHere(1))),
            leadsTo: .entering(token, .change, .old, .pinWrong), [.watchToken])
        token.pin = .tries(.remaining(1))
        expect(
            .working(Samples.token, .change), .card(.read(.remaining(1))),
            leadsTo: .entering(token, .change, .old, nil), [.watchToken])
        token.pin = .blocked
        expect(
            .working(Samples.token, .change), .card(.pinBlocked), leadsTo: .shown(token, .pinBlocked),
            [.forgetPIN, .watchToken])
        var unblocked = Samples.token
        unblocked.puk = .tries(.remaining(1))
        expect(
            .working(Samples.token, .unblock), .card(.pinWrong(.remaining(1))),
            leadsTo: .entering(unblocked, .unblock, .old, .pukWrong), [.watchToken])
        let dead = Samples.heldToken(.blocked, puk: .blocked)
        expect(
            .working(Samples.blockedToken, .unblock), .card(.pinBlocked), leadsTo: .shown(dead, .pukBlocked),
            [.forgetPIN, .watchToken])
    }

    @Test("what went wrong on the way is told, and the token is read anew when the person says so")
    func failed() {
        expect(
            .working(Samples.token, .change), .card(.failed(.tokenMissing)),
            leadsTo: .insertToken(.ready, .tokenMissing),
            [.forgetPIN, .awaitAnyToken(.ready)])
        expect(.insertToken(.ready, .tokenMissing), .person(.tryAgain), leadsTo: .reading, [.readToken])
    }

    @Test(
        "DESIGN 5.3, 5.6: while the token changes its PIN nothing is guessed; every other way out forgets what was typed"
    )
    func waysOut() {
        let entering: [TokenReportState] = [
            .entering(Samples.token, .change, .again, nil), .confirming(Samples.token, .change),
        ]
        for event in [SessionEvent.person(.cancel), .time(.expired), .card(.token(.none))] {
            expect(.working(Samples.token, .change), event, leadsTo: .working(Samples.token, .change))
        }
        #expect(!session(.working(Samples.token, .change)).waitsForPerson)
        for state in entering {
            #expect(session(state).waitsForPerson)
            expect(state, .person(.cancel), leadsTo: .shown(Samples.token, nil), [.forgetPIN])
            expect(
                state, .card(.token(.none)), leadsTo: .insertToken(TokenSight.none, nil),
                [.forgetPIN, .awaitAnyToken(TokenSight.none)])
            var left = session(state)
            #expect(left.apply(.time(.expired)) == [.stopCamera, .releaseCard, .wipe])
            #expect(left.stage == .idle)
        }
    }

    @Test("E9: the token sees a PIN only by the person's touch, never by the program")
    func onlyByPerson() {
        for state in Samples.tokenReportStates {
            for event in Samples.events {
                var session = session(state.value)
                let effects = session.apply(event.value)
                guard effects.contains(where: { if case .renewPIN = $0 { true } else { false } }) else { continue }
                #expect(
                    event.value == .person(.pinEntered) || event.value == .person(.confirmLastTry),
                    "\(state.name) × \(event.name)")
            }
        }
    }
}
