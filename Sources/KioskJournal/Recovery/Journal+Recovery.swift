internal import GRDB
public import KioskDomain

extension Journal {
    /// Settles what a former run left between intent and outcome (DESIGN 5.3); called once, before any session begins.
    ///
    /// All of it is one transaction. Nothing is guessed and nothing repeated: an attempt becomes a technical error (B2),
    /// a slip `unconfirmed`, work on a card `interrupted`. Calling it again finds only what is still pending.
    public func recover(now: UnixTime) throws(JournalError) -> [RecoveryFinding] {
        let found = try transaction { database in
            try note(database, openingFindings, now)
            return try closeAttempts(database, now) + settleSlips(database, now) + settleRequests(database, now)
        }
        defer { openingFindings = [] }
        return openingFindings + found
    }

    private func closeAttempts(_ database: Database, _ now: UnixTime) throws -> [RecoveryFinding] {
        try attempts(database, "outcome IS NULL", []).map { attempt in
            try close(database, attempt, .technicalError, nil, at: now)
            return RecoveryFinding(
                .attemptClosed, .internalError, record: attempt.id, detail: "attempt \(attempt.sequence) was open")
        }
    }

    private func settleSlips(_ database: Database, _ now: UnixTime) throws -> [RecoveryFinding] {
        try slips(database, "state = 'printing'", []).map { slip in
            try mark(database, slip, slip.state.afterRestart, at: now)
            return RecoveryFinding(
                .slipUnconfirmed, .slipUnconfirmed, record: slip.id, detail: "slip \(slip.sequence) was printing")
        }
    }

    private func settleRequests(_ database: Database, _ now: UnixTime) throws -> [RecoveryFinding] {
        try requests(database, "step NOT IN ('written', 'interrupted')", []).map { request in
            let name = request.application
            guard request.step == .writing || request.progress.hasUncertain else {
                return RecoveryFinding(
                    .certificatePending, .cardWriteInterrupted, record: name,
                    detail: "stands at \(request.step.rawValue)")
            }
            _ = try advance(database, request, .interrupted, serials: [], at: now)
            return RecoveryFinding(
                .certificateInterrupted, .cardWriteInterrupted, record: name,
                detail: "stood at \(request.step.rawValue)")
        }
    }
}

extension CardWriteProgress {
    /// Something began of which the card did not say the end.
    var hasUncertain: Bool { keys.values.contains(.uncertain) || certificates.values.contains(.uncertain) }
}
