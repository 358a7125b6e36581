import KioskDomain
import Testing

@Suite("Workflow: EDS by face on a token, which a desk writes (E1, E3a)")
struct TokenOfPersonTests {
    private typealias Samples = WorkflowSamples

    private static let tokens = Medium.allCases.filter(\.isToken)

    private func session(_ state: EDSState, _ media: MediaPolicy? = nil) -> CitizenSession {
        var session = CitizenSession(stage: .eds(.english, state), savesFiles: true)
        if let media { session.media = media }
        return session
    }

    private var accepted: Ending { .applicationLeft(Samples.tokenApplication, .applicationAtDesk) }

    @Test("each kind is asked for, and goes with the applicant to the portal", arguments: Self.tokens)
    func chosen(_ medium: Medium) {
        var session = session(.choosingMedium)
        #expect(session.apply(.person(.myToken)).isEmpty)
        #expect(session.stage == .eds(.english, .choosingToken))
        #expect(session.apply(.person(.medium(medium))).isEmpty)
        #expect(session.stage == .eds(.english, .consent) && session.medium == medium)
        for event in [PersonAction.consent, .confirmNotice, .identity(Samples.identity)] {
            _ = session.apply(.person(event))
        }
        _ = session.apply(.portal(.person(Samples.applicant)))
        var applicant = Samples.applicant
        applicant.medium = medium
        #expect(session.stage == .eds(.english, .sendingCode(applicant)))
    }

    @Test("a match ends with the number and a slip to the desk; no token, card or stick is awaited here")
    func matched() {
        var session = session(.applying(Samples.applicant, Samples.attempt))
        let effects = session.apply(.portal(.application(Samples.tokenApplication)))
        let slip = SlipKind.applicationLeft(Samples.tokenApplication, .applicationAtDesk)
        #expect(effects == [.stopCamera, .releaseCard, .print(slip)])
        #expect(session.stage == .ending(.english, accepted, nil))
    }

    @Test("also with an answer that was lost first")
    func sentAgain() {
        let (applicant, attempt) = (Samples.applicant, Samples.attempt)
        var session = session(.retry(.apply(applicant, attempt), .portalUnreachable))
        #expect(session.apply(.person(.tryAgain)) == [.apply(applicant, attempt)])
        _ = session.apply(.portal(.application(Samples.tokenApplication)))
        #expect(session.stage == .ending(.english, accepted, nil))
    }

    @Test("a printer that is out leaves the number on the screen, and says so")
    func noPaper() {
        var session = session(.applying(Samples.applicant, Samples.attempt))
        _ = session.apply(.portal(.application(Samples.tokenApplication)))
        _ = session.apply(.printer(.slip(.failed(.printerPaperOut))))
        #expect(session.stage == .ending(.english, accepted, .failed(.printerPaperOut)))
    }

    @Test("a portal that takes none for this medium ends it with its reason, and nothing is kept")
    func refused() {
        var session = session(.applying(Samples.applicant, Samples.attempt))
        session.medium = .kaztoken
        #expect(session.apply(.portal(.refused(.portalRequest))) == [.stopCamera, .releaseCard])
        #expect(session.stage == .ending(.english, .refused(.portalRequest), nil))
        #expect(session.apply(.person(.done)).contains(.wipe) && session.medium == nil)
    }

    @Test("E3a: only where a kiosk may take it and a desk writes it; no other kind, no SIM card")
    func switchedOff() {
        for policy in [
            MediaPolicy(kiosk: [.file, .kaztoken], desk: [.file]),
            MediaPolicy(kiosk: [.file], desk: [.file, .kaztoken]),
            MediaPolicy(kiosk: [.file, .sim], desk: [.file, .sim]),
        ] {
            var session = session(.choosingMedium, policy)
            #expect(session.tokensOfPersons.isEmpty)
            #expect(session.apply(.person(.myToken)).isEmpty)
            #expect(session.stage == .eds(.english, .choosingMedium))
        }
        let one = MediaPolicy(kiosk: [.file, .kaztoken], desk: [.kaztoken, .aKey])
        for medium in Medium.allCases where medium != .kaztoken {
            var session = session(.choosingToken, one)
            #expect(session.apply(.person(.medium(medium))).isEmpty && session.medium == nil, "\(medium)")
            #expect(session.stage == .eds(.english, .choosingToken))
        }
    }

    @Test(
        "whoever walks away from the choice leaves nothing", arguments: [SessionEvent.person(.cancel), .time(.expired)])
    func walksAway(_ event: SessionEvent) {
        var session = session(.choosingToken)
        #expect(session.apply(event) == [.stopCamera, .releaseCard, .wipe])
        #expect(session.stage == .idle)
    }
}
