public import KioskDomain
public import PortalContract

/// What one round needs done next.
public enum RoundEffect: Sendable, Hashable {
    /// Read records and position at one moment; answer ``OutboxRound/loaded(_:)``.
    case load(BatchRequest)
    /// Hand over; answer ``OutboxRound/answered(_:_:at:)`` or ``OutboxRound/failed(_:)``.
    case send(EventBatch)
    /// Make durable in one transaction; answer ``OutboxRound/settled()`` or ``OutboxRound/failed(_:)``.
    case settle(Settlement)
    /// Nothing more.
    case end(RoundReport)
}

/// Why a step of a round failed.
public struct RoundFailure: Error, Sendable, Hashable {
    /// The stable code.
    public var code: FailureCode
    /// How long the portal wants to be left alone, when it said so.
    public var retryAfter: Duration?

    /// Every field as given.
    public init(_ code: FailureCode, retryAfter: Duration? = nil) {
        self.code = code
        self.retryAfter = retryAfter
    }
}

/// What one round did.
public struct RoundReport: Sendable, Hashable {
    /// Records that now count as sent.
    public var sent = 0
    /// Records that the portal will not take, with its reason.
    public var refused: [Settlement.Refusal] = []
    /// Records without a valid answer, with what came instead; they stay unsent.
    public var open: [Settlement.Refusal] = []
    /// Why the round ended early.
    public var failure: RoundFailure?

    /// Nothing was done.
    public init() {}
}

/// One batch from the journal to the portal and back, as decisions only: whoever drives it does the effects and says how
/// they ended. Several rounds may be under way at once; each record is settled by its own digest.
public struct OutboxRound: Sendable {
    private enum State {
        case new, loading, ended
        case sending([OutboxRecord])
        case settling(RoundReport)
    }

    private var state = State.new

    /// Nothing is read yet.
    public init() {}

    /// The first step. `now` is time that only goes forward, from any beginning.
    public mutating func start(_ memory: SenderMemory, _ bounds: BatchBounds, at now: Duration) -> RoundEffect {
        guard case .new = state else { return end(RoundReport()) }
        state = .loading
        return .load(BatchRequest(bounds: memory.bounds(bounds), waiting: memory.lanes.closed(at: now)))
    }

    /// The journal was read. An empty outbox ends the round, unless the portal was long not told where the journal stands: it
    /// may have been put back to yesterday, and holds the head of the audit chain.
    public mutating func loaded(_ outlook: OutboxOutlook, _ memory: SenderMemory, at now: Duration) -> RoundEffect {
        guard case .loading = state else { return end(RoundReport()) }
        let isDue = outlook.position != nil && memory.isDue(at: now)
        guard isDue || !outlook.records.isEmpty else { return end(RoundReport()) }
        state = .sending(outlook.records)
        var position = outlook.position
        position?.echo = memory.echo
        return .send(EventBatch(events: outlook.records.map(\.event), position: position))
    }

    /// The portal answered. A record counts as sent only by its own digest, and only once ``Settlement`` is durable.
    public mutating func answered(
        _ answer: EventReceipts, _ memory: inout SenderMemory, at now: Duration
    ) -> RoundEffect {
        guard case .sending(let records) = state else { return end(RoundReport()) }
        memory.heardAt = now
        memory.echo = nil
        memory.vain = 0
        if let standing = answer.standing, standing.isDoubted == true {
            // Said anew at once, also when there is nothing to send.
            (memory.echo, memory.heardAt) = (standing.answer, nil)
            return failed(RoundFailure(.portalRefused))
        }
        if let standing = answer.standing, standing.alarm == FailureCode.portalSetBack.rawValue {
            return forgotten(standing)
        }
        let receipts = Dictionary(grouping: answer.receipts, by: \.sequence)
        var report = RoundReport()
        var settlement = Settlement(standing: answer.standing)
        for record in records {
            let sequence = record.event.sequence
            switch ReceiptRule.judge(record.event, receipts[sequence] ?? []) {
            case .confirmed:
                memory.lanes.settled(record)
                settlement.confirmed.append(.init(sequence: sequence, digest: record.event.digest))
            case .refused(let code):
                memory.lanes.settled(record)
                settlement.refused.append(.init(sequence: sequence, code: code))
            case .open(let code):
                let word = Settlement.Refusal(sequence: sequence, code: code)
                if memory.lanes.offeredInVain(record, at: now, heardAt: now) {
                    settlement.refused.append(word)
                } else {
                    report.open.append(word)
                }
            }
        }
        report.sent = settlement.confirmed.count
        report.refused = settlement.refused
        state = .settling(report)
        return .settle(settlement)
    }

    /// A portal that was put back to yesterday takes nothing before it was offered what it lost.
    private mutating func forgotten(_ standing: JournalStanding) -> RoundEffect {
        var report = RoundReport()
        report.failure = RoundFailure(.portalSetBack)
        state = .settling(report)
        return .settle(Settlement(standing: standing))
    }

    /// The settlement is durable.
    public mutating func settled() -> RoundEffect {
        guard case .settling(let report) = state else { return end(RoundReport()) }
        return end(report)
    }

    /// There are no receipts for the batch: nothing counts as done, and everything is offered again. One record must not hold up
    /// all others for ever: where the portal could not take several batches in a row, it is offered them one by one, and what
    /// it cannot take alone waits as a record that it does not take.
    public mutating func unanswered(
        _ failure: RoundFailure, _ memory: inout SenderMemory, at now: Duration
    ) -> RoundEffect {
        guard case .sending(let records) = state, Self.blamesBatch.contains(failure.code) else {
            return failed(failure)
        }
        memory.vain += 1
        guard memory.vain > SenderMemory.mostInVain, records.count == 1, let record = records.first else {
            return failed(failure)
        }
        var report = RoundReport()
        report.failure = failure
        let word = Settlement.Refusal(sequence: record.event.sequence, code: failure.code.rawValue)
        guard memory.lanes.offeredInVain(record, at: now, heardAt: memory.heardAt) else {
            report.open = [word]
            return end(report)
        }
        report.refused = [word]
        state = .settling(report)
        return .settle(Settlement(refused: [word]))
    }

    /// The portal was there, and this batch was too much for it; every other failure is one of the line or of the portal alone.
    private static let blamesBatch: Set<FailureCode> = [.internalError, .portalRequest]

    /// A step failed: nothing counts as done, and everything is offered again.
    public mutating func failed(_ failure: RoundFailure) -> RoundEffect {
        var report = RoundReport()
        report.failure = failure
        return end(report)
    }

    private mutating func end(_ report: RoundReport) -> RoundEffect {
        state = .ended
        return .end(report)
    }
}
