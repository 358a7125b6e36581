import KioskDomain
import PortalContract
import Testing

@testable import PortalSync

/// Issue 6 item 3: what the sender does with every kind of answer.
@Suite("One round of the outbox (DESIGN 5.4)")
struct OutboxRoundTests {
    private func settle(
        _ records: [OutboxRecord], _ receipts: [EventReceipt], _ lanes: inout SenderMemory, at now: Duration = .zero
    ) -> (settlement: Settlement?, report: RoundReport?) {
        var round = OutboxRound()
        _ = round.start(lanes, BatchBounds(), at: now)
        guard case .send(let batch) = round.loaded(OutboxOutlook(records: records, position: nil), lanes, at: now)
        else {
            return (nil, nil)
        }
        #expect(batch.events == records.map(\.event))
        let effect = round.answered(EventReceipts(receipts: receipts), &lanes, at: now)
        guard case .settle(let settlement) = effect, case .end(let report) = round.settled() else { return (nil, nil) }
        return (settlement, report)
    }

    @Test("reordered and doubled receipts confirm each record once; half a reply only what it names")
    func receipts() {
        let records = (1...4).map { record($0) }
        var lanes = SenderMemory()
        let reordered = settle(records, [3, 1, 3, 2, 0].map { receipt(records[$0]) }, &lanes)
        #expect(reordered.settlement?.confirmed.map(\.sequence) == [1, 2, 3, 4])
        #expect(reordered.report?.open == [])
        let half = settle(records, [receipt(records[0])], &lanes)
        #expect(half.settlement?.confirmed.map(\.sequence) == [1])
        #expect(half.report?.open.map(\.sequence) == [2, 3, 4])
        #expect(half.settlement?.refused == [])
    }

    @Test("another digest, two different receipts, or a digest beside a code never count as sent")
    func lies() {
        let one = record(1)
        var lanes = SenderMemory()
        let other = EventReceipt(sequence: 1, digest: "00")
        #expect(settle([one], [other], &lanes).settlement?.confirmed == [])
        #expect(settle([one], [receipt(one), other], &lanes).settlement?.confirmed == [])
        let both = EventReceipt(sequence: 1, digest: one.event.digest, code: "portal.idempotency-conflict")
        #expect(settle([one], [both], &lanes).settlement?.confirmed == [])
        #expect(settle([one], [EventReceipt(sequence: 1, digest: nil)], &lanes).settlement?.confirmed == [])
    }

    @Test("a refusal is final and frees the person; an unknown or passing code makes what follows of the person wait")
    func refusals() {
        let records = [record(1, of: 1), record(2, of: 2), record(3, of: 1)]
        var lanes = SenderMemory()
        let final = settle(
            records, [receipt(records[0], code: "face.no-match")] + records[1...].map { receipt($0) }, &lanes)
        #expect(final.settlement?.refused == [.init(sequence: 1, code: "face.no-match")])
        #expect(final.settlement?.confirmed.map(\.sequence) == [2, 3])
        #expect(lanes.lanes.count == 0)
        for code in ["of.tomorrow", "internal.error"] {
            var lanes = SenderMemory()
            let open = settle(records, [receipt(records[0], code: code), receipt(records[1])], &lanes)
            #expect(open.settlement?.refused == [])
            #expect(open.report?.open.first == .init(sequence: 1, code: code))
            #expect(lanes.lanes.closed(at: .zero) == [.person([1])])
        }
    }

    @Test("a waiting record is offered again after growing pauses, set aside at the end, and then the person goes on")
    func patience() {
        let one = record(1, of: 1)
        var lanes = SenderMemory()
        var now = Duration.zero
        var pauses: [Duration] = []
        var report: RoundReport?
        for _ in 0..<WaitingLanes.offers {
            report = settle([one], [receipt(one, code: "of.tomorrow")], &lanes, at: now).report
            var pause = Duration.zero
            while lanes.lanes.closed(at: now + pause).contains(one.lane) { pause += .seconds(30) }
            pauses.append(pause)
            now += pause
        }
        #expect(report?.refused == [.init(sequence: 1, code: "of.tomorrow")])
        #expect(lanes.lanes.count == 0)
        #expect(pauses.dropLast() == pauses.dropLast().sorted()[...])
        #expect(pauses.max() == .seconds(3600))
        #expect(now > .seconds(20 * 3600))
    }

    @Test(
        "a record with which the portal takes no batch holds up no other and is set aside; one that takes nothing sets none aside",
        arguments: [false, true])
    func poison(takesNothing: Bool) {
        var (memory, open) = (SenderMemory(), (1...5).map { record($0) })
        var (refused, settledAt): ([Settlement.Refusal], [Int64: Int]) = ([], [:])
        for minute in 0..<3_000 {
            // Work goes on: a record every hour.
            if minute % 60 == 59 { open.append(record(Int64(100 + minute))) }
            let now = Duration.seconds(60 * minute)
            var round = OutboxRound()
            guard case .load(let request) = round.start(memory, BatchBounds(), at: now) else { break }
            var filler = BatchFiller(request)
            let batch = open.filter { filler.offer($0.lane, bytes: 10) == .taken }
            let outlook = OutboxOutlook(records: batch, position: nil)
            guard case .send = round.loaded(outlook, memory, at: now) else { continue }
            let isPoisoned = takesNothing || batch.contains { $0.event.sequence == 2 }
            let effect =
                isPoisoned
                ? round.unanswered(RoundFailure(.internalError), &memory, at: now)
                : round.answered(EventReceipts(receipts: batch.map { receipt($0) }), &memory, at: now)
            guard case .settle(let settlement) = effect else { continue }
            refused += settlement.refused
            let done = settlement.confirmed.map(\.sequence) + settlement.refused.map(\.sequence)
            for sequence in done { settledAt[sequence] = minute }
            open.removeAll { done.contains($0.event.sequence) }
        }
        #expect(refused == (takesNothing ? [] : [.init(sequence: 2, code: "internal.error")]))
        if takesNothing {
            #expect(settledAt.isEmpty)
        } else {
            #expect([1, 3, 4, 5].allSatisfy { settledAt[$0, default: .max] < 20 }, "\(settledAt)")
            #expect(settledAt[2, default: 0] > 20 * 60, "offered for a day")
            #expect(open.count < 3)
        }
    }

    @Test(
        "what the portal's team can still put right waits: a machine without its centre or role, a store that is busy",
        arguments: ["portal.other-centre", "portal.role-refused", "portal.store-unavailable", "portal.busy"])
    func mayPass(code: String) {
        var memory = SenderMemory()
        let made = settle([record(1)], [receipt(record(1), code: code)], &memory)
        #expect(made.settlement?.refused == [])
        #expect(made.report?.open == [.init(sequence: 1, code: code)])
    }

    @Test("a failure at any step settles nothing; a round that is over does nothing more")
    func failures() {
        var lanes = SenderMemory()
        var round = OutboxRound()
        #expect(round.settled() == .end(RoundReport()))
        round = OutboxRound()
        _ = round.start(lanes, BatchBounds(), at: .zero)
        _ = round.loaded(OutboxOutlook(records: [record(1)], position: nil), lanes, at: .zero)
        guard case .end(let report) = round.failed(RoundFailure(.portalUnreachable)) else {
            Issue.record("goes on"); return
        }
        #expect(report.failure?.code == .portalUnreachable)
        // The reply that comes after the deadline belongs to nobody.
        #expect(round.answered(EventReceipts(receipts: [receipt(record(1))]), &lanes, at: .zero) == .end(RoundReport()))
    }

    @Test("a kiosk with nothing to send still says every ten minutes where its journal stands")
    func silence() {
        var memory = SenderMemory()
        func next(at now: Duration) -> RoundEffect {
            var round = OutboxRound()
            _ = round.start(memory, BatchBounds(), at: now)
            return round.loaded(OutboxOutlook(records: [], position: position(1)), memory, at: now)
        }
        #expect(next(at: .zero) == .send(EventBatch(events: [], position: position(1))))
        memory.heardAt = .zero
        #expect(next(at: .seconds(599)) == .end(RoundReport()))
        #expect(next(at: .seconds(600)) == .send(EventBatch(events: [], position: position(1))))
    }

    @Test("DESIGN 5.8: pauses grow with jitter, hear Retry-After, and end with the first success")
    func pauses() {
        var generator = SystemRandomNumberGenerator()
        var failed = RoundReport()
        failed.failure = RoundFailure(.portalUnreachable)
        var busy = RoundReport()
        busy.failure = RoundFailure(.portalRefused, retryAfter: .seconds(200))
        var endless = busy
        endless.failure?.retryAfter = .seconds(1_000_000_000)
        var sent = RoundReport()
        sent.sent = 1
        var pauses = Pauses(idle: .seconds(1))
        let grown = (0..<12).map { _ in pauses.after(failed, using: &generator) }
        #expect(grown[0] <= .milliseconds(500))
        #expect((Duration.seconds(30)...Duration.seconds(60)).contains(grown[11]))
        #expect((Duration.seconds(200)...Duration.seconds(250)).contains(pauses.after(busy, using: &generator)))
        #expect(pauses.after(endless, using: &generator) <= .seconds(4500))
        #expect(pauses.after(sent, using: &generator) == .zero)
        #expect(pauses.after(failed, using: &generator) <= .milliseconds(500))
        #expect(pauses.after(RoundReport(), using: &generator) == .seconds(1))
        var fenced = RoundReport()
        fenced.failure = RoundFailure(.kioskFenced)
        #expect(pauses.after(fenced, using: &generator) == .seconds(600))
    }
}
