import KioskDomain
import PortalContract
import PortalSync
import SQLAccess

/// How an open attempt gets its one outcome (RULES B2, B3).
struct AttemptClosing: Sendable {
    let rules: RuleBook

    /// - Parameter evidence: compact JWS; must hold for `matched`, and where there is one for any outcome.
    func close(
        _ database: any SQLTransaction, _ attempt: AttemptKey, outcome: AttemptOutcome, at closedAt: Int64,
        evidence: String?,
        kiosk: EnrolledKiosk, now: UnixTime
    ) throws -> AttemptClosingRule.Verdict {
        let row = try AttemptsService.heldRow(database, attempt)
        let held = try row.map { (try $0["outcome"] as String?).flatMap(AttemptOutcome.init(rawValue:)) }
        let verdict = AttemptClosingRule.judge(
            outcome, held: held, problem: try problem(database, outcome, attempt, evidence, kiosk, now))
        guard verdict == .close, let row else { return verdict }
        try database.execute(
            "UPDATE attempt SET outcome = ?, closedAt = ?, evidence = ? WHERE source = ? AND sequence = ?",
            [outcome.rawValue, closedAt, evidence, attempt.source, attempt.sequence])
        if outcome == .matched {
            // One code, one successful authentication (L2).
            try database.execute("UPDATE proof SET spent = 1 WHERE hash = ?", [try row["proof"] as String?])
        }
        try Audit.record(
            database, at: now, kiosk: kiosk.id, "attempt.closed", iin: try row["iin"], detail: outcome.rawValue)
        return .close
    }

    /// The portal decides by its policy (B3).
    private func problem(
        _ database: any SQLTransaction, _ outcome: AttemptOutcome, _ attempt: AttemptKey, _ evidence: String?,
        _ kiosk: EnrolledKiosk, _ now: UnixTime
    ) throws -> FailureCode? {
        guard let evidence else { return outcome == .matched ? .faceNoMatch : nil }
        guard let sworn = try kiosk.sworn(evidence, database), sworn.attempt == attempt,
            sworn.outcome == outcome
        else { return .faceNoMatch }
        guard outcome == .matched else { return nil }
        guard let distance = sworn.distance else { return .faceNoMatch }
        let match = MatchEvidence(
            distance: distance, frames: sworn.frames, liveness: sworn.liveness.map(LivenessClaim.init) ?? .none,
            modelHashes: sworn.modelHashes, calibrationHash: sworn.calibrationHash)
        return rules.evidence.value(on: PortalCalendar.day(of: now)).problem(with: match)
    }
}

extension LivenessClaim {
    /// A challenge that this portal does not know proves as little as the gentle one.
    init(_ sworn: LivenessEvidence) {
        self = !sworn.passed ? .failed : sworn.challenge == "turns" ? .notStill : .present
    }
}
