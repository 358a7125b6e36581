import KioskDomain
import KioskTestSupport
import PortalContract
import PortalSync

/// What goes on at the kiosks.
extension Country {
    mutating func work(_ index: Int) {
        timeline.plan(in: .random(in: 2_000...60_000, using: &seed), .work(index))
        guard worksLeft > 0 else { return }
        worksLeft -= 1
        if setsBackPortal, seed.chance(5), !isSetBackPlanned {
            isSetBackPlanned = true
            timeline.plan(in: .random(in: 60_000...600_000, using: &seed), .portalSetBack(portal.tables))
        }
        guard !kiosks[index].isDown else { return }
        switch Int.random(in: 0..<100, using: &seed) {
        case 0..<40: beginAttempt(index)
        case 40..<85: printTicket(index)
        case 85..<93: crash(index)
        default: kiosks[index].pictures.append(kiosks[index].safe)
        }
    }

    private mutating func printTicket(_ index: Int) {
        let now = ownClock(index)
        let sequence = kiosks[index].journal.last + 1
        let isDone = commit(index) { journal in
            journal.enqueue(.slipState, SlipStateBody(slip: sequence, state: "\(now.milliseconds)"), nil, at: now)
        }
        if isDone { kiosks[index].acknowledge(sequence) }
    }

    /// Without the portal there is no proof, and so no attempt: the policy off line.
    private mutating func beginAttempt(_ index: Int) {
        guard kiosks[index].open == nil, !kiosks[index].isFenced, !hasFaults || seed.chance(80) else { return }
        let person = Self.people.randomElement(using: &seed) ?? ""
        let now = clock(index)
        let proof = proof(of: person, index)
        let sequence = kiosks[index].journal.last + 1
        guard commit(index, { _ = $0.openAttempt(person, proof: proof, at: now) }) else { return }
        kiosks[index].acknowledge(sequence)
        kiosks[index].open = sequence
        let body = AttemptOpenedBody(
            attempt: sequence, iin: person, proof: proof, openedAtMilliseconds: now.milliseconds)
        send(.opening(body), index, round: Int(-sequence))
        timeline.plan(
            in: .random(in: 3_000...60_000, using: &seed),
            .attemptEnds(index, boot: kiosks[index].boot, sequence: sequence))
        // The daemon pumps beside its loop before and after an attempt: rounds overlap.
        if seed.chance(50) { startRound(index) }
    }

    /// An SMS code that the portal accepted: for this attempt, or for the session's former one.
    private mutating func proof(of person: String, _ index: Int) -> String {
        if let held = kiosks[index].proofs[person], seed.chance(60) { return held }
        let proof = String(seed.next(), radix: 16)
        kiosks[index].proofs[person] = proof
        portal.proofs[proof] = .init(
            iin: person, kiosk: kiosks[index].id, madeAt: timeline.time, isSpent: false)
        portal.tables.known.insert(proof)
        return proof
    }

    mutating func endAttempt(_ index: Int, _ sequence: Int64, _ outcome: AttemptOutcome? = nil) {
        guard kiosks[index].open == sequence else { return }
        let outcomes: [AttemptOutcome] = [.noMatch, .blurred, .matched, .cancelled, .technicalError]
        let outcome = outcome ?? outcomes.randomElement(using: &seed) ?? .noMatch
        let now = clock(index)
        let closing = kiosks[index].journal.last + 1
        guard commit(index, { $0.closeAttempt(sequence, outcome, at: now) }) else {
            // A full disk: the end is written when there is space, or at the next start.
            timeline.plan(in: 30_000, .attemptEnds(index, boot: kiosks[index].boot, sequence: sequence))
            return
        }
        kiosks[index].open = nil
        // A match ends what the code was asked for (L2).
        if outcome == .matched { kiosks[index].proofs = [:] }
        kiosks[index].acknowledge(closing)
    }

    mutating func startRound(_ index: Int) {
        rounds += 1
        var round = OutboxRound()
        let bounds = BatchBounds(events: Int.random(in: 1...8, using: &seed))
        let steady = Duration.milliseconds(timeline.now)
        let effect = round.start(kiosks[index].memory, bounds, at: steady)
        follow(effect, &round, index, rounds)
    }

    /// Does what a round wants until it waits for the line or ends.
    private mutating func follow(_ first: RoundEffect, _ round: inout OutboxRound, _ index: Int, _ number: Int) {
        var effect = first
        while true {
            switch effect {
            case .load(let request):
                var outlook = kiosks[index].journal.outlook(request, at: ownClock(index))
                if broken == .overtakes { outlook.records.shuffle(using: &seed) }
                let steady = Duration.milliseconds(timeline.now)
                effect = round.loaded(outlook, kiosks[index].memory, at: steady)
            case .send(let batch):
                if broken == .marksBeforeTheAnswer {
                    let marks = batch.events.map { Settlement.Confirmation(sequence: $0.sequence, digest: $0.digest) }
                    _ = commit(index) { $0.settle(Settlement(confirmed: marks)) }
                    guard !kiosks[index].isDown else { return }
                }
                kiosks[index].rounds[number] = round
                send(.batch(batch), index, round: number)
                return
            case .settle(let settlement):
                guard commit(index, { $0.settle(settlement) }) else {
                    if kiosks[index].isDown { return }
                    effect = round.failed(RoundFailure(.journalFull))
                    continue
                }
                effect = round.settled()
            case .end(let report):
                end(report, index, number)
                return
            }
        }
    }

    private mutating func end(_ report: RoundReport, _ index: Int, _ number: Int) {
        let isFirst = kiosks[index].rounds.removeValue(forKey: number) != nil || report == RoundReport()
        kiosks[index].isFenced = report.failure?.code == .kioskFenced
        guard isFirst else { return }
        let pause = kiosks[index].pauses.after(report, using: &seed)
        let milliseconds = max(200, Int64(pause / .milliseconds(1)))
        timeline.plan(in: milliseconds, .round(index, boot: kiosks[index].boot))
    }

    mutating func hear(_ answer: Answer, _ index: Int, _ number: Int) {
        if case .opened(let code) = answer {
            // The portal said no: the attempt ends here and now.
            if code != nil { endAttempt(index, Int64(-number), .technicalError) }
            return
        }
        // The time service was reached too, or was not.
        if hasWrongClocks, seed.chance(30) { kiosks[index].clockError = .zero }
        guard var round = kiosks[index].rounds[number] else { return }
        let steady = Duration.milliseconds(timeline.now)
        let effect =
            switch answer {
            case .receipts(let receipts): round.answered(believed(receipts, index), &kiosks[index].memory, at: steady)
            case .failure(let failure): round.unanswered(failure, &kiosks[index].memory, at: steady)
            case .opened: round.failed(RoundFailure(.internalError))
            }
        follow(effect, &round, index, number)
    }

    /// What a broken kiosk makes of an answer.
    private func believed(_ answer: EventReceipts, _ index: Int) -> EventReceipts {
        var answer = answer
        if broken == .neverOffersAgain { answer.standing = nil }
        if broken == .believesAnyReceipt {
            answer.receipts = kiosks[index].journal.records.map {
                EventReceipt(sequence: $0.event.sequence, digest: $0.event.digest)
            }
        }
        return answer
    }
}
