import KioskDomain
import Testing

@Suite("E3a: only what may be written is offered where a medium is chosen")
struct OfferedMediaTests {
    private typealias Samples = WorkflowSamples

    private func session(
        _ stage: CitizenSession.Stage = .services(.english), kiosk: Set<Medium>, desk: Set<Medium> = [],
        sticks: Bool = true
    ) -> CitizenSession {
        var session = CitizenSession(stage: stage, savesFiles: sticks)
        session.media = MediaPolicy(kiosk: kiosk, desk: desk)
        return session
    }

    @Test("EDS by face: a choice, a card alone, a file alone with the forgotten password, or an operator")
    func persons() {
        let end = CitizenSession.Stage.ending(.english, .refused(.applicationNoMedium), nil)
        for (kiosk, sticks, offered, stage) in [
            ([.idCard, .file], true, [.idCard, .file], .eds(.english, .choosingMedium)),
            ([.idCard, .file], false, [.idCard], .eds(.english, .consent)),
            ([.idCard], true, [.idCard], .eds(.english, .consent)),
            ([.file, .kaztoken], true, [.file, .kaztoken], .eds(.english, .choosingMedium)),
            ([.idCard, .aKey, .sim], false, [.idCard, .aKey], .eds(.english, .choosingMedium)),
            ([.kaztoken], true, [.kaztoken], .eds(.english, .choosingMedium)),
            ([.file], false, [], end), ([.sim], true, [], end), ([], true, [], end),
        ] as [(Set<Medium>, Bool, [Medium], CitizenSession.Stage)] {
            var session = session(kiosk: kiosk, desk: kiosk, sticks: sticks)
            #expect(session.mediaOfPersons == offered, "\(kiosk)")
            _ = session.apply(.person(.service(.edsByFace)))
            #expect(session.stage == stage, "\(kiosk)")
        }
    }

    @Test(
        "My card: renewal and the whole procedure want the card, a file its own kind, an organisation any but the card")
    func rights() {
        let all: Set<EDSRight> = [.renewal, .revocation, .organisation]
        for (kiosk, onCard, onFile) in [
            ([.idCard, .file], all, [.renewal, .organisation]),
            ([.file], [.revocation, .organisation], [.renewal, .organisation]),
            ([.idCard], [.renewal, .revocation], []), ([], [.revocation], []),
            ([.kaztoken], [.revocation, .organisation], [.organisation]),
        ] as [(Set<Medium>, Set<EDSRight>, Set<EDSRight>)] {
            var card = session(.cardCare(.english, .shown(Samples.card, nil)), kiosk: kiosk, desk: [.kaztoken])
            var file = session(.keyFile(.english, .shown(Samples.openedFile)), kiosk: kiosk, desk: [.kaztoken])
            #expect(card.offered(Samples.card.rights, on: .idCard) == onCard, "\(kiosk)")
            #expect(file.offered(Samples.openedFile.rights, on: .file) == onFile, "\(kiosk)")
            for (right, action) in [(EDSRight.renewal, PersonAction.reissue), (.organisation, .organisationEDS)] {
                for (before, offered) in [(card, onCard), (file, onFile)] {
                    var session = before
                    #expect(session.apply(.person(action)).isEmpty)
                    #expect((session.stage != before.stage) == offered.contains(right), "\(kiosk) \(right)")
                }
            }
            _ = (card.apply(.person(.revokeEDS)), file.apply(.person(.revokeEDS)))
            #expect(card.stage == .revocation(.english, .choosing(Samples.card)))
            #expect(file.stage == .keyFile(.english, .shown(Samples.openedFile)))
        }
    }

    @Test(
        "E9: the whole procedure, for who has lost a card's PIN, begins where a kiosk may write any medium",
        arguments: [([.idCard], .consent), ([.file], .choosingMedium), ([], nil)] as [(Set<Medium>, EDSState?)])
    func obtaining(_ kiosk: Set<Medium>, _ first: EDSState?) {
        var dead = Samples.blockedCard
        dead.puk = nil
        let before = session(.cardCare(.english, .shown(dead, nil)), kiosk: kiosk)
        var session = before
        #expect(session.offered(dead.rights, on: .idCard) == (first == nil ? [] : [.obtaining]))
        _ = session.apply(.person(.obtainAnew))
        #expect(session.stage == first.map { .eds(.english, $0) } ?? before.stage)
    }

    @Test("what is switched off is not taken from the screen either")
    func chosen() {
        var cardOff = session(.eds(.english, .choosingMedium), kiosk: [.file])
        #expect(cardOff.apply(.person(.medium(.idCard))).isEmpty && cardOff.medium == nil)
        #expect(cardOff.stage == .eds(.english, .choosingMedium))
        _ = cardOff.apply(.person(.obtainAnew))
        #expect(cardOff.medium == .file)
        var fileOff = session(.eds(.english, .choosingMedium), kiosk: [.idCard])
        for action in [PersonAction.medium(.file), .obtainAnew] {
            #expect(fileOff.apply(.person(action)).isEmpty && fileOff.medium == nil)
        }
    }

    @Test(
        "an organisation: switched off for kiosks is not offered; what a desk alone reaches stays as long as it writes it"
    )
    func organisations() {
        let tokens: Set<Medium> = [.kaztoken, .eToken, .jaCarta, .aKey]
        let all = tokens.union([.file, .idCard])
        for (kiosk, desk, sticks, offered) in [
            (all, all, true, Medium.ofOrganisations), (all, all, false, Medium.ofOrganisations),
            (all.subtracting([.kaztoken]), all, true, [.file, .eToken, .jaCarta, .aKey, .idCard]),
            (all, all.subtracting([.kaztoken]), true, [.file, .eToken, .jaCarta, .aKey, .idCard]),
            (all, [], true, [.file, .idCard]), (all, tokens, false, [.kaztoken, .eToken, .jaCarta, .aKey, .idCard]),
            ([], all, true, [.idCard]),
        ] as [(Set<Medium>, Set<Medium>, Bool, [Medium])] {
            var session = session(
                .reissue(.english, .choosingMedium(Samples.card, Samples.bin, nil)), kiosk: kiosk, desk: desk,
                sticks: sticks)
            #expect(session.mediaOfOrganisations == offered, "\(kiosk) \(desk)")
            for medium in Medium.allCases where !offered.contains(medium) {
                #expect(session.apply(.person(.medium(medium))).isEmpty)
                #expect(session.stage == .reissue(.english, .choosingMedium(Samples.card, Samples.bin, nil)))
            }
            guard let medium = offered.first, medium != .idCard else { continue }
            _ = session.apply(.person(.medium(medium)))
            #expect(
                session.stage == .reissue(.english, .notice(Samples.card, .organisation(Samples.bin, medium))))
        }
    }
}
