import KioskDomain
import Testing

/// L1, L2: log-in to the personal account at a kiosk.
@Suite("Workflow: personal account")
struct AccountFlowTests {
    private typealias Samples = WorkflowSamples

    private func session(_ state: AccountState, cardPresent: Bool = false) -> CitizenSession {
        CitizenSession(stage: .account(.english, state), cardPresent: cardPresent)
    }

    @Test("L1: card, PIN, code from 1414, account: each step by its effect, released once it has signed")
    func byCard() {
        var session = CitizenSession(stage: .services(.english))
        #expect(session.apply(.person(.service(.account))) == [])
        #expect(session.apply(.person(.logIn(.card))) == [.openLogIn])
        #expect(session.apply(.portal(.logInOpened(Samples.logIn))) == [])
        #expect(session.apply(.card(.inserted)) == [.readCardReport])
        #expect(session.apply(.card(.report(Samples.card))) == [])
        #expect(session.apply(.person(.pinEntered)) == [.verifyPIN])
        #expect(session.apply(.card(.pinAccepted)) == [.signLogIn(Samples.logIn)])
        let iin = Samples.identity.iin
        #expect(session.apply(.portal(.logInSigned(iin))) == [.releaseCard, .sendCode(iin, .login)])
        #expect(session.apply(.portal(.codeSent(Samples.challenge))) == [])
        #expect(session.apply(.person(.code("123456"))) == [.answerCode(Samples.challenge, code: "123456")])
        #expect(session.apply(.portal(.codeRight(proof: "p"))) == [.fetchAccount(Samples.ownLogIn, proof: "p")])
        #expect(session.apply(.portal(.account(Samples.summary))) == [])
        #expect(session.stage == .account(.english, .shown(Samples.openAccount, phoneIsNew: false)))
        #expect(session.apply(.person(.done)).contains(.wipe))
    }

    @Test("L1: by the mobile app: asked until it has scanned; then the account, without EDS and code")
    func byPhone() {
        var session = session(.choosing)
        #expect(session.apply(.person(.logIn(.phone))) == [.openLogIn])
        #expect(session.apply(.portal(.logInOpened(Samples.logIn))) == [.askLogIn(Samples.logIn)])
        #expect(session.apply(.portal(.logInWaits)) == [.askLogIn(Samples.logIn)])
        #expect(session.apply(.portal(.lost(.portalUnreachable))) == [.askLogIn(Samples.logIn)])
        #expect(session.stage == .account(.english, .scanning(Samples.logIn, .portalUnreachable)))
        #expect(session.apply(.portal(.logInComplete)) == [.fetchAccount(Samples.logIn, proof: nil)])
        _ = session.apply(.portal(.account(Samples.summary)))
        #expect(session.apply(.person(.changePhone)) == [], "L4: a number is changed after a log-in with the EDS only")
        #expect(session.stage == .account(.english, .shown(Samples.scannedAccount, phoneIsNew: false)))
    }

    @Test("A code that nobody scanned in time is replaced by another one when the person wants it")
    func scannedTooLate() {
        var session = session(.scanning(Samples.logIn, nil))
        #expect(session.apply(.portal(.refused(.logInOver))) == [.releaseCard])
        #expect(session.stage == .account(.english, .retry(.begin(.phone), .logInOver)))
        #expect(session.apply(.person(.tryAgain)) == [.openLogIn])
    }

    @Test("E9: the last try only after an explicit yes; with a blocked PIN the phone is left")
    func tries() {
        var last = session(.pin(Samples.logIn, Samples.cardBeforeLastTry, nil), cardPresent: true)
        #expect(last.apply(.person(.pinEntered)) == [])
        #expect(last.apply(.person(.confirmLastTry)) == [.verifyPIN])
        #expect(last.apply(.card(.pinBlocked)).contains(.releaseCard))
        #expect(last.stage == .account(.english, .retry(.begin(.phone), .pinBlocked)))
        #expect(last.apply(.person(.tryAgain)) == [.openLogIn])
        #expect(last.stage == .account(.english, .opening(.phone)))
        var blocked = session(.reading(Samples.logIn), cardPresent: true)
        _ = blocked.apply(.card(.report(Samples.blockedCard)))
        #expect(blocked.stage == .account(.english, .retry(.begin(.phone), .pinBlocked)))
        #expect(blocked.apply(.person(.cancel)).contains(.wipe))
    }

    @Test("A card without an EDS to log in, with one whose time is over or has not begun, is told which it is")
    func unfit() {
        func refusal(_ certificates: [HeldCertificate]) -> CitizenSession.Stage {
            var session = session(.reading(Samples.logIn), cardPresent: true)
            _ = session.apply(.card(.report(CardReport(certificates: certificates, pin: .remaining(3)))))
            return session.stage
        }
        func certificate(_ uses: [EDSKey], now: Int64) -> HeldCertificate {
            HeldCertificate(
                uses: uses, notBefore: UnixTime(milliseconds: 10), notAfter: UnixTime(milliseconds: 20),
                now: UnixTime(milliseconds: now), day: { _ in .literal(2025, 3, 1) })
        }
        #expect(refusal([]) == .ending(.english, .refused(.signKeyMissing), nil))
        #expect(refusal([certificate([.signature], now: 15)]) == .ending(.english, .refused(.signKeyMissing), nil))
        for (now, code) in [(9, .certificateNotYetValid), (21, .certificateExpired)] as [(Int64, FailureCode)] {
            #expect(refusal([certificate([.authentication], now: now)]) == .ending(.english, .refused(code), nil))
        }
        // A PIV card without a key in slot 9A; a certificate of slot 9C that allows both does not help (L1).
        var both = certificate([.authentication, .signature], now: 15)
        both.signsLogIn = false
        #expect(refusal([both]) == .ending(.english, .refused(.signKeyMissing), nil))
        // E3: an organisation's EDS opens nobody's account; beside the person's own it does not stand in the way.
        var entity = certificate([.authentication], now: 15)
        entity.isPersonal = false
        #expect(refusal([entity]) == .ending(.english, .refused(.personLegalEntity), nil))
        #expect(
            refusal([entity, certificate([.authentication], now: 21)])
                == .ending(.english, .refused(.certificateExpired), nil))
        for now in [10, 20] as [Int64] {
            let own = certificate([.authentication], now: now)
            #expect(
                refusal([own])
                    == .account(
                        .english,
                        .pin(Samples.logIn, CardReport(certificates: [own], pin: .remaining(3)), nil)))
        }
    }

    @Test("A card drawn before it signed is asked for again, and what was typed is forgotten with it")
    func drawn() {
        var session = session(.pin(Samples.logIn, Samples.card, nil), cardPresent: true)
        #expect(session.apply(.card(.removed)) == [.releaseCard])
        #expect(session.stage == .account(.english, .insertCard(Samples.logIn, nil)))
    }

    @Test("R3: whoever takes the card that opened the account, and whoever puts one in, leaves nothing of it")
    func cardGone() {
        let change = PhoneChange.account(Samples.openAccount)
        let byCard: [AccountState] = [
            .code(Samples.awaited, nil), .noPhone(Samples.signedLogIn),
            .fetching(Samples.logIn, .card, proof: "p"), .shown(Samples.openAccount, phoneIsNew: false),
            .listed(Samples.openAccount, AccountPage(.documents)), .phone(change, nil),
            .sendingPhoneCode(change, Samples.number),
            .phoneCode(change, Samples.number, Samples.challenge, nil),
            .retry(.fetch(Samples.logIn, .card, proof: "p"), .portalUnreachable),
        ]
        for state in byCard {
            for event in [.card(.removed), .card(.readerLost)] as [SessionEvent] {
                var drawn = session(state, cardPresent: true)
                #expect(drawn.apply(event).contains(.wipe), "\(state)")
                #expect(drawn.stage == .idle, "\(state)")
            }
            var swapped = session(state)
            #expect(swapped.apply(.card(.inserted)).contains(.wipe), "\(state)")
            #expect(swapped.stage == .takeCard(.english), "\(state)")
        }
        var scanned = session(.shown(Samples.scannedAccount, phoneIsNew: false))
        #expect(scanned.apply(.card(.removed)) == [], "no card has opened it")
        #expect(scanned.apply(.card(.inserted)).contains(.wipe))
        #expect(scanned.stage == .takeCard(.english))
    }

    @Test("R3: a card that was drawn or swapped while the portal was asked whose it is opens nothing")
    func goneWhileSigning() {
        var drawn = session(.signing(Samples.logIn), cardPresent: true)
        #expect(drawn.apply(.card(.removed)) == [])
        #expect(drawn.apply(.portal(.logInSigned(Samples.identity.iin))).contains(.wipe))
        #expect(drawn.stage == .idle)
        var swapped = session(.signing(Samples.logIn), cardPresent: true)
        _ = swapped.apply(.card(.removed))
        #expect(swapped.apply(.card(.inserted)).contains(.wipe))
        #expect(swapped.stage == .takeCard(.english))
    }

    @Test("L2: a wrong code leaves the rest of the tries, none ends it, an expired one can be sent again")
    func codes() {
        var wrong = session(.checkingCode(Samples.awaited))
        _ = wrong.apply(.portal(.codeWrong(triesLeft: 2)))
        var left = Samples.awaited
        left.challenge.triesLeft = 2
        #expect(wrong.stage == .account(.english, .code(left, .smsWrong)))
        var none = session(.checkingCode(Samples.awaited))
        _ = none.apply(.portal(.codeWrong(triesLeft: 0)))
        #expect(none.stage == .ending(.english, .refused(.smsTriesExhausted), nil))
        var late = session(.checkingCode(Samples.awaited))
        _ = late.apply(.portal(.refused(.smsExpired)))
        #expect(late.stage == .account(.english, .code(Samples.awaited, .smsExpired)))
        #expect(late.apply(.person(.sendCodeAgain)) == [.sendCode(Samples.identity.iin, .login)])
    }

    @Test("an answer that was not heard is asked for again, with the same proof, and no code is spent for it")
    func lost() {
        var session = session(.fetching(Samples.ownLogIn, .card, proof: "p"))
        #expect(session.apply(.portal(.lost(.portalUnreachable))) == [.releaseCard])
        #expect(session.apply(.person(.tryAgain)) == [.fetchAccount(Samples.ownLogIn, proof: "p")])
        #expect(session.apply(.portal(.account(Samples.summary))) == [])
        // A second answer to what was asked twice changes nothing.
        #expect(session.apply(.portal(.account(Samples.summary))) == [])
        #expect(session.stage == .account(.english, .shown(Samples.openAccount, phoneIsNew: false)))
    }

    @Test("another person's card, one that was revoked, one that the portal knows to be over: refused with the reason")
    func refused() {
        for code in [.requestForOtherPerson, .certificateRevoked, .certificateExpired] as [FailureCode] {
            var session = session(.signing(Samples.logIn), cardPresent: true)
            #expect(session.apply(.portal(.refused(code))).contains(.releaseCard))
            #expect(session.stage == .ending(.english, .refused(code), nil))
        }
    }

    @Test(
        "Who walks away at any step where the kiosk waits leaves nothing: the session is wiped, the card released",
        arguments: WorkflowSamples.accountStates.map(\.value))
    func walkedAway(state: AccountState) {
        var session = session(state)
        guard session.waitsForPerson else { return }
        let effects = session.apply(.time(.expired))
        #expect(effects.contains(.wipe) && effects.contains(.releaseCard))
        #expect(session.stage == .idle)
    }
}
