import KioskDomain
import Testing

@Suite("My application: the session (E4, E5, E10)")
struct ApplicationFlowTests {
    private let iin = WorkflowSamples.identity.iin
    private let query = WorkflowSamples.query
    private let proof = WorkflowSamples.codeProof

    private func session(_ state: ApplicationState) -> CitizenSession {
        CitizenSession(stage: .application(.russian, state))
    }

    @Test(
        "E10: number and IIN, then a code to the phone of that IIN, then the portal; nothing is asked before the code")
    func wholeWay() {
        var session = CitizenSession(stage: .services(.russian))
        #expect(session.apply(.person(.service(.myApplication))).isEmpty)
        #expect(session.apply(.person(.applicationNumber(query.number, iin))) == [.sendCode(iin, .application)])
        let challenge = WorkflowSamples.challenge
        #expect(session.apply(.portal(.codeSent(challenge))).isEmpty)
        #expect(session.apply(.person(.code("123456"))) == [.answerCode(challenge, code: "123456")])
        #expect(session.apply(.portal(.codeRight(proof: "proof"))) == [.askApplication(query, proof)])
        let standing = WorkflowSamples.standing(.submitted, .wait)
        #expect(session.apply(.portal(.standing(standing))).isEmpty)
        #expect(session.stage == .application(.russian, .shown(standing, form: nil)))
        #expect(session.apply(.person(.done)).contains(.wipe))
        #expect(session.stage == .idle)
    }

    @Test("a wrong number, or somebody else's, is mended without another code; too many end the session")
    func wrongNumber() {
        var session = session(.asking(query, proof))
        #expect(session.apply(.portal(.refused(.applicationUnknown))).isEmpty)
        #expect(session.stage == .application(.russian, .entering(proof, .applicationUnknown)))
        let other = ApplicationQuery(number: "E000000043", iin: iin)
        // Whose it is, the proof says: nothing that is typed now can change it.
        let typed = SessionEvent.person(.applicationNumber(other.number, nil))
        #expect(session.apply(typed) == [.askApplication(other, proof)])
        _ = session.apply(.portal(.refused(.applicationTries)))
        #expect(session.ended == .applicationTries)
    }

    @Test("without a proof the IIN is needed")
    func needsIIN() {
        var session = session(.entering(nil, nil))
        #expect(session.apply(.person(.applicationNumber(query.number, nil))).isEmpty)
        #expect(session.stage == .application(.russian, .entering(nil, .iinLength)))
    }

    @Test(
        "E4: the form is printed only while it can be handed in, and the paper's truth is shown",
        arguments: [
            SlipResult.printed, .unconfirmed, .failed(.printerPaperOut),
        ])
    func form(_ result: SlipResult) {
        let standing = WorkflowSamples.standing(.applied, .handIn)
        var session = session(.shown(standing, form: nil))
        #expect(session.apply(.person(.printForm)) == [.print(.applicationForm(standing))])
        for event in [SessionEvent.person(.cancel), .time(.expired), .person(.done)] {
            #expect(session.apply(event).isEmpty, "the paper is awaited")
        }
        #expect(session.apply(.printer(.slip(result))).isEmpty)
        #expect(session.stage == .application(.russian, .shown(standing, form: result)))
    }

    @Test(
        "no form and no keys where the step is another one",
        arguments: [
            ApplicationStep.wait, .goToCentre, .seeOperator, .applyAnew, .nothing,
        ])
    func nothingElse(_ step: ApplicationStep) {
        let standing = WorkflowSamples.standing(.submitted, step)
        for action in [PersonAction.printForm, .writeNow] {
            var session = session(.shown(standing, form: nil))
            #expect(session.apply(.person(action)).isEmpty)
            #expect(session.stage == .application(.russian, .shown(standing, form: nil)))
        }
    }

    @Test("F2, E2a: keys are written behind the notice, once the application is durable here")
    func write() {
        var session = session(.shown(WorkflowSamples.standing(.confirmed, .write), form: nil))
        #expect(session.apply(.person(.writeNow)).isEmpty)
        let application = Application(number: "E000000042", iin: iin)
        #expect(session.apply(.person(.confirmNotice)) == [.openRequest(application)])
        #expect(session.apply(.person(.cancel)).isEmpty)
        #expect(session.apply(.journal(.requestOpened)).isEmpty)
        #expect(session.stage == .eds(.russian, .insertCard(application, nil)))
    }

    @Test("the line is cut: before the proof a new code, after it only the question again")
    func line() {
        var early = session(.sendingCode(query))
        _ = early.apply(.portal(.lost(.portalUnreachable)))
        #expect(early.apply(.person(.tryAgain)) == [.sendCode(iin, .application)])
        var late = session(.asking(query, proof))
        _ = late.apply(.portal(.lost(.portalUnreachable)))
        #expect(late.apply(.person(.tryAgain)) == [.askApplication(query, proof)])
    }

    @Test("a person who walks away at any step leaves nothing: the session is wiped, or ends by itself when it can")
    func walksAway() {
        for sample in WorkflowSamples.applicationStates {
            var session = session(sample.value)
            guard session.waitsForPerson else { continue }
            #expect(session.apply(.time(.expired)).contains(.wipe), "\(sample.name)")
            #expect(session.stage == .idle)
        }
    }
}

extension CitizenSession {
    fileprivate var ended: FailureCode? {
        if case .ending(_, .refused(let code), _) = stage { code } else { nil }
    }
}
