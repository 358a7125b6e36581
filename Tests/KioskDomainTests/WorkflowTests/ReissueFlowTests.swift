import KioskDomain
import Testing

@Suite("Workflow: re-issue (E6)")
struct ReissueFlowTests {
    private typealias Samples = WorkflowSamples

    private func session(_ state: ReissueState) -> CitizenSession {
        CitizenSession(stage: .reissue(.english, state), cardPresent: true)
    }

    @Test("notice, PIN, signature, portal, record here; then the keys as for any application, with a PIN of their own")
    func wholeWay() {
        var session = CitizenSession(stage: .cardCare(.english, .shown(Samples.card, nil)), cardPresent: true)
        #expect(session.apply(.person(.reissue)).isEmpty)
        #expect(session.stage == .reissue(.english, .notice(Samples.card, .renewal)))
        #expect(session.apply(.person(.confirmNotice)).isEmpty)
        #expect(session.apply(.person(.pinEntered)) == [.verifyPIN])
        #expect(session.apply(.card(.pinAccepted)) == [.signReissue(.renewal)])
        #expect(session.apply(.card(.reissueSigned)) == [.sendReissue])
        let application = Samples.application
        #expect(session.apply(.portal(.application(application))) == [.openRequest(application)])
        #expect(session.apply(.journal(.requestOpened)) == [.readCard(application)])
        #expect(session.stage == .eds(.english, .readingCard(application)))
    }

    @Test("it is offered only while a signature certificate is valid, the PIN is not blocked and keys can be made here")
    func offer() {
        var reports = [Samples.card, Samples.card, Samples.card]
        reports[0].canRenew = false
        reports[1].pin = .blocked
        reports[2].certificates = reports[2].certificates.map {
            var certificate = $0
            certificate.standing = .expired
            return certificate
        }
        #expect(Samples.card.rights.contains(.renewal))
        for report in reports {
            #expect(!report.rights.contains(.renewal))
            var session = CitizenSession(stage: .cardCare(.english, .shown(report, nil)), cardPresent: true)
            #expect(session.apply(.person(.reissue)).isEmpty)
            #expect(session.stage == .cardCare(.english, .shown(report, nil)))
        }
    }

    @Test(
        "E6: a certificate for servers of TLS is not renewed; it signs the rest, and beside it another one is renewed")
    func template() {
        let ordinary = Samples.card.certificates
        let servers = ordinary.map {
            var one = $0
            one.template = .ssl
            return one
        }
        var card = Samples.card
        card.certificates = servers
        #expect(card.rights == [.revocation, .organisation])
        var session = CitizenSession(stage: .cardCare(.english, .shown(card, nil)), cardPresent: true)
        #expect(session.apply(.person(.reissue)).isEmpty)
        #expect(session.stage == .cardCare(.english, .shown(card, nil)))
        let file = OpenedKeyFile(file: Samples.keyFile, certificates: servers)
        #expect(file.rights == [.organisation])
        card.certificates = servers + ordinary
        #expect(card.rights.contains(.renewal))
        #expect(OpenedKeyFile(file: Samples.keyFile, certificates: servers + ordinary).rights.contains(.renewal))
    }

    @Test("E9: the last try wants a yes; a wrong one is counted as the card says; a blocked PIN leads back to the card")
    func tries() {
        var session = session(.pin(Samples.cardBeforeLastTry, .renewal, nil))
        #expect(session.apply(.person(.pinEntered)).isEmpty)
        #expect(session.stage == .reissue(.english, .lastTry(Samples.cardBeforeLastTry, .renewal)))
        #expect(session.apply(.person(.confirmLastTry)) == [.verifyPIN])
        #expect(session.apply(.card(.pinBlocked)) == [.forgetPIN])
        guard case .cardCare(_, .shown(let report, .pinBlocked)) = session.stage else {
            Issue.record("\(session.stage)")
            return
        }
        #expect(report.pin == .blocked && !report.rights.contains(.renewal))

        session = self.session(.verifying(Samples.card, .renewal))
        #expect(session.apply(.card(.pinWrong(.remaining(1)))).isEmpty)
        #expect(session.stage == .reissue(.english, .pin(Samples.cardBeforeLastTry, .renewal, .pinWrong)))
    }

    @Test("a line that is cut: the same statement is sent again, without the card")
    func lost() {
        var session = session(.sending)
        #expect(session.apply(.portal(.lost(.portalUnreachable))).isEmpty)
        #expect(session.stage == .reissue(.english, .retry(.portalUnreachable)))
        #expect(session.apply(.person(.tryAgain)) == [.sendReissue])
        #expect(session.apply(.portal(.refused(.reissueNotValid))).contains(.releaseCard))
        #expect(session.stage == .ending(.english, .refused(.reissueNotValid), nil))
    }

    @Test("E6: what the portal does not renew ends with its code, the card released and nothing to try again")
    func excluded() {
        for code in [FailureCode.reissueExcluded, .reissueNotValid, .reissueStale] {
            var session = session(.sending)
            #expect(session.apply(.portal(.refused(code))) == [.stopCamera, .releaseCard])
            #expect(session.stage == .ending(.english, .refused(code), nil))
            #expect(session.apply(.person(.tryAgain)).isEmpty)
        }
    }

    @Test("R5: whoever leaves without the portal's answer gets a slip that says what was asked; then nothing is left")
    func leftWithoutAnswer() {
        for leaving in [SessionEvent.person(.cancel), .time(.expired)] {
            var session = session(.retry(.portalUnreachable))
            let slip = SlipKind.unanswered(.application, .portalUnreachable)
            #expect(session.apply(leaving) == [.stopCamera, .releaseCard, .print(slip)])
            #expect(session.stage == .ending(.english, .unanswered(.application, .portalUnreachable), nil))
            _ = session.apply(.printer(.slip(.failed(.printerPaperOut))))
            #expect(session.apply(leaving).contains(.wipe) && session.stage == .takeCard(.english))
        }
    }

    @Test(
        "R3: cancel forgets what was typed and shows the card again; a drawn card is asked for",
        arguments: [true, false])
    func away(_ isLastTry: Bool) {
        let state: ReissueState = isLastTry ? .lastTry(Samples.card, .renewal) : .pin(Samples.card, .renewal, nil)
        var cancelled = session(state)
        #expect(cancelled.apply(.person(.cancel)) == [.forgetPIN])
        #expect(cancelled.stage == .cardCare(.english, .shown(Samples.card, nil)))
        var drawn = session(state)
        #expect(drawn.apply(.card(.removed)) == [.releaseCard])
        #expect(drawn.stage == .cardCare(.english, .insertCard(nil)))
    }
}
