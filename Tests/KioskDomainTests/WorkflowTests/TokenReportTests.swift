import KioskDomain
import Testing

@Suite("Workflow: what is on a person's token, without its PIN (E10)")
struct TokenReportTests {
    private typealias Samples = WorkflowSamples

    private func session(_ state: TokenReportState) -> CitizenSession {
        var session = CitizenSession(stage: stage(state))
        session.readsTokens = true
        return session
    }

    private func stage(_ state: TokenReportState) -> CitizenSession.Stage { .cardCare(.english, .token(state)) }

    private var beginning: CitizenSession {
        var session = CitizenSession(stage: .cardCare(.english, .insertCard(nil)))
        session.readsTokens = true
        return session
    }

    @Test("E10: awaited, read, shown until the person is done; the reader is no matter, and no PIN is asked for")
    func wholeWay() {
        var session = beginning
        #expect(session.apply(.person(.myToken)) == [.awaitAnyToken(nil)])
        #expect(session.stage == stage(.insertToken(nil, nil)))
        #expect(session.apply(.card(.token(.none))) == [.awaitAnyToken(TokenSight.none)])
        #expect(session.apply(.card(.inserted)).isEmpty && session.cardPresent)
        #expect(session.apply(.card(.token(.ready))) == [.readToken])
        #expect(session.apply(.card(.removed)).isEmpty)
        #expect(session.apply(.card(.tokenReport(Samples.token))) == [.watchToken])
        #expect(session.stage == stage(.shown(Samples.token, nil)))
        #expect(session.apply(.card(.readerLost)).isEmpty)
        #expect(session.apply(.person(.done)) == [.stopCamera, .releaseCard, .wipe])
        #expect(session.stage == .idle)
    }

    @Test("E3a: where no module for tokens is installed it is not begun")
    func withoutModule() {
        var session = CitizenSession(stage: .cardCare(.english, .insertCard(nil)))
        #expect(session.apply(.person(.myToken)).isEmpty)
        #expect(session.stage == .cardCare(.english, .insertCard(nil)))
    }

    @Test(
        "none, several, none that can be read: told, and the wait goes on until that changes",
        arguments: [
            FailureCode.tokenSeveral, .tokenModuleMissing, .tokenModuleFault, .tokenBlank, .virtualPartRefused,
        ])
    func refused(_ code: FailureCode) {
        var session = session(.insertToken(nil, nil))
        let sight = TokenSight.refused(code)
        #expect(session.apply(.card(.token(sight))) == [.awaitAnyToken(sight)])
        #expect(session.stage == stage(.insertToken(sight, nil)))
        #expect(session.apply(.person(.tryAgain)).isEmpty, "it is looked at all the time")
        #expect(session.apply(.card(.token(.ready))) == [.readToken])
    }

    @Test("what could not be read is told until another token is there, and read again when the person says so")
    func failed() {
        var session = session(.reading)
        #expect(session.apply(.card(.failed(.tokenModuleFault))) == [.awaitAnyToken(.ready)])
        #expect(session.stage == stage(.insertToken(.ready, .tokenModuleFault)))
        var again = session
        #expect(again.apply(.person(.tryAgain)) == [.readToken])
        #expect(session.apply(.card(.token(.none))) == [.awaitAnyToken(TokenSight.none)])
        #expect(session.stage == stage(.insertToken(TokenSight.none, .tokenModuleFault)), "still told")
        #expect(session.apply(.card(.token(.refused(.tokenSeveral)))) == [.awaitAnyToken(.refused(.tokenSeveral))])
        #expect(session.stage == stage(.insertToken(.refused(.tokenSeveral), nil)))
    }

    @Test("pulled, or another one beside it: the view ends at once and leaves nothing")
    func pulled() {
        for sight in [TokenSight.none, .ready, .refused(.tokenSeveral)] {
            var session = session(.shown(Samples.token, nil))
            #expect(session.apply(.card(.token(sight))) == [.stopCamera, .releaseCard, .wipe])
            #expect(session.stage == .idle)
        }
    }

    @Test("cancel and time-out end it wherever the person is waited for; a reading is answered first")
    func walksAway() {
        for event in [SessionEvent.person(.cancel), .time(.expired)] {
            for state in [TokenReportState.insertToken(nil, nil), .shown(Samples.token, nil)] {
                var session = session(state)
                #expect(session.waitsForPerson)
                #expect(session.apply(event) == [.stopCamera, .releaseCard, .wipe])
                #expect(session.stage == .idle)
            }
            var reading = session(.reading)
            #expect(!reading.waitsForPerson && reading.apply(event).isEmpty && reading.stage == stage(.reading))
        }
    }

    @Test("E3a: but for a new PIN nothing is written, signed or revoked from there")
    func nothingElse() {
        let allowed: [SessionEffect] = [.stopCamera, .releaseCard, .wipe, .readToken, .watchToken, .forgetPIN]
        for state in Samples.tokenReportStates {
            for event in Samples.events {
                var session = session(state.value)
                for effect in session.apply(event.value) {
                    if case .awaitAnyToken = effect { continue }
                    if case .renewPIN = effect { continue }
                    #expect(allowed.contains(effect), "\(state.name) × \(event.name)")
                }
            }
        }
    }

    @Test("E9: what a token tells of its tries is passed on, never a number of ours")
    func tries() {
        let told: [(TokenPINStanding, Int?)] = [
            (.tries(.remaining(1)), 1), (.tries(.several), nil), (.tries(.unknown), nil), (.tries(.wrongHere(2)), nil),
            (.blocked, 0), (.missing, nil),
        ]
        for (pin, left) in told { #expect(pin.left == left) }
    }

    @Test("P4: an IIN in the token's label is masked, and nothing in it turns the writing around; valid ones first")
    func label() {
        func token(_ label: String, _ certificates: [HeldCertificate] = []) -> HeldToken {
            HeldToken(medium: .jaCarta, label: label, certificates: certificates, pin: .blocked)
        }
        #expect(token("EDS 900101300017").name == "EDS ••••••••0017")
        #expect(token("Demo\u{202E} token\n").name == "Demo token")
        #expect(token("").name.isEmpty)
        var expired = Samples.card.certificates
        for index in expired.indices { expired[index].standing = .expired }
        let both = token("", expired + Samples.card.certificates)
        #expect(both.certificates.map(\.isValid) == [true, false])
    }
}
