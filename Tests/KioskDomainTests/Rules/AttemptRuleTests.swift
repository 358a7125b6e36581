import KioskDomain
import Testing

@Suite("Attempts, B0–B8")
struct AttemptRuleTests {
    private let limit = RuleBook.standard.attemptLimit.base

    private func key(_ number: Int64) -> AttemptKey { AttemptKey(source: "kiosk-1", sequence: number) }
    private func failed(_ number: Int64, _ channel: AttemptChannel = .kiosk) -> LedgerEntry {
        .closed(key(number), channel, .noMatch)
    }

    private func decide(
        failures: Int = 0, consent: Bool = true, proof: IdentityProof? = nil, noProof: Bool = false,
        photo: Bool = true, camera: DeviceReadiness = .ready, ledger: AttemptLedger? = nil
    ) throws -> AttemptGate.Decision {
        let iin = try Sample.iin()
        return AttemptGate.mayOpen(
            .init(
                iin: iin, consent: consent, proof: noProof ? nil : proof ?? IdentityProof(method: .smsCode, iin: iin),
                ledger: ledger ?? AttemptLedger(portalFailures: failures), hasReferencePhoto: photo, camera: camera),
            limit: limit)
    }

    @Test("B0: no consent, no proof or another's proof: the camera stays shut")
    func gate() throws {
        #expect(try decide(consent: false) == .refused(.consentMissing))
        #expect(try decide(noProof: true) == .refused(.proofMissing))
        let others = try IdentityProof(method: .cardPIN, iin: Sample.otherIIN())
        #expect(try decide(proof: others) == .refused(.requestForOtherPerson))
        #expect(try decide() == .open(ordinal: 1, leftAfter: 4))
    }

    @Test("B0: SMS sends are limited for an IIN and for a kiosk, both sides of the limit")
    func sendLimits() {
        let policy = SMSCodePolicy(
            length: 6, life: .seconds(300), tries: 3, perIIN: [SendLimit(count: 2, window: .seconds(60))],
            perKiosk: [SendLimit(count: 3, window: .seconds(60))])
        let sends = [Sample.time(0), Sample.time(30)]
        func send(_ iin: [UnixTime], _ kiosk: [UnixTime], at second: Int64) -> SMSCodePolicy.Send {
            policy.maySend(earlierForIIN: iin, earlierFromKiosk: kiosk, now: Sample.time(second))
        }
        #expect(send([Sample.time(0)], sends, at: 59) == .allowed)
        #expect(send(sends, sends, at: 59) == .limited(until: Sample.time(60)))
        #expect(send(sends, sends, at: 60) == .allowed)
        #expect(send([], sends + [Sample.time(40)], at: 50) == .limited(until: Sample.time(60)))
    }

    @Test("B1: the fifth may open, the sixth not", arguments: 0...6)
    func five(failures: Int) throws {
        let expected: AttemptGate.Decision =
            failures < 5
            ? .open(ordinal: failures + 1, leftAfter: 4 - failures) : .referToOperator(failures: failures)
        #expect(try decide(failures: failures) == expected)
    }

    @Test("B1: failures count over all channels, with what is not yet synced, each once")
    func ledger() {
        let portal = [failed(1, .home), failed(2, .mobile), failed(3)]
        let ledger = AttemptLedger(portal: portal, pending: [failed(3), failed(4)])
        #expect(ledger.failures == 4)
        #expect(ledger.unsynced == 1)
        #expect(AttemptLedger(portalFailures: 3, pending: [.noFace, .blurred]).failures == 5)
    }

    @Test("B1: an attempt open elsewhere holds its place, so that two kiosks never share the fifth")
    func openElsewhere() throws {
        let four = (1...4).map { failed($0) }
        let ledger = AttemptLedger(portal: four + [.open(key(9), .kiosk)])
        #expect(ledger.open == 1)
        #expect(try decide(ledger: ledger) == .refused(.attemptOpen))
        let closedHere = AttemptLedger(portal: four + [.open(key(9), .kiosk)], pending: [failed(9)])
        #expect(closedHere.open == 0 && closedHere.failures == 5)
    }

    @Test("B2: lost device: back within 10 s resumes, later closes as technical error")
    func interruption() {
        let limit = RuleBook.standard.timeOuts.base.deviceReturn
        func decide(_ milliseconds: Int, back: Bool) -> AttemptInterruption.Decision {
            AttemptInterruption.deviceLost(for: .milliseconds(milliseconds), isBack: back).decision(returnLimit: limit)
        }
        #expect(decide(10_000, back: true) == .resume)
        #expect(decide(10_001, back: true) == .close(.technicalError))
        #expect(decide(4_000, back: false) == .wait(for: .seconds(6)))
        #expect(decide(10_001, back: false) == .close(.technicalError))
        #expect(AttemptInterruption.powerCut.decision(returnLimit: limit) == .close(.technicalError))
        #expect(AttemptInterruption.cancelledByPerson.decision(returnLimit: limit) == .close(.cancelled))
        #expect(AttemptInterruption.deadline(.noFace).decision(returnLimit: limit) == .close(.noFace))
        #expect(AttemptInterruption.deadline(.matched).decision(returnLimit: limit) == .close(.tookTooLong))
    }

    @Test("B2, outcomes: everything but a match counts", arguments: AttemptOutcome.allCases)
    func outcomes(outcome: AttemptOutcome) {
        #expect(outcome.countsAsFailure == (outcome != .matched))
    }

    @Test("Outcomes: no reference photo is said before Start and needs no camera")
    func noPhoto() throws {
        #expect(try decide(photo: false, camera: .broken(.cameraLost)) == .openWithoutCamera(ordinal: 1, leftAfter: 4))
    }

    @Test("Outcomes: a device known to be broken opens no attempt")
    func broken() throws {
        #expect(try decide(camera: .broken(.cameraMissing)) == .sendOn(.cameraMissing))
    }

    @Test("B3, B7, B8: an EDS without an operator needs consent, proof, document, phone and a match")
    func remoteIssue() throws {
        let iin = try Sample.iin()
        let good = MatchEvidence(distance: 0.3, frames: 6, liveness: .notStill, modelHashes: ["aa"])
        let policy = RuleBook.standard.evidence.base
        let facts = RemoteIssueGate.Facts(
            iin: iin, outcome: .matched, evidence: good, consent: true,
            proof: IdentityProof(method: .smsCode, iin: iin), documentAgrees: true, phoneVerified: true)
        #expect(RemoteIssueGate.decide(facts, policy: policy) == .issue)
        func refusal(_ change: (inout RemoteIssueGate.Facts) throws -> Void) rethrows -> RemoteIssueGate.Decision {
            var changed = facts
            try change(&changed)
            return RemoteIssueGate.decide(changed, policy: policy)
        }
        #expect(refusal { $0.consent = false } == .refused(.consentMissing))
        #expect(refusal { $0.proof = nil } == .refused(.proofMissing))
        #expect(try refusal { $0.proof?.iin = try Sample.otherIIN() } == .refused(.requestForOtherPerson))
        #expect(refusal { $0.documentAgrees = false } == .refused(.documentMismatch))
        #expect(refusal { $0.phoneVerified = false } == .refused(.smsPhoneUnknown))
        #expect(refusal { $0.outcome = .noMatch } == .refused(.faceNoMatch))
        #expect(refusal { $0.evidence.distance = 0.451 } == .refused(.faceNoMatch))
        #expect(refusal { $0.evidence.distance = 0.45 } == .issue)
        #expect(refusal { $0.evidence.distance = .nan } == .refused(.faceNoMatch))
        #expect(refusal { $0.evidence.frames = 5 } == .refused(.faceNoMatch))
        #expect(refusal { $0.evidence.liveness = .none } == .refused(.faceLiveness))
        #expect(refusal { $0.evidence.liveness = .failed } == .refused(.faceLiveness))
    }

    @Test(
        "B3: where it must be shown that it was no flat picture, neither the gentle challenge nor none suffices",
        arguments: [
            (LivenessClaim.none, true), (.failed, false), (.present, true), (.notStill, true),
        ])
    func liveness(claim: LivenessClaim, sufficesOtherwise: Bool) {
        let evidence = MatchEvidence(distance: 0.3, frames: 6, liveness: claim, modelHashes: ["aa"])
        var policy = EvidencePolicy(maximumDistance: 0.45, minimumFrames: 6, needsLiveness: true)
        #expect((policy.problem(with: evidence) == nil) == (claim == .notStill))
        policy.needsLiveness = false
        #expect((policy.problem(with: evidence) == nil) == sufficesOtherwise)
    }

    @Test(
        "B3: outside the demonstration evidence names an accepted trial of its own model files, and keeps its threshold"
    )
    func trials() {
        let trial = CalibrationFacts(
            distance: 0.6, frames: 3, modelHashes: ["aa", "bb"], population: "PSC", people: 60, genuine: 600,
            falseNonMatches: 2, impostors: 60_000, falseMatches: 0)
        let policy = EvidencePolicy(
            maximumDistance: 0.45, minimumFrames: 5, needsLiveness: false, trials: ["c1": trial], needsTrial: true)
        let good = MatchEvidence(
            distance: 0.59, frames: 3, liveness: .none, modelHashes: ["bb", "aa"], calibrationHash: "c1")
        func problem(_ change: (inout MatchEvidence) -> Void) -> FailureCode? {
            var changed = good
            change(&changed)
            return policy.problem(with: changed)
        }
        #expect(policy.problem(with: good) == nil)
        #expect(problem { $0.calibrationHash = nil } == .calibrationMissing)
        #expect(problem { $0.calibrationHash = "c2" } == .calibrationMissing)
        #expect(problem { $0.modelHashes = ["aa"] } == .calibrationMissing)
        #expect(problem { $0.distance = 0.61 } == .faceNoMatch)
        #expect(problem { $0.frames = 2 } == .faceNoMatch)
        #expect(problem { $0.liveness = .failed } == .faceLiveness)
    }

    @Test("B4: after each failure the number left and the reason; after the fifth only the operator")
    func aftermath() {
        #expect(AttemptAftermath.after(.blurred, failuresBefore: 0, limit: limit) == .failed(.blurred, left: 4))
        #expect(AttemptAftermath.after(.blurred, failuresBefore: 3, limit: limit) == .failed(.blurred, left: 1))
        #expect(AttemptAftermath.after(.blurred, failuresBefore: 4, limit: limit) == .referToOperator(.blurred))
        #expect(AttemptAftermath.after(.matched, failuresBefore: 4, limit: limit) == .matched)
    }

    @Test("B4: the ledger keeps the outcomes for the slip")
    func outcomesForSlip() {
        let ledger = AttemptLedger(portal: [], pending: [failed(1), .closed(key(2), .kiosk, .noFace)])
        #expect(ledger.outcomes == [.noMatch, .noFace])
    }

    @Test("B5: four failures are refused with the count, five accepted with all documents")
    func operatorGate() {
        let all = DocumentSet(identityDocumentSeen: true, applicationFormSigned: true)
        let some = DocumentSet(identityDocumentSeen: true, applicationFormSigned: false)
        #expect(
            OperatorApplicationGate.decide(failures: 4, limit: limit, documents: all)
                == .tooFewAttempts(failures: 4, needed: 5))
        #expect(OperatorApplicationGate.decide(failures: 5, limit: limit, documents: all) == .accepted)
        #expect(OperatorApplicationGate.decide(failures: 5, limit: limit, documents: some) == .documentsMissing)
    }

    @Test("B6: a success and an operator's EDS close the count; failures after it start at one")
    func closing() {
        let match = LedgerEntry.closed(key(6), .mobile, .matched)
        for closing in [match, .issuedByOperator] {
            #expect(AttemptLedger(portal: [failed(1), failed(2), closing]).failures == 0)
            #expect(AttemptLedger(portal: [failed(1), closing, failed(7)]).failures == 1)
        }
        #expect(AttemptLedger(portalFailures: 4, pending: [.matched, .noFace]).failures == 1)
    }

    @Test("B7: success registers what is not there yet")
    func registration() {
        #expect(RegistrationAfterSuccess.needed(phoneInDatabase: true, personOnPortal: true).isEmpty)
        #expect(
            RegistrationAfterSuccess.needed(phoneInDatabase: false, personOnPortal: false)
                == [.numberInMobileCitizensDatabase, .personOnPortal])
    }

    @Test("B8: a portrait is released once, against an open attempt")
    func portrait() {
        #expect(PortraitGate.decide(attemptIsOpen: true, alreadyReleased: false) == .release)
        #expect(PortraitGate.decide(attemptIsOpen: true, alreadyReleased: true) == .alreadyReleased)
        #expect(PortraitGate.decide(attemptIsOpen: false, alreadyReleased: false) == .noOpenAttempt)
    }
}
