import KioskDomain
import Testing

@testable import PortalSync

@Suite("Attempts at the portal (RULES B0-B2, B6)")
struct AttemptRuleTests {
    private let now = UnixTime(milliseconds: 1_770_000_000_000)
    private let terms = AttemptOpeningRule.Terms(limit: 5, proofLife: .seconds(300))

    private func proof(_ iin: String = "1", kiosk: String = "k1", spent: Bool = false) -> AttemptOpeningRule.Proof {
        .init(iin: iin, kiosk: kiosk, madeAt: now, isSpent: spent)
    }

    private func judge(
        after: Duration = .seconds(1), told: Duration? = nil, proof: AttemptOpeningRule.Proof?,
        held: AttemptOpeningRule.Held? = nil, refused: FailureCode? = nil, failures: Int = 0, open: Int = 0
    ) -> AttemptOpeningRule.Verdict {
        let entries =
            (0..<failures).map { LedgerEntry.closed(AttemptKey(source: "home", sequence: Int64($0)), .home, .noMatch) }
            + (0..<open).map { LedgerEntry.open(AttemptKey(source: "k2", sequence: Int64($0)), .kiosk) }
        let wish = AttemptOpeningRule.Wish(iin: "1", proof: "p", kiosk: "k1", openedAt: now + after)
        return AttemptOpeningRule.judge(
            wish, held: held, refused: refused, proof: proof, ledger: AttemptLedger(portal: entries), terms,
            now: now + (told ?? after))
    }

    @Test("B0: only by a proof of this person, made for this kiosk, not spent and not too old")
    func proven() {
        #expect(judge(proof: proof()) == .open(ordinal: 1, failuresBefore: 0))
        #expect(judge(proof: nil) == .refused(.requestUnproven))
        #expect(judge(proof: proof(kiosk: "k2")) == .refused(.requestUnproven))
        #expect(judge(proof: proof("2")) == .refused(.requestForOtherPerson))
        #expect(judge(proof: proof(spent: true)) == .refused(.requestUnproven))
        #expect(judge(after: .seconds(300), proof: proof()) == .refused(.requestUnproven))
    }

    @Test("B2: an opening that is told days later counts, if Start was pressed while its proof held")
    func toldLate() {
        #expect(judge(told: .seconds(30 * 86_400), proof: proof()) == .open(ordinal: 1, failuresBefore: 0))
        #expect(judge(after: .seconds(301), told: .seconds(9999), proof: proof()) == .refused(.requestUnproven))
        // Pressed before the proof was made, or in the portal's future: a clock that cannot be believed.
        #expect(judge(after: .seconds(-31), told: .seconds(10), proof: proof()) == .refused(.requestUnproven))
        #expect(judge(after: .seconds(60), told: .seconds(1), proof: proof()) == .refused(.requestUnproven))
    }

    @Test("B1: failures and open attempts of all channels hold their places; two kiosks never share the fifth")
    func limit() {
        #expect(judge(proof: proof(), failures: 4) == .open(ordinal: 5, failuresBefore: 4))
        #expect(judge(proof: proof(), failures: 4, open: 1) == .refused(.attemptOpen))
        #expect(judge(proof: proof(), failures: 5) == .refused(.attemptsExhausted))
    }

    @Test("B1: the fifth may open, the sixth not, nor any after it", arguments: 0...6)
    func five(failures: Int) {
        let expected: AttemptOpeningRule.Verdict =
            failures < 5
            ? .open(ordinal: failures + 1, failuresBefore: failures) : .refused(.attemptsExhausted)
        #expect(judge(proof: proof(), failures: failures) == expected)
    }

    @Test("DESIGN 5.4: the same opening is answered alike; another one under its name is a conflict")
    func idempotent() {
        let held = AttemptOpeningRule.Held(iin: "1", proof: "p", ordinal: 3, failuresBefore: 2)
        #expect(
            judge(after: .seconds(9999), proof: nil, held: held, failures: 5) == .same(ordinal: 3, failuresBefore: 2))
        let other = AttemptOpeningRule.Held(iin: "2", proof: "p", ordinal: 3, failuresBefore: 2)
        #expect(judge(proof: proof(), held: other) == .conflict)
    }

    @Test("an opening is decided once: what was refused stays refused, whatever is free by then")
    func decidedOnce() {
        #expect(judge(proof: proof(), refused: .attemptOpen) == .refused(.attemptOpen))
    }

    @Test("B2: one outcome; the same again changes nothing, another is a conflict")
    func closing() {
        func judge(_ outcome: AttemptOutcome, _ held: AttemptOutcome??, _ problem: FailureCode? = nil)
            -> AttemptClosingRule.Verdict
        { AttemptClosingRule.judge(outcome, held: held, problem: problem) }
        #expect(judge(.noMatch, .some(nil)) == .close)
        #expect(judge(.matched, .some(nil), .faceNoMatch) == .refused(.faceNoMatch))
        #expect(judge(.noMatch, .some(.noMatch), .faceNoMatch) == .same)
        #expect(judge(.noMatch, .some(.matched)) == .refused(.idempotencyConflict))
        #expect(judge(.matched, .some(.livenessFailed), .faceLiveness) == .refused(.faceLiveness))
        #expect(judge(.noMatch, nil) == .unknownAttempt)
    }

    @Test(
        "an end is believed from Start to half a minute ahead, to the millisecond; otherwise it wins no time",
        arguments: [(-1, false), (0, true), (20_000, true), (40_000, true), (40_001, false)] as [(Int64, Bool)])
    func endedAt(_ milliseconds: Int64, _ isBelieved: Bool) {
        let told = now + .milliseconds(milliseconds)
        let ended = AttemptClosingRule.endedAt(told, openedAt: now, now: now + .seconds(10))
        #expect(ended == (isBelieved ? told : now))
    }
}
