import KioskDomain
import Testing

@Suite("Workflow: signing with the mobile app in the place of the card (L5)")
struct PhoneSigningFlowTests {
    private typealias Samples = WorkflowSamples

    private func session(_ stage: CitizenSession.Stage, signsByPhone: Bool = true) -> CitizenSession {
        var session = CitizenSession(stage: stage)
        session.signsByPhone = signsByPhone
        return session
    }

    private func session(_ state: PhoneSigningState) -> CitizenSession { session(.phoneSigning(.english, state)) }

    /// Where a person signs with card and PIN and may take the phone instead, and what follows the signature.
    private static let ways: [(CitizenSession.Stage, PhoneSignedWork, CitizenSession.Stage, SessionEffect)] = [
        (
            .exchange(.english, .summary(Samples.paidDraft)), .exchange(Samples.paidDraft),
            .exchange(.english, .sending(Samples.paidDraft)), .sendExchange(Samples.paidDraft)
        ),
        (
            .revocation(.english, .pin(Samples.card, .keyCompromise, nil)),
            .revocation(Samples.card, .keyCompromise), .revocation(.english, .sending), .sendRevocation
        ),
    ]

    @Test("a code, the scan, the signature that was verified; only then it is sent", arguments: 0..<2)
    func wholeWay(_ row: Int) {
        let (start, work, end, sending) = Self.ways[row]
        var session = session(start)
        #expect(session.apply(.person(.signByPhone)) == [.forgetPIN, .openPhoneSignature(work)])
        let signature = Samples.phoneSignature
        #expect(
            session.apply(.portal(.phoneSignatureOpened(signature))) == [.releaseCard, .askPhoneSignature(signature)])
        #expect(session.apply(.portal(.phoneSignatureWaits(isScanned: false))) == [.askPhoneSignature(signature)])
        let scanned = Samples.scannedSignature
        #expect(session.apply(.portal(.phoneSignatureWaits(isScanned: true))) == [.askPhoneSignature(scanned)])
        #expect(session.stage == .phoneSigning(.english, .showing(work, scanned, nil)))
        #expect(session.apply(.portal(.phoneSigned)) == [sending])
        #expect(session.stage == end)
        #expect(session.apply(.portal(.phoneSigned)).isEmpty, "answered twice, sent once")
    }

    @Test(
        "where no authority is configured by which a phone's signature could be judged, it is not offered",
        arguments: 0..<2)
    func notOffered(_ row: Int) {
        var session = session(Self.ways[row].0, signsByPhone: false)
        #expect(session.apply(.person(.signByPhone)).isEmpty)
        #expect(session.stage == Self.ways[row].0)
    }

    @Test("E9: a PIN that is blocked, found so or by the last try, loses no application: the phone signs it")
    func blockedAtExchange() {
        let draft = Samples.paidDraft
        for (state, event) in [
            (ExchangeState.openingCard(draft), CardEvent.report(Samples.blockedCard)),
            (.verifying(draft, Samples.cardBeforeLastTry), .pinBlocked),
        ] {
            var session = session(.exchange(.english, state))
            #expect(session.apply(.card(event)) == [.releaseCard])
            #expect(session.stage == .phoneSigning(.english, .retry(.exchange(draft), .pinBlocked)))
            #expect(session.apply(.person(.tryAgain)) == [.openPhoneSignature(.exchange(draft))])
            var without = self.session(.exchange(.english, state), signsByPhone: false)
            _ = without.apply(.card(event))
            #expect(without.stage == .ending(.english, .refused(.pinBlocked), nil))
        }
    }

    @Test("E9: with a blocked PIN the EDS is revoked by the phone, and by nothing else", arguments: [true, false])
    func blockedAtRevocation(_ signsByPhone: Bool) {
        var card = Samples.card
        card.pin = .blocked
        let shown = CitizenSession.Stage.cardCare(.english, .shown(card, nil))
        var session = session(shown, signsByPhone: signsByPhone)
        #expect(session.rights(card) == (signsByPhone ? [.revocation] : []))
        #expect(session.apply(.person(.revokeEDS)).isEmpty)
        guard signsByPhone else {
            #expect(session.stage == shown)
            return
        }
        let effects = session.apply(.person(.revokeFor(.keyCompromise)))
        #expect(effects == [.forgetPIN, .openPhoneSignature(.revocation(card, .keyCompromise))])
    }

    @Test("a signature of another person, over another document, or with an EDS that does not count: nothing is sent")
    func refused() {
        for code in [.requestForOtherPerson, .signatureInvalid, .certificateRevoked, .certificateExpired]
            as [FailureCode]
        {
            for work in Samples.phoneWorks.map(\.value) {
                var session = session(.showing(work, Samples.scannedSignature, nil))
                let effects = session.apply(.portal(.refused(code)))
                #expect(!effects.contains { if case .sendExchange = $0 { true } else { $0 == .sendRevocation } })
                #expect(session.stage == .ending(.english, .refused(code), nil))
            }
        }
    }

    @Test("a code whose time is over is replaced by another one when the person wants it")
    func over() {
        for work in Samples.phoneWorks.map(\.value) {
            var session = session(.showing(work, Samples.phoneSignature, nil))
            #expect(session.apply(.portal(.refused(.phoneSignatureOver))).isEmpty)
            #expect(session.stage == .phoneSigning(.english, .retry(work, .phoneSignatureOver)))
            #expect(session.apply(.person(.tryAgain)) == [.openPhoneSignature(work)])
        }
    }

    @Test("a cut line ends nothing: the app may sign meanwhile")
    func cut() {
        var session = session(.showing(.exchange(Samples.paidDraft), Samples.phoneSignature, nil))
        #expect(session.apply(.portal(.lost(.portalUnreachable))) == [.askPhoneSignature(Samples.phoneSignature)])
        #expect(session.apply(.portal(.phoneSigned)) == [.sendExchange(Samples.paidDraft)])
    }

    @Test(
        "who walks away or cancels at any step leaves nothing and sends nothing",
        arguments: WorkflowSamples.phoneSigningStates.map(\.value))
    func walksAway(_ state: PhoneSigningState) {
        for event in [SessionEvent.time(.expired), .person(.cancel)] {
            var session = session(state)
            #expect(session.apply(event) == [.stopCamera, .releaseCard, .wipe])
            #expect(session.stage == .idle)
        }
    }
}
