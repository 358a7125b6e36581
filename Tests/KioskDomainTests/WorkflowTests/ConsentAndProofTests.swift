import KioskDomain
import Testing

/// What stands between a person and the camera. How the portal judges the proof: `AttemptRuleTests` of PortalSync and
/// `AttemptsTests` of the portal.
@Suite("B0: consent and proof before the camera")
struct ConsentAndProofTests {
    private typealias Samples = WorkflowSamples

    private struct Place: Hashable {
        var session: CitizenSession
        /// Consent was given in this session.
        var consented = false
        /// An SMS code of this session was right.
        var proven = false

        mutating func note(_ event: SessionEvent, at stage: CitizenSession.Stage) {
            switch (stage, event) {
            case (.eds(_, .consent), .person(.consent)): consented = true
            case (.eds(_, .checkingCode), .portal(.codeRight)): proven = true
            default: break
            }
        }
    }

    /// What can happen, but for services that come to no camera, and for what only lengthens the search.
    private static let events = Samples.events.map(\.value).filter {
        switch $0 {
        case .person(.moreTime), .person(.language), .person(.service(.queueTicket)), .person(.service(.account)),
            .person(.service(.cardExchange)), .person(.changePIN), .person(.unblockPIN):
            false
        default: true
        }
    }

    @Test("whatever happens in a session, the camera starts only behind a consent and a right code given in it")
    func everyWay() {
        let start = Place(session: CitizenSession(stage: .services(.kazakh), savesFiles: true))
        var (seen, next, aims): (Set<Place>, [Place], Set<IdentificationAim>) = ([start], [start], [])
        while let place = next.popLast() {
            for event in Self.events {
                var moved = place
                let effects = moved.session.apply(event)
                moved.note(event, at: place.session.stage)
                if effects.contains(where: \.asksWho) {
                    #expect(moved.consented, "\(Samples.name(of: place.session.stage)) × \(event)")
                }
                if effects.contains(where: \.beginsAttempts) {
                    #expect(moved.consented && moved.proven, "\(Samples.name(of: place.session.stage)) × \(event)")
                    aims.insert(moved.session.aim)
                }
                switch moved.session.stage {
                // The session is over: who comes next has given and proven nothing.
                case .idle, .takeCard, .ending: continue
                // What comes after both is the attempt's business.
                default: if !moved.proven, seen.insert(moved).inserted { next.append(moved) }
                }
            }
        }
        #expect(aims == Set(IdentificationAim.allCases))
    }

    @Test(
        "B1, B4: who comes with five failures, or more, is sent to an operator before any code; who comes with fewer is not",
        arguments: 0...6)
    func arrival(failures: Int) {
        var session = CitizenSession(stage: .eds(.english, .checking(Samples.identity)))
        let applicant = Applicant(identity: Samples.identity, failures: failures, hasPortrait: true)
        let effects = session.apply(.portal(.person(applicant)))
        if failures < 5 {
            #expect(effects == [.sendCode(Samples.identity.iin, .identification)])
        } else {
            #expect(effects == [.stopCamera, .releaseCard, .print(.referral)])
            #expect(session.stage == .ending(.english, .referral, nil))
        }
    }

    @Test("outcome table: that there is no portrait is said before Start, and a broken camera changes nothing")
    func withoutPortrait() {
        let asked = EDSState.checkingCode(Samples.withoutPortrait, Samples.challenge)
        var session = CitizenSession(stage: .eds(.english, asked))
        let said = CitizenSession.Stage.eds(.english, .noPortrait(Samples.withoutPortrait))
        #expect(session.apply(.portal(.codeRight(proof: "proof"))).isEmpty)
        #expect(session.stage == said)
        #expect(session.apply(.camera(.lost(.cameraLost))).isEmpty)
        #expect(session.stage == said)
        #expect(session.apply(.person(.start)) == [.openAttempt(Samples.withoutPortrait)])
    }

    @Test("outcome table: a camera that is lost before Start is said, and Start opens nothing")
    func lostBeforeStart() {
        var session = CitizenSession(stage: .eds(.english, .positioning(Samples.applicant, cameraFault: nil)))
        #expect(session.apply(.camera(.lost(.cameraMissing))).isEmpty)
        let said = CitizenSession.Stage.eds(
            .english, .positioning(Samples.applicant, cameraFault: .cameraMissing))
        #expect(session.stage == said)
        #expect(session.apply(.person(.start)).isEmpty)
        #expect(session.stage == said)
    }
}

extension SessionEffect {
    /// Asks the portal who somebody is, or has a code for the attempts sent to them.
    fileprivate var asksWho: Bool {
        switch self {
        case .checkPerson, .sendCode(_, .identification): true
        default: false
        }
    }

    fileprivate var beginsAttempts: Bool {
        switch self {
        case .startCamera, .openAttempt: true
        default: false
        }
    }
}
