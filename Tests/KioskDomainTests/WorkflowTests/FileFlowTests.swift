import KioskDomain
import Testing

@Suite("Workflow: the EDS in a file on a stick (E1)")
struct FileFlowTests {
    private let application = WorkflowSamples.fileApplication

    private func session(_ state: EDSState) -> CitizenSession {
        CitizenSession(stage: .eds(.english, state), savesFiles: true)
    }

    private func stage(_ state: EDSState) -> CitizenSession.Stage { .eds(.english, state) }

    private var left: (FailureCode) -> CitizenSession.Stage {
        { .ending(.english, .applicationLeft(self.application, $0), nil) }
    }

    @Test("password twice, a stick, keys, certificates, saved; the stick comes before the keys")
    func wholeWay() {
        let standing = {
            var standing = WorkflowSamples.standing(.confirmed, .write)
            standing.facts.medium = .file
            return standing
        }()
        var session = CitizenSession(stage: .application(.english, .notice(standing)), savesFiles: true)
        let application = Application(number: standing.number, iin: standing.iin, medium: .file)
        #expect(session.apply(.person(.confirmNotice)) == [.openRequest(application)])
        #expect(session.apply(.journal(.requestOpened)).isEmpty)
        #expect(session.stage == stage(.filePassword(application, again: false, nil)))
        #expect(session.apply(.person(.pinEntered)).isEmpty)
        #expect(session.apply(.person(.pinEntered)) == [.awaitStick(nil)])
        #expect(session.apply(.card(.stick(.none))) == [.awaitStick(StickSight.none)])
        #expect(session.apply(.card(.stick(.ready))) == [.writeKeys(application)])
        #expect(session.apply(.card(.keysReady)) == [.requestCertificates(application)])
        #expect(session.apply(.portal(.certificatesIssued)) == [.storeCertificates(application)])
        let effects = session.apply(.card(.fileSaved(name: "EDS-1.p12", serials: ["01", "02"])))
        #expect(effects == [.stopCamera, .releaseCard, .print(.issued(application, serials: ["01", "02"]))])
        let ending = Ending.savedOnStick(application, serials: ["01", "02"], file: "EDS-1.p12")
        #expect(session.stage == .ending(.english, ending, nil))
    }

    @Test("E3a: a kiosk without a port for sticks sends the person to an operator")
    func withoutPort() {
        var standing = WorkflowSamples.standing(.confirmed, .write)
        standing.facts.medium = .file
        let asking = ApplicationState.asking(WorkflowSamples.query, WorkflowSamples.codeProof)
        for (saves, step) in [(true, ApplicationStep.write), (false, .seeOperator)] {
            var session = CitizenSession(stage: .application(.english, asking), savesFiles: saves)
            _ = session.apply(.portal(.standing(standing)))
            guard case .application(_, .shown(let shown, _)) = session.stage else { return #expect(Bool(false)) }
            #expect(shown.step == step)
        }
    }

    @Test("password rules: refused entries are typed again; two different ones begin anew")
    func passwords() {
        var first = session(.filePassword(application, again: false, nil))
        _ = first.apply(.person(.invalidEntry(.keyFilePasswordRules)))
        #expect(first.stage == stage(.filePassword(application, again: false, .keyFilePasswordRules)))
        var second = session(.filePassword(application, again: true, nil))
        _ = second.apply(.person(.invalidEntry(.keyFilePasswordMismatch)))
        #expect(second.stage == stage(.filePassword(application, again: false, .keyFilePasswordMismatch)))
    }

    @Test(
        "a stick that is not fit is told, nothing is made, and the wait goes on",
        arguments: [
            StickSight.none, .several, .refused(.stickNotStorage), .refused(.stickReadOnly), .refused(.stickFull),
            .refused(.stickUnreadable), .refused(.stickFault),
        ])
    func unfit(_ sight: StickSight) {
        var session = session(.insertStick(application, nil))
        #expect(session.apply(.card(.stick(sight))) == [.awaitStick(sight)])
        #expect(session.stage == stage(.insertStick(application, sight)))
        #expect(session.waitsForPerson)
    }

    @Test("a stick that somebody left is not taken, unless the person says that it is theirs")
    func leftBehind() {
        let left = StickSight.refused(.stickLeftBehind)
        var other = session(.insertStick(application, nil))
        #expect(other.apply(.card(.stick(left))) == [.awaitStick(left)])
        var own = other
        #expect(other.apply(.card(.stick(.none))) == [.awaitStick(StickSight.none)])
        #expect(other.apply(.card(.stick(.ready))) == [.writeKeys(application)])
        #expect(own.apply(.person(.tryAgain)) == [.writeKeys(application)])
        for sight in [nil, StickSight.none, .several, .refused(.stickFull)] {
            var none = session(.insertStick(application, sight))
            #expect(none.apply(.person(.tryAgain)).isEmpty, "no stick to say it of")
        }
    }

    @Test("pulled while saving: the same file again, once a stick is there and the person says so")
    func pulled() {
        var session = session(.writing(application, .store))
        #expect(session.apply(.card(.failed(.stickRemoved))) == [.awaitStick(nil)])
        #expect(session.stage == stage(.notSaved(application, .stickRemoved, nil)))
        #expect(session.apply(.person(.tryAgain)).isEmpty, "no stick, no saving")
        #expect(session.apply(.card(.stick(.ready))) == [.awaitStick(.ready)])
        #expect(session.apply(.person(.tryAgain)) == [.storeCertificates(application)])
        #expect(session.stage == stage(.writing(application, .store)))
    }

    @Test("failures before the saving keep the application; a cut line may be tried again")
    func failures() {
        for (step, event) in [
            (WriteStep.keys, SessionEvent.card(.failed(.signHelperFault))),
            (.request, .portal(.refused(.signHelperFault))),
        ] {
            var session = session(.writing(application, step))
            _ = session.apply(event)
            #expect(session.stage == left(.signHelperFault))
        }
        var line = session(.writing(application, .request))
        _ = line.apply(.portal(.lost(.portalUnreachable)))
        var given = line
        #expect(line.apply(.person(.tryAgain)) == [.requestCertificates(application)])
        _ = given.apply(.person(.cancel))
        #expect(given.stage == left(.portalUnreachable), "no medium was changed")
    }

    @Test("a person who walks away at any step: keys and password are released, the application stays")
    func walksAway() {
        for sample in WorkflowSamples.edsStates {
            var session = session(sample.value)
            let isFile =
                switch sample.value {
                case .filePassword, .insertStick, .notSaved: true
                case .retry(.request(let application), _), .writing(let application, _): application.medium == .file
                default: false
                }
            guard isFile, session.waitsForPerson else { continue }
            #expect(session.apply(.time(.expired)).contains(.releaseCard), "\(sample.name)")
            guard case .ending(_, .applicationLeft, _) = session.stage else {
                Issue.record("\(sample.name): \(session.stage)")
                continue
            }
        }
        // Saving ends by its own truth.
        var saving = session(.writing(application, .store))
        for event in [SessionEvent.time(.expired), .person(.cancel)] { #expect(saving.apply(event).isEmpty) }
    }
}
