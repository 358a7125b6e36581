import KioskDomain
import PortalContract
import PortalSync
import SQLAccess

/// How an open attempt gets its one outcome (RULES B2, B3).
struct AttemptClosing: Sendable {
    let rules: RuleBook

    /// - Parameters:
    ///   - closedAt: milliseconds since 1970 by the kiosk's clock.
    ///   - evidence: compact JWS; must hold for `matched`, and where there is one for any outcome.
    func close(
        _ database: any SQLTransaction, _ attempt: AttemptKey, outcome: AttemptOutcome, at closedAt: Int64,
        evidence: String?,
        kiosk: EnrolledKiosk, now: UnixTime
    ) throws -> AttemptClosingRule.Verdict {
        let row = try AttemptsService.heldRow(database, attempt)
        let held = try row.map { (try $0["outcome"] as String?).flatMap(AttemptOutcome.init(rawValue:)) }
        let sworn = try evidence.flatMap { try kiosk.sworn($0, database) }
            .flatMap { $0.attempt == attempt && $0.outcome == outcome ? $0 : nil }
        let problem = problem(outcome, evidence, sworn, now)
        let verdict = AttemptClosingRule.judge(outcome, held: held, problem: problem)
        guard let row else { return verdict }
        if verdict == .close {
            try end(database, attempt, row, outcome, at: closedAt, evidence, kiosk, now)
        } else if let problem, sworn != nil, held == .some(nil) {
            // The kiosk's last word, which does not suffice here: it counts as the failure that it is, or nobody would ever
            // end it, and the person could neither try again nor be served by an operator.
            try end(database, attempt, row, .instead(of: problem), at: closedAt, evidence, kiosk, now)
        }
        return verdict
    }

    /// The attempt on which a person's request rests, held.
    ///
    /// - Throws: ``PortalProblem`` `portal.attempt-without-proof`, `portal.other-person`.
    func held(
        _ database: any SQLTransaction, _ attempt: AttemptKey, of iin: IIN, _ kiosk: EnrolledKiosk
    ) throws -> SQLRow {
        guard let row = try AttemptsService.heldRow(database, attempt), attempt.source == kiosk.id else {
            throw PortalProblem(.requestUnproven, 403, "no such attempt was opened")
        }
        guard try row["iin"] == iin.digits else {
            throw PortalProblem(.requestForOtherPerson, 403, "the attempt is another person's")
        }
        return row
    }

    /// Why the attempt gives a right to nothing (B3); nil when it does. It is closed by its evidence when it is still open.
    func unmatched(
        _ database: any SQLTransaction, _ attempt: AttemptKey, evidence: String?, kiosk: EnrolledKiosk, now: UnixTime
    ) throws -> PortalProblem? {
        let result = try close(
            database, attempt, outcome: .matched, at: now.milliseconds, evidence: evidence, kiosk: kiosk, now: now)
        return switch result {
        case .close, .same: nil
        case .refused(.calibrationMissing):
            PortalProblem(.calibrationMissing, 409, "no accepted trial of this kiosk's matcher is named")
        case .refused(.faceLiveness):
            PortalProblem(.faceLiveness, 409, "the challenge of the attempt does not tell a face from a flat picture")
        case .unknownAttempt, .refused:
            PortalProblem(.faceNoMatch, 409, "the attempt did not match, or its evidence does not hold")
        }
    }

    private func end(
        _ database: any SQLTransaction, _ attempt: AttemptKey, _ row: SQLRow, _ outcome: AttemptOutcome,
        at closedAt: Int64, _ evidence: String?, _ kiosk: EnrolledKiosk, _ now: UnixTime
    ) throws {
        let endedAt = AttemptClosingRule.endedAt(
            UnixTime(milliseconds: closedAt), openedAt: UnixTime(milliseconds: try row["openedAt"]), now: now)
        try database.execute(
            "UPDATE attempt SET outcome = ?, closedAt = ?, evidence = ? WHERE source = ? AND sequence = ?",
            [outcome.rawValue, endedAt.milliseconds, evidence, attempt.source, attempt.sequence])
        if outcome == .matched {
            // One code, one successful authentication (L2).
            try database.execute("UPDATE proof SET spent = 1 WHERE hash = ?", [try row["proof"] as String?])
        }
        try Audit.record(
            database, at: now, kiosk: kiosk.id, "attempt.closed", iin: try row["iin"], detail: outcome.rawValue)
    }

    /// The portal decides by its policy (B3).
    ///
    /// - Parameter sworn: what the evidence says; nil when it does not hold.
    private func problem(
        _ outcome: AttemptOutcome, _ evidence: String?, _ sworn: AttemptEvidence?, _ now: UnixTime
    ) -> FailureCode? {
        guard evidence != nil else { return outcome == .matched ? .faceNoMatch : nil }
        guard let sworn else { return .faceNoMatch }
        guard outcome == .matched else { return nil }
        guard let distance = sworn.distance else { return .faceNoMatch }
        let match = MatchEvidence(
            distance: distance, frames: sworn.frames, liveness: sworn.liveness.map(LivenessClaim.init) ?? .none,
            modelHashes: sworn.modelHashes, calibrationHash: sworn.calibrationHash)
        return rules.evidence.value(on: PortalCalendar.day(of: now)).problem(with: match)
    }
}

extension AttemptOutcome {
    /// What a match is that does not suffice.
    fileprivate static func instead(of problem: FailureCode) -> AttemptOutcome {
        switch problem {
        case .faceLiveness: .livenessFailed
        case .faceNoMatch: .noMatch
        default: .technicalError
        }
    }
}

extension LivenessClaim {
    /// A challenge that this portal does not know proves as little as the gentle one.
    init(_ sworn: LivenessEvidence) {
        self = !sworn.passed ? .failed : sworn.challenge == "turns" ? .notStill : .present
    }
}
