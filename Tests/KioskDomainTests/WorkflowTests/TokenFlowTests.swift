import KioskDomain
import Testing

@Suite("Workflow: the EDS on a vendor's token (E1, E2)")
struct TokenFlowTests {
    private let application = WorkflowSamples.tokenApplication

    private func session(_ state: EDSState) -> CitizenSession { CitizenSession(stage: .eds(.english, state)) }
    private func stage(_ state: EDSState) -> CitizenSession.Stage { .eds(.english, state) }
    private func left(_ code: FailureCode) -> CitizenSession.Stage {
        .ending(.english, .applicationLeft(application, code), nil)
    }

    @Test("begun at the desk: notice, token, PIN, keys, certificates, read back; the citizen's reader is no matter")
    func wholeWay() {
        var standing = WorkflowSamples.standing(.confirmed, .seeOperator)
        standing.facts.medium = .kaztoken
        let application = Application(number: standing.number, iin: standing.iin, medium: .kaztoken)
        var session = CitizenSession(stage: .idle, cardPresent: false)
        #expect(session.begin(.issue(standing), in: .english) == [])
        #expect(session.apply(.person(.confirmNotice)) == [.openRequest(application)])
        #expect(session.apply(.journal(.requestOpened)) == [.awaitToken(.kaztoken, nil)])
        #expect(session.apply(.card(.token(.none))) == [.awaitToken(.kaztoken, TokenSight.none)])
        #expect(session.apply(.card(.inserted)).isEmpty && session.cardPresent)
        #expect(session.apply(.card(.token(.ready))) == [.readCard(application)])
        #expect(session.apply(.card(.read(.several))).isEmpty)
        #expect(session.apply(.card(.removed)).isEmpty)
        #expect(session.stage == stage(.pin(application, .several, nil)))
        #expect(session.apply(.person(.pinEntered)) == [.verifyPIN])
        #expect(session.apply(.card(.pinAccepted)) == [.writeKeys(application)])
        #expect(session.apply(.card(.keysReady)) == [.requestCertificates(application)])
        #expect(session.apply(.portal(.certificatesIssued)) == [.storeCertificates(application)])
        _ = session.apply(.card(.certificatesStored(serials: ["01", "02"], factoryPIN: true)))
        let set = IssuedSet(application: application, serials: ["01", "02"], hasFactoryPIN: true)
        #expect(session.stage == stage(.offerNewPIN(set)))
        #expect(session.apply(.card(.readerLost)).isEmpty)
        let effects = session.apply(.person(.done))
        #expect(effects == [.stopCamera, .releaseCard, .print(.issued(application, serials: ["01", "02"]))])
    }

    @Test("what the portal has issued already goes with the application: it fits no other keys")
    func issuedBefore() {
        for (status, isIssued) in [(ApplicationStatus.confirmed, false), (.issued, true)] {
            var standing = WorkflowSamples.standing(status, .seeOperator)
            standing.facts.medium = .eToken
            var session = CitizenSession(stage: .application(.english, .notice(standing)))
            guard case .openRequest(let opened)? = session.apply(.person(.confirmNotice)).first else {
                return #expect(Bool(false))
            }
            #expect(opened.isIssued == isIssued)
        }
    }

    @Test(
        "what is wrong with the token is told, and the wait goes on until it changes",
        arguments: [
            FailureCode.tokenSeveral, .tokenOtherKind, .tokenModuleMissing, .tokenModuleFault, .tokenBlank,
            .tokenReadOnly, .virtualPartRefused,
        ])
    func refused(_ code: FailureCode) {
        var session = session(.insertToken(application, nil))
        let sight = TokenSight.refused(code)
        #expect(session.apply(.card(.token(sight))) == [.awaitToken(.kaztoken, sight)])
        #expect(session.stage == stage(.insertToken(application, sight)))
        var again = session
        #expect(again.apply(.person(.tryAgain)) == [.readCard(application)])
        #expect(session.apply(.card(.token(.ready))) == [.readCard(application)])
        for event in [SessionEvent.person(.cancel), .time(.expired)] {
            var leaving = self.session(.insertToken(application, sight))
            #expect(leaving.apply(event).contains(.releaseCard))
            #expect(leaving.stage == left(code))
        }
    }

    @Test("E9: a wrong PIN is entered anew, the last try wants a yes, a blocked token ends it; nothing is sent twice")
    func pins() {
        var wrong = session(.verifyingPIN(application))
        #expect(wrong.apply(.card(.pinWrong(.unknown))).isEmpty)
        #expect(wrong.stage == stage(.pin(application, .unknown, .pinWrong)))
        var last = session(.pin(application, .remaining(1), .pinWrong))
        #expect(last.apply(.person(.pinEntered)).isEmpty)
        #expect(last.stage == stage(.lastTry(application, .remaining(1))))
        #expect(last.apply(.person(.confirmLastTry)) == [.verifyPIN])
        // The token says only now that it would be the last one, and was not asked.
        var told = session(.verifyingPIN(application))
        #expect(told.apply(.card(.read(.remaining(1)))).isEmpty)
        #expect(told.stage == stage(.pin(application, .remaining(1), nil)))
        for state in [EDSState.readingCard(application), .verifyingPIN(application)] {
            var blocked = session(state)
            _ = blocked.apply(.card(.pinBlocked))
            #expect(blocked.stage == left(.pinBlocked))
        }
    }

    @Test(
        "R5: pulled or full at any step: back to the token; the same one goes on where it was",
        arguments: [FailureCode.tokenRemoved, .tokenFull, .tokenModuleFault, .tokenOther, .cardWriteInterrupted])
    func failed(_ code: FailureCode) {
        let states: [EDSState] = [
            .readingCard(application), .verifyingPIN(application), .writing(application, .keys),
            .writing(application, .store),
        ]
        for state in states {
            var session = session(state)
            #expect(session.apply(.card(.failed(code))) == [.forgetPIN, .awaitToken(.kaztoken, .ready)])
            #expect(session.stage == stage(.insertToken(application, .refused(code))))
            #expect(session.apply(.card(.token(.none))) == [.awaitToken(.kaztoken, TokenSight.none)])
            #expect(session.apply(.card(.token(.ready))) == [.readCard(application)])
        }
    }

    @Test("the portal says no, or nothing: the application stays")
    func portal() {
        var refused = session(.writing(application, .request))
        _ = refused.apply(.portal(.refused(.portalRefused)))
        #expect(refused.stage == left(.portalRefused))
        var line = session(.writing(application, .request))
        _ = line.apply(.portal(.lost(.portalUnreachable)))
        var given = line
        #expect(line.apply(.person(.tryAgain)) == [.requestCertificates(application)])
        _ = given.apply(.person(.cancel))
        #expect(given.stage == left(.portalUnreachable))
    }

    @Test("a person who walks away, or an operator who goes, at any step: the token's session ends")
    func walksAway() {
        for sample in WorkflowSamples.edsStates where sample.value.application?.medium.isToken == true {
            var session = session(sample.value)
            guard session.waitsForPerson else {
                #expect(session.apply(.time(.expired)).isEmpty, "\(sample.name): the answer is awaited")
                continue
            }
            #expect(session.apply(.time(.expired)).contains(.releaseCard), "\(sample.name)")
            _ = session.apply(.printer(.slip(.printed)))
            #expect(session.apply(.time(.expired)) == [.stopCamera, .releaseCard, .wipe], "\(sample.name)")
            #expect(session.stage == .idle)
        }
    }
}
