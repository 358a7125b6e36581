import KioskDomain
import Testing

@Suite("Attempts, B0–B8")
struct AttemptRuleTests {
    private let limit = RuleBook.standard.attemptLimit.base

    private func key(_ number: Int64) -> AttemptKey { AttemptKey(source: "kiosk-1", sequence: number) }
    private func failed(_ number: Int64, _ channel: AttemptChannel = .kiosk) -> LedgerEntry {
        .closed(key(number), channel, .noMatch)
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

    @Test("B1: failures count over all channels, with what is not yet synced, each once")
    func ledger() {
        let portal = [failed(1, .home), failed(2, .mobile), failed(3)]
        let ledger = AttemptLedger(portal: portal, pending: [failed(3), failed(4)])
        #expect(ledger.failures == 4)
        #expect(ledger.unsynced == 1)
        #expect(AttemptLedger(portalFailures: 3, pending: [.noFace, .blurred]).failures == 5)
    }

    @Test("B1: an attempt open elsewhere holds its place, so that two kiosks never share the fifth")
    func openElsewhere() {
        let four = (1...4).map { failed($0) }
        let ledger = AttemptLedger(portal: four + [.open(key(9), .kiosk)])
        #expect(ledger.open == 1)
        #expect(ledger.left(limit: limit) == 0)
        let closedHere = AttemptLedger(portal: four + [.open(key(9), .kiosk)], pending: [failed(9)])
        #expect(closedHere.open == 0 && closedHere.failures == 5)
    }

    @Test("B2, outcomes: everything but a match counts", arguments: AttemptOutcome.allCases)
    func outcomes(outcome: AttemptOutcome) {
        #expect(outcome.countsAsFailure == (outcome != .matched))
    }

    @Test("B3: distance and frames of the evidence, from both sides of their limits")
    func evidence() {
        func problem(_ distance: Double, _ frames: Int = 6) -> FailureCode? {
            EvidencePolicy(maximumDistance: 0.45, minimumFrames: 6, needsLiveness: false).problem(
                with: MatchEvidence(distance: distance, frames: frames, liveness: .none, modelHashes: ["aa"]))
        }
        #expect(problem(0.45) == nil)
        for (distance, frames) in [(0.451, 6), (.nan, 6), (-0.1, 6), (0.3, 5)] {
            #expect(problem(distance, frames) == .faceNoMatch, "\(distance) \(frames)")
        }
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

    @Test("B8: a portrait is released once, against an open attempt")
    func portrait() {
        #expect(PortraitGate.decide(attemptIsOpen: true, alreadyReleased: false) == .release)
        #expect(PortraitGate.decide(attemptIsOpen: true, alreadyReleased: true) == .alreadyReleased)
        #expect(PortraitGate.decide(attemptIsOpen: false, alreadyReleased: false) == .noOpenAttempt)
    }
}
