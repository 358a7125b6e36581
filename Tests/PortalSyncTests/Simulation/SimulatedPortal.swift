import FoundationEssentials
import KioskDomain
import PortalContract
import PortalSync

/// The portal with its database in memory: a request is one transaction. What is decided, the real rules decide.
final class SimulatedPortal {
    struct Row {
        var key: AttemptKey
        var iin: String
        var held: AttemptOpeningRule.Held
        var openedAt: UnixTime
        var outcome: AttemptOutcome?
    }

    struct Books {
        var known = KnownKiosk()
        var stored: [Int64: EventRule.Stored] = [:]
        /// Sequences in the order in which they were done.
        var done: [Int64] = []
    }

    /// All that is durable.
    struct Tables {
        var kiosks: [String: Books] = [:]
        var attempts: [Row] = []
        var refusals: [AttemptKey: FailureCode] = [:]
        var spent: Set<String> = []
        /// Names of the proofs on record.
        var known: Set<String> = []
    }

    static let terms = AttemptOpeningRule.Terms(limit: 5, proofLife: .seconds(1_800))

    var tables = Tables()
    /// What the seal of a proof says: known without any table.
    var proofs: [String: AttemptOpeningRule.Proof] = [:]
    var alarms: Set<FailureCode> = []
    let broken: BrokenRule?
    /// Never put back with the tables.
    private var eras = 0

    init(broken: BrokenRule?) { self.broken = broken }

    private func nextEra() -> String {
        eras += 1
        return "\(eras)"
    }

    /// All or nothing.
    func take(_ batch: EventBatch, from kiosk: String, at now: UnixTime) -> EventIntake.Outcome {
        let view = View(portal: self, kiosk: kiosk, now: now)
        var batch = batch
        if broken == .neverFences { batch.position = nil }
        let outcome = try? EventIntake.take(batch, view, demonstration: false, at: now, era: nextEra())
        return outcome ?? .fenced("the model failed")
    }

    func open(_ body: AttemptOpenedBody, from kiosk: String, at now: UnixTime) -> FailureCode? {
        let key = AttemptKey(source: kiosk, sequence: body.attempt)
        if let fenced = tables.kiosks[kiosk]?.known.fenced, !fenced.isEmpty { return .kioskFenced }
        let verdict = AttemptOpeningRule.judge(
            .init(
                iin: body.iin, proof: body.proof, kiosk: kiosk,
                openedAt: UnixTime(milliseconds: body.openedAtMilliseconds)),
            held: tables.attempts.first { $0.key == key }?.held,
            refused: tables.refusals[key],
            proof: body.proof.flatMap(proof), ledger: ledger(body.iin, at: now), Self.terms, now: now)
        switch verdict {
        case .same: return nil
        case .conflict: return .idempotencyConflict
        case .refused(let code):
            if AttemptOpeningRule.isKept(code) { tables.refusals[key] = code }
            return code
        case .open(let ordinal, let failures):
            let held = AttemptOpeningRule.Held(
                iin: body.iin, proof: body.proof, ordinal: ordinal, failuresBefore: failures)
            let openedAt = UnixTime(milliseconds: body.openedAtMilliseconds)
            tables.attempts.append(Row(key: key, iin: body.iin, held: held, openedAt: openedAt))
            return nil
        }
    }

    private func proof(_ name: String) -> AttemptOpeningRule.Proof? {
        var proof = broken == .forgetsProofs && !tables.known.contains(name) ? nil : proofs[name]
        proof?.isSpent = tables.spent.contains(name)
        return proof
    }

    func ledger(_ iin: String, at now: UnixTime) -> AttemptLedger {
        AttemptLedger(
            portal: tables.attempts.filter { $0.iin == iin }.map { row in
                SilentAttemptRule.outcome(row.outcome, openedAt: row.openedAt, at: now)
                    .map { .closed(row.key, .kiosk, $0) } ?? .open(row.key, .kiosk)
            })
    }

    /// Another attempt stands under the number.
    fileprivate func isAnother(_ body: AttemptOpenedBody, from kiosk: String) -> Bool {
        let key = AttemptKey(source: kiosk, sequence: body.attempt)
        guard let held = tables.attempts.first(where: { $0.key == key })?.held else { return false }
        return held.iin != body.iin || held.proof != body.proof
    }

    fileprivate func close(_ body: AttemptClosedBody, from kiosk: String) -> FailureCode? {
        let key = AttemptKey(source: kiosk, sequence: body.attempt)
        let index = tables.attempts.firstIndex { $0.key == key }
        let held = index.map { tables.attempts[$0].outcome }
        switch AttemptClosingRule.judge(body.outcome, held: held, problem: nil) {
        case .close:
            guard let index else { return nil }
            tables.attempts[index].outcome = body.outcome
            if body.outcome == .matched, let proof = tables.attempts[index].held.proof {
                tables.spent.insert(proof)
            }
            return nil
        case .same, .unknownAttempt: return nil
        case .refused(let code): return code
        }
    }

    private struct View: EventBooks {
        let portal: SimulatedPortal
        let kiosk: String
        let now: UnixTime

        private var books: Books { portal.tables.kiosks[kiosk] ?? Books() }

        func known() -> KnownKiosk { books.known }

        func stored(_ sequence: Int64) -> EventRule.Stored? {
            portal.broken == .appliesAgain ? nil : books.stored[sequence]
        }

        func isAnother(_ event: KioskEvent) -> Bool {
            guard event.type == .attemptOpened,
                let body = try? ContractJSON.decode(AttemptOpenedBody.self, from: event.body)
            else { return false }
            return portal.isAnother(body, from: kiosk)
        }

        func apply(_ event: KioskEvent) -> FailureCode? {
            switch event.type {
            case .attemptOpened:
                guard let body = try? ContractJSON.decode(AttemptOpenedBody.self, from: event.body) else {
                    return .portalRequest
                }
                return portal.open(body, from: kiosk, at: now)
            case .attemptClosed:
                guard let body = try? ContractJSON.decode(AttemptClosedBody.self, from: event.body) else {
                    return .portalRequest
                }
                return portal.close(body, from: kiosk)
            default: return nil
            }
        }

        func store(_ event: KioskEvent) {
            portal.tables.kiosks[kiosk, default: Books()].stored[event.sequence] = EventRule.Stored(
                digest: event.digest, type: event.type.rawValue)
            portal.tables.kiosks[kiosk]?.done.append(event.sequence)
            let highest = max(books.known.highest, event.sequence)
            portal.tables.kiosks[kiosk]?.known.highest = highest
        }

        func remember(_ known: KnownKiosk, after _: KnownKiosk) {
            portal.tables.kiosks[kiosk, default: Books()].known = known
        }

        func fence(_ reason: String) {
            portal.tables.kiosks[kiosk, default: Books()].known.fenced = reason
        }

        func raise(_ alarm: FailureCode) { portal.alarms.insert(alarm) }
    }
}
