import KioskDomain
import Testing

/// That the card itself makes no keys without PIN and administrator: `PIVTests.administrator`.
@Suite("E2a: what stands before keys on a medium")
struct KeysBehindPINTests {
    private typealias Samples = WorkflowSamples

    @Test("keys are made on a card or a token at the moment in which it accepts its PIN, and in a file without one")
    func everyPair() {
        var media: Set<Medium> = []
        for stage in Samples.stages {
            for event in Samples.events {
                var session = CitizenSession(stage: stage.value, cardPresent: true, savesFiles: true)
                for case .writeKeys(let application) in session.apply(event.value) {
                    media.insert(application.medium)
                    #expect(
                        (event.value == .card(.pinAccepted)) == application.medium.isProtected,
                        "\(stage.name) × \(event.name)")
                }
            }
        }
        #expect(media == [.idCard, .kaztoken, .file])
    }

    @Test("the PIN is asked for once the card has told its counter")
    func counterFirst() {
        var session = CitizenSession(stage: .eds(.english, .insertCard(Samples.application, nil)))
        #expect(session.apply(.card(.inserted)) == [.readCard(Samples.application)])
        #expect(session.apply(.person(.pinEntered)).isEmpty)
        #expect(session.apply(.card(.read(.remaining(3)))).isEmpty)
        #expect(session.stage == .eds(.english, .pin(Samples.application, .remaining(3), nil)))
        #expect(session.apply(.person(.pinEntered)) == [.verifyPIN])
        #expect(session.apply(.card(.pinAccepted)) == [.writeKeys(Samples.application)])
    }

    @Test(
        "where the portal does not answer for the administrator, or the card does not take the answer, nothing has changed",
        arguments: [
            (.refused(.administrativeRefused), .administrativeRefused),
            (.lost(.portalUnreachable), .portalUnreachable),
        ] as [(PortalEvent, FailureCode)])
    func administrator(_ answer: PortalEvent, _ code: FailureCode) {
        let application = Samples.application
        var session = CitizenSession(stage: .eds(.english, .writing(application, .keys)), cardPresent: true)
        #expect(
            session.apply(.portal(answer)) == [.stopCamera, .releaseCard, .print(.applicationLeft(application, code))])
        #expect(session.stage == .ending(.english, .applicationLeft(application, code), nil))
    }
}
