import KioskDomain
import Testing

@Suite("E9: a forgotten PIN leads to the whole procedure, with its reason")
struct ObtainingTests {
    private typealias Samples = WorkflowSamples

    private func shown(_ report: CardReport) -> CitizenSession {
        session(.cardCare(.english, .shown(report, nil)), cardPresent: true)
    }

    /// At a kiosk that takes no applications for tokens.
    private func session(_ stage: CitizenSession.Stage, cardPresent: Bool = false) -> CitizenSession {
        var session = CitizenSession(stage: stage, cardPresent: cardPresent)
        session.media = MediaPolicy(kiosk: [.idCard, .file], desk: [.idCard, .file])
        return session
    }

    @Test("where no PUK helps: consent first, no re-issue; the reason goes with the applicant, and with nobody after")
    func begins() {
        var card = Samples.card
        card.puk = nil
        var session = shown(card)
        #expect(session.apply(.person(.obtainAnew)) == [.releaseCard])
        #expect(session.stage == .eds(.english, .consent) && session.reason == .forgottenPIN)
        for event in [PersonAction.consent, .confirmNotice, .identity(Samples.identity)] {
            _ = session.apply(.person(event))
        }
        _ = session.apply(.portal(.person(Samples.applicant)))
        var applicant = Samples.applicant
        applicant.reason = .forgottenPIN
        #expect(session.stage == .eds(.english, .sendingCode(applicant)))
        var left = session
        _ = left.apply(.portal(.refused(.smsLimit)))
        #expect(left.apply(.person(.done)).contains(.wipe) && left.reason == nil)
    }

    @Test("E3a: where there is a choice the medium is chosen, and the reason goes with it; else nothing is offered")
    func medium() {
        var card = Samples.card
        card.puk = nil
        for medium in [Medium.file, .idCard] {
            var session = shown(card)
            session.savesFiles = true
            #expect(session.apply(.person(.obtainAnew)) == [.releaseCard])
            #expect(session.stage == .eds(.english, .choosingMedium) && session.reason == .forgottenPIN)
            for action in [PersonAction.medium(medium), .consent, .confirmNotice, .identity(Samples.identity)] {
                _ = session.apply(.person(action))
            }
            _ = session.apply(.portal(.person(Samples.applicant)))
            var applicant = Samples.applicant
            (applicant.medium, applicant.reason) = (medium, .forgottenPIN)
            #expect(session.stage == .eds(.english, .sendingCode(applicant)))
        }
        var none = shown(card)
        none.media = MediaPolicy(kiosk: [], desk: [])
        let before = none.stage
        #expect(none.apply(.person(.obtainAnew)) == [] && none.stage == before && none.reason == nil)
    }

    @Test("a PUK that is there is used instead; a PUK that is blocked is none")
    func puk() {
        for (standing, offers) in [
            (.remaining(1), false), (.unknown, false), (.blocked, true), (nil, true),
        ] as [(SecretStanding?, Bool)] {
            var card = Samples.card
            card.puk = standing
            #expect(card.rights.contains(.obtaining) == offers)
            var session = shown(card)
            #expect(session.apply(.person(.obtainAnew)).isEmpty == !offers)
            #expect((session.stage == .eds(.english, .consent)) == offers)
        }
    }

    @Test("a kiosk that may not begin an EDS says why")
    func withheld() {
        var card = Samples.card
        card.puk = nil
        var session = shown(card)
        session.withheld = [.edsByFace: .portalUnreachable]
        _ = session.apply(.person(.obtainAnew))
        #expect(session.stage == .ending(.english, .refused(.portalUnreachable), nil) && session.reason == nil)
    }

    @Test("who comes by the first screen has no reason")
    func none() {
        var session = session(.services(.english))
        _ = session.apply(.person(.service(.edsByFace)))
        #expect(session.stage == .eds(.english, .consent) && session.reason == nil)
    }
}
