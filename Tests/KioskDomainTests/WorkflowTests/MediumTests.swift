import KioskDomain
import Testing

@Suite("Workflow: EDS by face on a file (E1), and again after a forgotten password (E9)")
struct MediumTests {
    private typealias Samples = WorkflowSamples

    private func begun(_ action: PersonAction) -> CitizenSession {
        var session = CitizenSession(stage: .services(.english), savesFiles: true)
        _ = session.apply(.person(.service(.edsByFace)))
        #expect(session.stage == .eds(.english, .choosingMedium))
        _ = session.apply(.person(action))
        return session
    }

    @Test(
        "the medium is chosen first, and goes with the applicant to the portal; a kiosk without sticks and tokens does not ask"
    )
    func chosen() {
        for (action, medium, reason) in [
            (.medium(.idCard), .idCard, nil), (.medium(.file), .file, nil), (.obtainAnew, .file, .forgottenPIN),
        ] as [(PersonAction, Medium, ObtainingReason?)] {
            var session = begun(action)
            #expect(session.stage == .eds(.english, .consent) && session.reason == reason)
            for event in [PersonAction.consent, .confirmNotice, .identity(Samples.identity)] {
                _ = session.apply(.person(event))
            }
            _ = session.apply(.portal(.person(Samples.applicant)))
            var applicant = Samples.applicant
            (applicant.medium, applicant.reason) = (medium, reason)
            #expect(session.stage == .eds(.english, .sendingCode(applicant)))
            _ = session.apply(.time(.expired))
            #expect(session.medium == nil && session.reason == nil, "nothing of it is there for the next person")
        }
        var without = CitizenSession(stage: .services(.english))
        without.media = MediaPolicy(kiosk: [.idCard, .file], desk: [.idCard, .file])
        _ = without.apply(.person(.service(.edsByFace)))
        #expect(without.stage == .eds(.english, .consent))
    }

    @Test(
        "E3a: a token or a SIM card is nothing that a kiosk writes by itself: the choice stays",
        arguments: [Medium.kaztoken, .sim])
    func others(_ medium: Medium) {
        #expect(begun(.medium(medium)).stage == .eds(.english, .choosingMedium))
    }

    @Test("a match for a file leads to its password, one for the card to the card")
    func matched() {
        for (medium, state) in [
            (Medium.file, EDSState.filePassword(Samples.fileApplication, again: false, nil)),
            (.idCard, .insertCard(Samples.application, nil)),
        ] {
            var session = CitizenSession(stage: .eds(.english, .applying(Samples.applicant, Samples.attempt)))
            let application = medium == .file ? Samples.fileApplication : Samples.application
            #expect(session.apply(.portal(.application(application))).isEmpty)
            #expect(session.stage == .eds(.english, state))
        }
    }

    @Test(
        "whoever walks away from the choice leaves nothing", arguments: [SessionEvent.person(.cancel), .time(.expired)])
    func walksAway(_ event: SessionEvent) {
        var session = CitizenSession(stage: .eds(.english, .choosingMedium), savesFiles: true)
        #expect(session.apply(event) == [.stopCamera, .releaseCard, .wipe])
        #expect(session.stage == .idle)
    }
}
