import KioskDomain
import Testing

@Suite("Issue 4.4: the portrait in the person's own document as reference")
struct DocumentPortraitTests {
    private typealias Samples = WorkflowSamples

    private func session(_ state: EDSState, cardPresent: Bool = false, reads: Bool = true) -> CitizenSession {
        CitizenSession(stage: .eds(.english, state), cardPresent: cardPresent, readsDocuments: reads)
    }

    @Test("B2: with no portrait at the portal, or a poor one, or after a failure, the document is offered")
    func isOffered() {
        for state in [
            EDSState.noPortrait(Samples.withoutPortrait), .noPortrait(Samples.withPoorPortrait),
            .failed(Samples.applicant, .noMatch),
        ] {
            var asked = session(state)
            #expect(asked.apply(.person(.useDocument)) == [])
            guard case .eds(_, .documentKey(let reading, nil)) = asked.stage else {
                Issue.record("\(state) × useDocument led to \(asked.stage)")
                continue
            }
            #expect(reading.key == .can)
            var unable = session(state, reads: false)
            #expect(unable.apply(.person(.useDocument)) == [])
            #expect(unable.stage == .eds(.english, state), "a kiosk that trusts no authority offers nothing")
        }
    }

    @Test("A document that was read is not asked for again, and its portrait can be matched")
    func onlyOnce() {
        var failed = session(.failed(Samples.withChipPortrait, .noMatch))
        #expect(failed.apply(.person(.useDocument)) == [])
        #expect(failed.stage == .eds(.english, .failed(Samples.withChipPortrait, .noMatch)))
        #expect(Samples.withChipPortrait.canMatch && !Samples.withChipPortrait.hasPortrait)
        #expect(failed.apply(.person(.tryAgain)) == [.startCamera])
    }

    @Test("No portrait → document → camera: nothing opens before Start, what was typed is forgotten at once")
    func wholeWay() {
        var session = session(.noPortrait(Samples.withoutPortrait))
        #expect(session.apply(.person(.useDocument)) == [])
        #expect(session.apply(.person(.documentKey(.expiryDate))) == [])
        #expect(session.apply(.person(.documentKeyEntered)) == [])
        #expect(session.apply(.card(.inserted)) == [.readPortrait(Samples.withoutPortrait)])
        #expect(session.apply(.card(.portraitRead)) == [.forgetDocumentKey, .startCamera])
        #expect(session.stage == .eds(.english, .positioning(Samples.withChipPortrait, cameraFault: nil)))
        #expect(session.apply(.person(.start)) == [.openAttempt(Samples.withChipPortrait)])
    }

    @Test("A document that is in the reader already is read at once")
    func alreadyInserted() {
        var session = session(.documentKey(Samples.reading, nil), cardPresent: true)
        #expect(session.apply(.person(.documentKeyEntered)) == [.readPortrait(Samples.withoutPortrait)])
    }

    @Test(
        "Each refusal leads on: typed again, another insertion, or without the document",
        arguments: [
            (FailureCode.chipAccess, "documentKey"), (.cardRemoved, "insertDocument"), (.cardMute, "insertDocument"),
            (.chipAbsent, "insertDocument"), (.chipTimedOut, "insertDocument"), (.readerUnplugged, "insertDocument"),
            (.cardCommunication, "insertDocument"), (.chipUntrusted, "documentRefused"),
            (.chipHolder, "documentRefused"), (.chipPicture, "documentRefused"), (.referencePoor, "documentRefused"),
        ])
    func refusals(code: FailureCode, state: String) {
        var session = session(.readingDocument(Samples.reading), cardPresent: true)
        _ = session.apply(.card(.failed(code)))
        guard case .eds(_, let reached) = session.stage else {
            Issue.record("\(code) led to \(session.stage)")
            return
        }
        #expect(WorkflowSamples.caseName(reached) == state)
        var onward = session
        _ = onward.apply(.person(.withoutDocument))
        #expect(onward.stage == .eds(.english, .noPortrait(Samples.withoutPortrait)))
        var leaving = session
        #expect(leaving.apply(.person(.cancel)).contains(.wipe))
        var late = session
        #expect(late.apply(.time(.expired)).contains(.wipe))
    }

    @Test(
        "A pulled document or reader is told by the reading alone, so that no late answer belongs to another insertion")
    func pulls() {
        for event in [SessionEvent.card(.removed), .card(.readerLost), .card(.inserted)] {
            var reading = session(.readingDocument(Samples.reading), cardPresent: true)
            #expect(reading.apply(event) == [])
            #expect(reading.stage == .eds(.english, .readingDocument(Samples.reading)))
        }
        // The document came back while its reading ended.
        var back = session(.insertDocument(Samples.reading, .cardRemoved), cardPresent: true)
        #expect(back.apply(.person(.tryAgain)) == [.readPortrait(Samples.withoutPortrait)])
        var away = session(.insertDocument(Samples.reading, .cardRemoved))
        #expect(away.apply(.person(.tryAgain)) == [])
        #expect(away.apply(.card(.removed)) == [])
        #expect(away.stage == .eds(.english, .insertDocument(Samples.reading, .cardRemoved)))
    }

    @Test("Who came with a portrait that did not match goes back to the camera without the document")
    func backToTheCamera() {
        var session = session(.documentRefused(DocumentReading(applicant: Samples.applicant), .chipHolder))
        #expect(session.apply(.person(.withoutDocument)) == [.forgetDocumentKey, .startCamera])
        #expect(session.stage == .eds(.english, .positioning(Samples.applicant, cameraFault: nil)))
    }
}
