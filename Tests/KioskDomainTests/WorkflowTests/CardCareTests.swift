import KioskDomain
import Testing

@Suite("Workflow: my card")
struct CardCareTests {
    private typealias Samples = WorkflowSamples

    private func session(_ state: CardCareState, cardPresent: Bool = true) -> CitizenSession {
        CitizenSession(stage: .cardCare(.english, state), cardPresent: cardPresent)
    }

    private func expect(
        _ state: CardCareState, _ event: SessionEvent, leadsTo next: CardCareState, _ effects: [SessionEffect] = [],
        sourceLocation: SourceLocation = #_sourceLocation
    ) {
        var session = session(state)
        #expect(session.apply(event) == effects, "\(event)", sourceLocation: sourceLocation)
        #expect(session.stage == .cardCare(.english, next), "\(event)", sourceLocation: sourceLocation)
    }

    @Test("E10: a card that is in already is read at once, without a PIN; else it is asked for")
    func beginning() {
        for cardPresent in [false, true] {
            var session = CitizenSession(stage: .services(.english), cardPresent: cardPresent)
            let effects = session.apply(.person(.service(.myCard)))
            #expect(effects == (cardPresent ? [.readCardReport] : []))
            #expect(session.stage == .cardCare(.english, cardPresent ? .reading : .insertCard(nil)))
        }
    }

    @Test("E10: the certificate's own seconds decide, both ends inclusive; days left count to the last day")
    func standing() {
        let day: Int64 = 86_400
        func report(now seconds: Int64) -> HeldCertificate.Standing {
            HeldCertificate(
                uses: [.signature], notBefore: UnixTime(milliseconds: 10 * day * 1_000),
                notAfter: UnixTime(milliseconds: (20 * day + 5) * 1_000),
                now: UnixTime(milliseconds: seconds * 1_000),
                day: { CivilDate(dayNumber: Int($0.milliseconds / 1_000 / day)) }
            ).standing
        }
        #expect(report(now: 10 * day - 1) == .notYetValid)
        #expect(report(now: 10 * day) == .valid(daysLeft: 10))
        #expect(report(now: 19 * day) == .valid(daysLeft: 1))
        #expect(report(now: 20 * day + 5) == .valid(daysLeft: 0))
        #expect(report(now: 20 * day + 6) == .expired)
    }

    @Test("E10: revoked leaves the right to begin anew only, unknown takes none, and what is over stays over")
    func revocation() {
        func card(_ isRevoked: Bool?, _ change: (inout HeldCertificate) -> Void = { _ in }) -> CardReport {
            var card = Samples.card
            card.puk = nil
            card.certificates = card.certificates.map {
                var one = $0
                change(&one)
                one.take(isRevoked: isRevoked)
                return one
            }
            return card
        }
        let signing: Set<EDSRight> = [.renewal, .revocation, .organisation, .obtaining]
        for (isRevoked, isUnclear, rights) in [
            (false, false, signing), (nil, true, signing), (true, false, [.obtaining]),
        ] as [(Bool?, Bool, Set<EDSRight>)] {
            let report = card(isRevoked)
            #expect(report.rights == rights && report.certificates.allSatisfy { $0.isUnclear == isUnclear })
            let opened = OpenedKeyFile(file: Samples.keyFile, certificates: report.certificates)
            #expect(opened.trouble == (isRevoked == true ? .certificateRevoked : nil))
            var logIn = CitizenSession(stage: .account(.english, .reading(Samples.logIn)), cardPresent: true)
            _ = logIn.apply(.card(.report(report)))
            let refused = CitizenSession.Stage.ending(.english, .refused(.certificateRevoked), nil)
            #expect((logIn.stage == refused) == (isRevoked == true))
        }
        for standing in [HeldCertificate.Standing.expired, .notYetValid] {
            for isRevoked in [true, false, nil] {
                let one = card(isRevoked) { $0.standing = standing }.certificates.first
                #expect(one?.standing == standing && one?.isUnclear == false)
            }
        }
    }

    @Test("E9: a PIN is changed only while it has tries, unblocked only by a PUK that has some")
    func offers() {
        #expect(CardReport(pin: .remaining(3), puk: .remaining(3)).offers == [.change, .unblock])
        #expect(CardReport(pin: .unknown, puk: nil).offers == [.change])
        #expect(CardReport(pin: .blocked, puk: .unknown).offers == [.unblock])
        #expect(CardReport(pin: .blocked, puk: .blocked).offers.isEmpty)
        #expect(CardReport(pin: .remaining(3), puk: nil, canChange: false).offers.isEmpty)
        expect(.shown(Samples.blockedCard, nil), .person(.changePIN), leadsTo: .shown(Samples.blockedCard, nil))
    }

    @Test("E2a: old, new and new again go to the card in one command; what differs is asked for again")
    func changing() {
        let card = Samples.card
        expect(.shown(card, nil), .person(.changePIN), leadsTo: .entering(card, .change, .old, nil))
        expect(.entering(card, .change, .old, nil), .person(.pinEntered), leadsTo: .entering(card, .change, .new, nil))
        expect(
            .entering(card, .change, .new, nil), .person(.pinEntered), leadsTo: .entering(card, .change, .again, nil))
        expect(
            .entering(card, .change, .again, nil), .person(.pinEntered), leadsTo: .working(card, .change),
            [.renewPIN(.change)])
        expect(
            .working(card, .change), .card(.newPINsDiffer), leadsTo: .entering(card, .change, .new, .pinMismatch))
        var done = session(.working(card, .change))
        #expect(done.apply(.card(.pinChanged)) == [.stopCamera, .releaseCard])
        #expect(done.stage == .ending(.english, .pinRenewed(.change), nil))
    }

    @Test(
        "E9: the last try, and a counter that the card does not tell, need an explicit yes", arguments: PINWork.allCases
    )
    func lastTry(work: PINWork) {
        for standing in [SecretStanding.remaining(1), .unknown] {
            let card = CardReport(pin: standing, puk: standing)
            expect(.entering(card, work, .again, nil), .person(.pinEntered), leadsTo: .confirming(card, work))
            expect(.confirming(card, work), .person(.confirmLastTry), leadsTo: .working(card, work), [.renewPIN(work)])
            expect(.confirming(card, work), .person(.cancel), leadsTo: .shown(card, nil), [.forgetPIN])
        }
    }

    @Test("E9: a wrong entry shows the tries that are left; a blocked one says what can still be done")
    func wrong() {
        var card = Samples.card
        card.pin = .remaining(2)
        expect(
            .working(Samples.card, .change), .card(.pinWrong(.remaining(2))),
            leadsTo: .entering(card, .change, .old, .pinWrong))
        card.pin = .blocked
        expect(.working(Samples.card, .change), .card(.pinBlocked), leadsTo: .shown(card, .pinBlocked), [.forgetPIN])
        var dead = Samples.blockedCard
        dead.puk = .blocked
        expect(
            .working(Samples.blockedCard, .unblock), .card(.pinBlocked), leadsTo: .shown(dead, .pukBlocked),
            [.forgetPIN])
        #expect(dead.recovery == .obtainAnew && Samples.blockedCard.recovery == .unblockWithPUK)
    }

    @Test(
        "DESIGN 5.3, 5.6: while the card changes its PIN nothing is guessed; every other way out forgets what was typed"
    )
    func waysOut() {
        for event in [SessionEvent.person(.cancel), .time(.expired), .card(.removed), .card(.readerLost)] {
            expect(.working(Samples.card, .change), event, leadsTo: .working(Samples.card, .change))
            for state in [
                CardCareState.entering(Samples.card, .unblock, .again, nil), .confirming(Samples.blockedCard, .unblock),
            ] {
                var session = session(state)
                let effects = session.apply(event)
                #expect(effects.contains(.forgetPIN) || effects.contains(.releaseCard), "\(state) \(event)")
            }
        }
    }

    @Test("E8: a maker's PIN that was typed as the present one: why it is changed stands above the next pad")
    func factoryPIN() {
        let card = Samples.card
        expect(
            .entering(card, .change, .old, nil), .person(.factoryPINEntered),
            leadsTo: .entering(card, .change, .new, .pinFactory))
        var issued = CitizenSession(stage: .eds(.english, .enteringNewPIN(Samples.issuedSet, .old, nil)))
        #expect(issued.apply(.person(.factoryPINEntered)).isEmpty)
        #expect(issued.stage == .eds(.english, .enteringNewPIN(Samples.issuedSet, .new, nil)))
    }

    @Test("E9: the card sees a PIN only by the person's touch, never by the program")
    func onlyByPerson() {
        for state in Samples.cardCareStates {
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
