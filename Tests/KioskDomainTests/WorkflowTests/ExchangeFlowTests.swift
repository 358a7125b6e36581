import KioskDomain
import Testing

/// I1–I6 at the kiosk.
@Suite("Issue 7.5: exchange of the identity card, the person's way") struct ExchangeFlowTests {
    private typealias Samples = WorkflowSamples

    private func session(_ state: ExchangeState, cardPresent: Bool = true) -> CitizenSession {
        CitizenSession(stage: .exchange(.english, state), cardPresent: cardPresent)
    }

    @Test("I1, I4: reason, card, eligibility, photo, specimen, fee, summary, PIN, signature, submission, slip")
    func whole() {
        var session = CitizenSession(stage: .services(.english), cardPresent: false)
        let (holder, number) = (Samples.exchangeHolder, "000000001")
        var draft = Samples.exchangeDraft
        func step(_ event: SessionEvent, _ state: ExchangeState, _ effects: SessionEffect...) {
            #expect(session.apply(event) == effects, "\(event)")
            #expect(session.stage == .exchange(.english, state), "\(event)")
        }
        step(.person(.service(.cardExchange)), .choosing)
        step(.person(.exchangeCard), .reason)
        step(.person(.exchangeReason(.expiry)), .insertCard(.expiry, nil))
        step(.card(.inserted), .reading(.expiry), .readExchangeCard(.expiry))
        step(.card(.exchangeHolder(holder)), .entering(holder, nil))
        step(
            .person(.cardNumber(number)), .checking(holder, documentNumber: number),
            .checkExchange(holder, documentNumber: number, payment: nil))
        step(.portal(.exchangeAvailable(expiresOn: draft.expiresOn)), .positioning(draft, nil), .composePhoto)
        step(.person(.start), .photographing(draft), .takePhoto)
        draft.photo = Samples.exchangePhoto
        step(.camera(.photoTaken(Samples.exchangePhoto)), .photo(draft), .stopCamera)
        step(.person(.usePhoto), .specimen(draft, nil))
        step(.person(.specimenDrawn), .payment(draft, nil))
        draft.payment = "400112233445"
        step(
            .person(.payment(draft.payment)), .checkingPayment(draft),
            .checkExchange(holder, documentNumber: number, payment: draft.payment))
        step(.portal(.exchangeAvailable(expiresOn: draft.expiresOn)), .summary(draft))
        step(.person(.signExchange), .openingCard(draft), .openExchangeCard(holder))
        step(.card(.report(Samples.card)), .pin(draft, Samples.card, nil))
        step(.person(.pinEntered), .verifying(draft, Samples.card), .verifyPIN)
        step(.card(.pinAccepted), .signing(draft), .signExchange(draft))
        step(.card(.exchangeSigned), .sending(draft), .releaseCard, .sendExchange(draft))
        let effects = session.apply(.portal(.exchangeRegistered(Samples.registration)))
        #expect(session.stage == .ending(.english, .exchanged(Samples.registration), nil))
        #expect(effects == [.stopCamera, .releaseCard, .print(.registration(Samples.registration))])
    }

    @Test("I2: the portal's no ends in the one text, before anything is photographed; no slip, no code, no reason")
    func unavailable() {
        for state in [
            ExchangeState.checking(Samples.exchangeHolder, documentNumber: "1"), .checkingPayment(Samples.paidDraft),
            .sending(Samples.paidDraft),
        ] {
            var session = session(state)
            _ = session.apply(.portal(.refused(.exchangeUnavailable)))
            #expect(session.stage == .ending(.english, .exchangeUnavailable, nil))
            #expect(Ending.exchangeUnavailable.slip == nil)
        }
    }

    @Test(
        "R5: no answer, whatever its code: sent again as it is, without the card; leaving then prints what the person needs",
        arguments: [FailureCode.portalUnreachable, .portalBusy, .storeUnavailable, .internalError])
    func unanswered(code: FailureCode) {
        var session = session(.sending(Samples.paidDraft), cardPresent: false)
        #expect(session.apply(.portal(.lost(code))).isEmpty)
        #expect(session.stage == .exchange(.english, .retry(.send(Samples.paidDraft), code)))
        let retried = session
        #expect(session.apply(.person(.tryAgain)) == [.sendExchange(Samples.paidDraft)])
        for leaving in [SessionEvent.person(.cancel), .time(.expired)] {
            session = retried
            #expect(session.apply(leaving).contains(.print(.unanswered(.exchange, code))), "\(leaving)")
            #expect(session.stage == .ending(.english, .unanswered(.exchange, code), nil), "\(leaving)")
        }
    }

    @Test("I5: a fee that does not count is asked for anew, and the new application is signed anew")
    func otherFee() {
        for code in [FailureCode.exchangeFeeUnpaid, .exchangeFeeUsed, .exchangeFeeRefundable] {
            var session = session(.sending(Samples.paidDraft))
            #expect(session.apply(.portal(.refused(code))).isEmpty)
            #expect(session.stage == .exchange(.english, .payment(Samples.paidDraft, code)))
        }
    }

    @Test("I4: whoever has an application already sees it, when it was made here, and can have its slip again")
    func underWay() {
        var session = session(.checking(Samples.exchangeHolder, documentNumber: "1"))
        #expect(session.apply(.portal(.refused(.exchangeUnderWay))) == [.findExchange(Samples.exchangeHolder)])
        let standing = Samples.exchangeStanding(Samples.identity.iin)
        #expect(session.apply(.portal(.exchangeStanding(standing))).isEmpty)
        #expect(session.apply(.person(.printForm)) == [.print(.registration(Samples.registration))])
        #expect(session.apply(.person(.cancel)).isEmpty, "paper is on its way")
        #expect(session.apply(.printer(.slip(.printed))).isEmpty)
        #expect(session.stage == .exchange(.english, .shown(standing, paper: .printed)))
    }

    @Test("who cannot be photographed or cannot sign here exchanges the card the ordinary way, with a slip")
    func atDesk() {
        for state in [ExchangeState.positioning(Samples.exchangeDraft, nil), .specimen(Samples.paidDraft, nil)] {
            var session = session(state)
            #expect(session.apply(.person(.atDesk)).contains(.print(.sentOn(.exchangeAtDesk))))
        }
    }

    @Test("E9: the last try needs a yes; a blocked PIN ends it; a drawn card is never a wrong PIN") func pin() {
        var session = session(.pin(Samples.paidDraft, Samples.cardBeforeLastTry, nil))
        #expect(session.apply(.person(.pinEntered)).isEmpty)
        #expect(session.stage == .exchange(.english, .lastTry(Samples.paidDraft, Samples.cardBeforeLastTry)))
        #expect(session.apply(.person(.confirmLastTry)) == [.verifyPIN])
        let verifying = session
        #expect(session.apply(.card(.failed(.cardRemoved))) == [.releaseCard])
        #expect(session.stage == .exchange(.english, .insertToSign(Samples.paidDraft, .cardRemoved)))
        session = verifying
        _ = session.apply(.card(.pinBlocked))
        #expect(session.stage == .ending(.english, .refused(.pinBlocked), nil))
    }

    @Test("R2, R3: who walks away is wiped wherever the person is waited for; durable work is waited for")
    func walksAway() {
        for sample in Samples.exchangeStates {
            var session = session(sample.value)
            let waits = session.waitsForPerson
            let effects = session.apply(.time(.expired))
            guard waits else { continue }
            let isOver = effects.contains(.wipe) || { if case .ending = session.stage { true } else { false } }()
            #expect(isOver, "\(sample.name)")
        }
        var sending = session(.sending(Samples.paidDraft))
        #expect(sending.apply(.time(.expired)).isEmpty && sending.apply(.person(.cancel)).isEmpty)
    }
}
