import KioskDomain
import Testing

/// I4–I6 at the officer's desk.
@Suite("Issue 7.5: one officer and one application") struct ExchangeReviewTests {
    private let dossier: ExchangeDossier

    init() throws {
        dossier = ExchangeDossier(
            slip: "M00000014821", stage: .underCheck, fee: .paid, submittedOn: .literal(2026, 1, 5),
            iin: try IIN(text: "900101300017"), name: "Demo Person 1", birthDate: .literal(1990, 1, 1),
            documentNumber: "000000001", expiresOn: .literal(2026, 1, 20), digest: "ab",
            findings: ExchangeFinding.Subject.allCases.map { ExchangeFinding($0, passed: true) },
            pictures: Set(ExchangePicture.allCases))
    }

    private var settlement: ExchangeSettlement {
        ExchangeSettlement(slip: dossier.slip, stage: .inProduction, fee: .paid)
    }

    /// A review after these events, each answer under the number of the moment.
    private func review(_ steps: [ExchangeReviewEvent]) -> ExchangeReview {
        var review = ExchangeReview()
        for step in steps { _ = review.apply(now(step, review)) }
        return review
    }

    private func now(_ event: ExchangeReviewEvent, _ review: ExchangeReview) -> ExchangeReviewEvent {
        if case .answer(_, let answer) = event { .answer(look: review.look, answer) } else { event }
    }

    private func answer(_ answer: ExchangeReviewAnswer) -> ExchangeReviewEvent { .answer(look: 0, answer) }

    /// The ways to each stage.
    private var ways: [[ExchangeReviewEvent]] {
        let open = [ExchangeReviewEvent.open(slip: "M00000014821"), answer(.opened(dossier))]
        let pin = open + [.certify, answer(.counter(.remaining(3)))]
        let signing = pin + [.pinEntered]
        return [
            [], [.open(slip: "M00000014821")], open, open + [.certify],
            open + [.certify, answer(.counter(.remaining(1)))], pin, signing, signing + [answer(.signed)],
            signing + [answer(.signed), answer(.unanswered(.portalUnreachable))],
            [.handOver(.collected(slip: dossier.slip, iin: dossier.iin))],
            signing + [answer(.signed), answer(.settled(settlement))],
        ]
    }

    private var events: [ExchangeReviewEvent] {
        [
            .open(slip: "M00000020000"), .revealed, .notRevealed(.journalFull), .certify, .annul(.photo),
            .confirmLastTry, .pinEntered, .unusable(.pinLength), .back, .sendAgain,
            .handOver(.arrived(slip: dossier.slip, documentNumber: "000000101", expiresOn: .literal(2036, 1, 1))),
            .close, .left, answer(.opened(dossier)), answer(.refused(.exchangeDecided)),
            answer(.refused(.exchangeOfficerUnknown)), answer(.counter(.remaining(1))),
            answer(.wrongPIN(.remaining(2))),
            answer(.cardFailed(.cardRemoved)), answer(.signed), answer(.settled(settlement)),
            answer(.unanswered(.portalUnreachable)),
        ]
    }

    @Test("every stage answers every event; whoever leaves a dossier forgets it, whoever leaves the card lets it go")
    func total() {
        for way in ways {
            for event in events {
                let before = review(way)
                var after = before
                let effects = after.apply(now(event, before))
                if before.dossier != nil, after.dossier == nil { #expect(effects.contains(.forget), "\(way) \(event)") }
                if holdsCard(before), !holdsCard(after), after.stage != .sending(dossier, .certify) {
                    #expect(effects.contains(.releaseCard), "\(way) \(event)")
                }
            }
        }
    }

    private func holdsCard(_ review: ExchangeReview) -> Bool {
        switch review.stage {
        case .reading, .lastTry, .pin, .signing: true
        default: false
        }
    }

    @Test("R4: drawn or locked at every stage: nothing of the applicant is left, late answers are dropped")
    func left() {
        for way in ways {
            var gone = review(way)
            let look = gone.look
            _ = gone.apply(.left)
            #expect(gone.stage == .closed(nil))
            for late in [ExchangeReviewAnswer.opened(dossier), .signed, .counter(.unknown), .settled(settlement)] {
                #expect(gone.apply(.answer(look: look, late)).isEmpty)
                #expect(gone.stage == .closed(nil))
            }
        }
    }

    @Test("I4: certified by PIN and EDS, then the queue anew; E9: the last try wants a yes, a wrong PIN is counted")
    func certified() {
        var review = review(Array(ways[5]))
        #expect(review.stage == .pin(dossier, .remaining(3), mistake: nil))
        #expect(review.apply(.pinEntered) == [.sign(dossier, look: review.look)])
        _ = review.apply(.answer(look: review.look, .wrongPIN(.remaining(2))))
        #expect(review.stage == .pin(dossier, .remaining(2), mistake: .pinWrong))
        _ = review.apply(.pinEntered)
        _ = review.apply(.answer(look: review.look, .wrongPIN(.remaining(1))))
        #expect(
            review.stage == .lastTry(dossier, .remaining(1), mistake: .pinWrong),
            "it is said that the last one was wrong")
        #expect(review.apply(.pinEntered).isEmpty, "no entry before the yes")
        _ = review.apply(.confirmLastTry)
        _ = review.apply(.pinEntered)
        #expect(review.apply(.answer(look: review.look, .signed)) == [.send(dossier, .certify, look: review.look)])
        let effects = review.apply(.answer(look: review.look, .settled(settlement)))
        #expect(review.stage == .settled(settlement) && effects == [.forget, .list])
    }

    @Test("P4: an IIN that the journal does not take stays masked, and the officer is told why")
    func unrevealed() {
        var review = review(Array(ways[2]))
        #expect(review.apply(.notRevealed(.journalFull)).isEmpty)
        #expect(review.stage == .open(dossier, .journalFull) && !dossier.isRevealed)
    }

    @Test("two officers: who was second is told, and what is on the page goes; any other refusal leaves it there")
    func second() {
        for decision in [ExchangeReviewEvent.annul(.signature), .certify] {
            var second = review(Array(ways[2]) + [decision])
            if decision == .certify {
                for step in [answer(.counter(.remaining(3))), .pinEntered, answer(.signed)] {
                    _ = second.apply(now(step, second))
                }
            }
            var other = second
            let effects = second.apply(.answer(look: second.look, .refused(.exchangeDecided)))
            #expect(second.stage == .closed(.exchangeDecided) && effects == [.forget, .list])
            _ = other.apply(.answer(look: other.look, .refused(.exchangeOwnApplication)))
            #expect(other.stage == .open(dossier, .exchangeOwnApplication))
        }
    }

    @Test("a lost answer: the same decision again, and no other from there")
    func again() {
        var review = review(Array(ways[8]))
        #expect(review.stage == .unanswered(dossier, .certify, .portalUnreachable))
        for other in [ExchangeReviewEvent.annul(.photo), .certify, .back, .pinEntered] {
            #expect(review.apply(other).isEmpty)
        }
        #expect(review.apply(.sendAgain) == [.send(dossier, .certify, look: review.look)])
    }

    @Test("I5: what cannot be looked at or did not pass is annulled only; what is decided is not decided again")
    func undecidable() throws {
        var erased = dossier
        erased.pictures = [.registerPhoto]
        var failed = dossier
        failed.findings[2] = ExchangeFinding(.document, passed: false)
        var unlooked = dossier
        unlooked.findings = []
        var half = dossier
        half.findings.removeLast()
        for one in [erased, failed, unlooked, half] {
            var review = review([.open(slip: one.slip), answer(.opened(one))])
            #expect(review.apply(.certify).isEmpty)
            #expect(review.apply(.annul(.furtherChecks)) == [.send(one, .annul(.furtherChecks), look: review.look)])
        }
        var decided = dossier
        decided.stage = .annulled
        var review = review([.open(slip: decided.slip), answer(.opened(decided))])
        #expect(review.apply(.certify).isEmpty && review.apply(.annul(.photo)).isEmpty)
    }
}
