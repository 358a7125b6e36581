import KioskDomain
import Testing

@Suite("Workflow: the EDS of an organisation (E3)")
struct OrganisationFlowTests {
    private typealias Samples = WorkflowSamples

    private func session(_ state: ReissueState, savesFiles: Bool = true) -> CitizenSession {
        CitizenSession(stage: .reissue(.english, state), cardPresent: true, savesFiles: savesFiles)
    }

    private func shown(_ report: CardReport) -> CitizenSession {
        CitizenSession(stage: .cardCare(.english, .shown(report, nil)), cardPresent: true, savesFiles: true)
    }

    @Test(
        "BIN, medium, notice, one PIN of the own card, signature, portal, record here; then the file as of any application"
    )
    func wholeWay() {
        var session = shown(Samples.card)
        #expect(session.apply(.person(.organisationEDS)).isEmpty)
        #expect(session.stage == .reissue(.english, .enteringBIN(Samples.card, nil)))
        #expect(session.apply(.person(.organisation(Samples.bin))).isEmpty)
        #expect(session.apply(.person(.medium(.file))).isEmpty)
        #expect(session.stage == .reissue(.english, .notice(Samples.card, Samples.organisationWish)))
        #expect(session.apply(.person(.confirmNotice)).isEmpty)
        #expect(session.apply(.person(.pinEntered)) == [.verifyPIN])
        #expect(session.apply(.card(.pinAccepted)) == [.signReissue(Samples.organisationWish)])
        #expect(session.apply(.card(.reissueSigned)) == [.sendReissue])
        let application = Samples.organisationApplication
        #expect(session.apply(.portal(.application(application))) == [.releaseCard, .openRequest(application)])
        #expect(session.apply(.journal(.requestOpened)).isEmpty)
        #expect(session.stage == .eds(.english, .filePassword(application, again: false, nil)))
    }

    @Test("P2: what is no BIN is told with its code and typed again")
    func typing() {
        for (text, code) in [
            ("23044000001", .binLength), ("23044000001a", .binLength), ("230440000011", .binCheckDigit),
            ("850315300019", .binType),
        ] as [(String, FailureCode)] {
            #expect(throws: (any Error).self) { try BIN(text: text) }
            do throws(BIN.Problem) { _ = try BIN(text: text) } catch { #expect(error.code == code, "\(text)") }
            var session = session(.enteringBIN(Samples.card, nil))
            #expect(session.apply(.person(.invalidEntry(code))).isEmpty)
            #expect(session.stage == .reissue(.english, .enteringBIN(Samples.card, code)))
        }
    }

    @Test("E3: an ID card is refused with its reason, and another medium can be chosen; a SIM card is not even offered")
    func media() {
        var session = session(.choosingMedium(Samples.card, Samples.bin, nil))
        #expect(session.apply(.person(.medium(.idCard))).isEmpty)
        #expect(session.stage == .reissue(.english, .choosingMedium(Samples.card, Samples.bin, .organisationIDCard)))
        #expect(session.apply(.person(.medium(.sim))).isEmpty)
        #expect(session.stage == .reissue(.english, .choosingMedium(Samples.card, Samples.bin, .organisationIDCard)))
        #expect(!Medium.ofOrganisations.contains(.sim) && Medium.ofOrganisations.count == 6)
        #expect(session.apply(.person(.medium(.kaztoken))).isEmpty)
        #expect(session.stage == .reissue(.english, .notice(Samples.card, .organisation(Samples.bin, .kaztoken))))
    }

    @Test("E3a: a token, and a file where this kiosk saves none, go on at the desk, with a slip and the number")
    func desk() {
        for (medium, saves) in [(Medium.kaztoken, true), (.aKey, false), (.file, false)] {
            var application = Samples.organisationApplication
            application.medium = medium
            var session = session(.sending, savesFiles: saves)
            let effects = session.apply(.portal(.application(application)))
            let ending = Ending.applicationLeft(application, .organisationAtDesk)
            #expect(session.stage == .ending(.english, ending, nil), "\(medium)")
            #expect(effects.contains(.print(.applicationLeft(application, .organisationAtDesk))))
        }
    }

    @Test(
        "every refusal of the portal ends with its own reason, and the card is let go",
        arguments: [
            FailureCode.organisationUnknown, .organisationClosed, .organisationOtherHead, .organisationOwnEDS,
            .personUnderAge, .certificateRevoked, .certificateExpired,
        ])
    func refused(_ code: FailureCode) {
        var session = session(.sending)
        #expect(session.apply(.portal(.refused(code))).contains(.releaseCard))
        #expect(session.stage == .ending(.english, .refused(code), nil))
    }

    @Test("E3: it is offered for a valid own EDS only; an organisation's EDS on the card offers nothing personal")
    func offers() {
        #expect(Samples.card.rights == [.organisation, .renewal, .revocation])
        var entity = Samples.card
        entity.puk = nil
        #expect(entity.rights.contains(.obtaining))
        entity.certificates = entity.certificates.map {
            var certificate = $0
            certificate.isPersonal = false
            return certificate
        }
        #expect(entity.rights.isEmpty)
        for action in [PersonAction.organisationEDS, .reissue, .revokeEDS, .obtainAnew] {
            var session = shown(entity)
            #expect(session.apply(.person(action)).isEmpty, "\(action)")
            #expect(session.stage == shown(entity).stage, "\(action)")
        }
    }

    @Test("R3: whoever walks away, cancels or draws the card at any step leaves nothing behind")
    func walksAway() {
        let states: [ReissueState] = [
            .enteringBIN(Samples.card, nil), .choosingMedium(Samples.card, Samples.bin, nil),
            .notice(Samples.card, Samples.organisationWish), .pin(Samples.card, Samples.organisationWish, nil),
            .lastTry(Samples.card, Samples.organisationWish),
        ]
        for state in states {
            var gone = session(state)
            #expect(gone.apply(.time(.expired)) == [.stopCamera, .releaseCard, .wipe])
            #expect(gone.stage == .takeCard(.english))
            var cancelled = session(state)
            #expect(cancelled.apply(.person(.cancel)) == [.forgetPIN])
            #expect(cancelled.stage == .cardCare(.english, .shown(Samples.card, nil)))
            var drawn = session(state)
            #expect(drawn.apply(.card(.removed)) == [.releaseCard])
            #expect(drawn.stage == .cardCare(.english, .insertCard(nil)))
        }
        var waiting = session(.retry(.portalUnreachable))
        let slip = SlipKind.unanswered(.application, .portalUnreachable)
        #expect(waiting.apply(.time(.expired)) == [.stopCamera, .releaseCard, .print(slip)])
    }
}
