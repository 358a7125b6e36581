import FoundationEssentials
import KioskDomain
import PortalContract
import SQLAccess

/// Opens, lists and closes attempts; holds the count over all channels (RULES B0, B1, B2).
struct AttemptsService: Sendable {
    let store: PortalStore
    let rules: RuleBook
    let clock: PortalClock

    func open(_ attempt: AttemptKey, _ opening: AttemptOpening, kiosk: EnrolledKiosk) async throws -> AttemptOpened {
        guard attempt.source == kiosk.id else {
            throw PortalProblem(.portalRefused, 403, "a kiosk opens only attempts of its own")
        }
        let iin = try IIN(wire: opening.iin)
        let proof = opening.proof.map(SMSService.hash)
        let now = clock.now()
        let limit = rules.attemptLimit.value(on: clock.today())
        return try await store.write { database in
            // Held first: of two kiosks that open the fifth, the second sees the first's.
            _ = try Person.hold(database, iin)
            if let row = try Self.row(database, attempt) {
                guard try row["iin"] == iin.digits, try row["proof"] as String? == proof else {
                    throw PortalProblem(.idempotencyConflict, 409, "this sequence opened another attempt")
                }
                return AttemptOpened(ordinal: try row["ordinal"], failuresBefore: try row["failuresBefore"])
            }
            try mustBeProven(database, proof, iin, kiosk.id, now)
            let ledger = try AttemptHistory(database, iin).ledger
            guard ledger.left(limit: limit) > 0 else {
                let code: FailureCode = ledger.failures < limit ? .attemptOpen : .attemptsExhausted
                throw PortalProblem(code, 409, "no further attempt", count: ledger.failures)
            }
            let opened = AttemptOpened(
                ordinal: ledger.failures + ledger.open + 1, failuresBefore: ledger.failures)
            try database.execute(
                """
                INSERT INTO attempt (source, sequence, iin, channel, proof, ordinal, failuresBefore, openedAt)
                VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    attempt.source, attempt.sequence, iin.digits, AttemptChannel.kiosk.rawValue, proof,
                    opened.ordinal, opened.failuresBefore, now.milliseconds,
                ])
            try Audit.record(database, at: now, kiosk: kiosk.id, "attempt.opened", iin: iin.digits)
            return opened
        }
    }

    /// B0: an accepted code of this very person at this very kiosk, in this session.
    private func mustBeProven(
        _ database: any SQLTransaction, _ proof: String?, _ iin: IIN, _ kiosk: String, _ now: UnixTime
    ) throws {
        let row = try database.heldRow(
            "SELECT * FROM proof WHERE hash = ? AND kiosk = ? AND purpose = ?",
            [proof, kiosk, SMSPurpose.identification.rawValue])
        guard let row else { throw PortalProblem(.requestUnproven, 403, "no proof that the IIN is one's own") }
        guard try row["iin"] == iin.digits else {
            throw PortalProblem(.requestForOtherPerson, 403, "the proof is another person's")
        }
        let madeAt = UnixTime(milliseconds: try row["madeAt"])
        guard try row["spent"] == 0, now < madeAt + SMSService.proofLife else {
            throw PortalProblem(.requestUnproven, 403, "the proof was used up or is too old")
        }
    }

    /// For an operator (B5); the look-up is audited (R4).
    func list(iin text: String, kiosk: EnrolledKiosk) async throws -> AttemptList {
        let iin = try IIN(wire: text)
        let now = clock.now()
        return try await store.write { database in
            _ = try Person.require(database, iin)
            let history = try AttemptHistory(database, iin)
            try Audit.record(database, at: now, kiosk: kiosk.id, "attempts.listed", iin: iin.digits)
            return AttemptList(failures: history.ledger.failures, attempts: history.listed)
        }
    }

    /// Held by whoever decides about the attempt.
    static func heldRow(_ database: any SQLTransaction, _ attempt: AttemptKey) throws -> SQLRow? {
        try database.heldRow(
            "SELECT * FROM attempt WHERE source = ? AND sequence = ?", [attempt.source, attempt.sequence])
    }

    static func row(_ database: any SQLTransaction, _ attempt: AttemptKey) throws -> SQLRow? {
        try database.row("SELECT * FROM attempt WHERE source = ? AND sequence = ?", [attempt.source, attempt.sequence])
    }
}
