import FoundationEssentials
import KioskDomain
import PortalContract
import PortalSync
import SQLAccess

/// Opens, lists and closes attempts; holds the count over all channels (RULES B0, B1, B2).
struct AttemptsService: Sendable {
    let store: PortalStore
    let rules: RuleBook
    let clock: PortalClock
    let seal: ProofSeal

    /// What is asked for: an attempt of this name.
    struct Wish: Sendable {
        var attempt: AttemptKey
        var iin: IIN
        /// The B0 proof, kept as a hash only.
        var proof: String?
        /// When Start was pressed.
        var openedAt: UnixTime

        var proofHash: String? { proof.map(SMSService.hash) }
    }

    func open(_ attempt: AttemptKey, _ opening: AttemptOpening, kiosk: EnrolledKiosk) async throws -> AttemptOpened {
        guard attempt.source == kiosk.id else {
            throw PortalProblem(.portalRefused, 403, "a kiosk opens only attempts of its own")
        }
        let now = clock.now()
        let wish = Wish(
            attempt: attempt, iin: try IIN(wire: opening.iin), proof: opening.proof, openedAt: now)
        return try await store.write { [self] database -> Result<AttemptOpened, PortalProblem> in
            let fenced: String? = try database.value("SELECT fenced FROM kioskSync WHERE kiosk = ?", [kiosk.id]) ?? nil
            if let fenced { throw PortalProblem(.kioskFenced, 403, fenced) }
            return try open(database, wish, now: now)
        }.get()
    }

    /// Opens the attempt, or answers as before; also for `attempt.opened`, which may tell of it days later.
    ///
    /// - Returns: a refusal as a result, for it is kept: an opening is decided once.
    func open(
        _ database: any SQLTransaction, _ wish: Wish, now: UnixTime
    ) throws -> Result<AttemptOpened, PortalProblem> {
        // Held first: of two kiosks that open the fifth, the second sees the first's.
        _ = try Person.hold(database, wish.iin)
        let held = try Self.row(database, wish.attempt).map {
            AttemptOpeningRule.Held(
                iin: try $0["iin"], proof: try $0["proof"], ordinal: try $0["ordinal"],
                failuresBefore: try $0["failuresBefore"])
        }
        let ledger = try AttemptHistory(database, wish.iin, at: now).ledger
        let terms = AttemptOpeningRule.Terms(
            limit: rules.attemptLimit.value(on: PortalCalendar.day(of: wish.openedAt)), proofLife: SMSService.proofLife)
        let verdict = AttemptOpeningRule.judge(
            AttemptOpeningRule.Wish(
                iin: wish.iin.digits, proof: wish.proofHash, kiosk: wish.attempt.source, openedAt: wish.openedAt),
            held: held, refused: try refusal(database, wish.attempt), proof: try proof(database, wish),
            ledger: ledger, terms, now: now)
        switch verdict {
        case .same(let ordinal, let failures):
            return .success(opened(ordinal, failures, now))
        case .conflict:
            return .failure(PortalProblem(.idempotencyConflict, 409, "this sequence opened another attempt"))
        case .refused(let code):
            if AttemptOpeningRule.isKept(code) { try keep(database, wish.attempt, code) }
            return .failure(Self.problem(code, ledger))
        case .open(let ordinal, let failures):
            let opened = opened(ordinal, failures, now)
            try insert(database, wish, opened, now)
            return .success(opened)
        }
    }

    private func opened(_ ordinal: Int, _ failures: Int, _ now: UnixTime) -> AttemptOpened {
        let policy = rules.evidence.value(on: PortalCalendar.day(of: now))
        return AttemptOpened(ordinal: ordinal, failuresBefore: failures, needsLiveness: policy.needsLiveness)
    }

    private func refusal(_ database: any SQLTransaction, _ attempt: AttemptKey) throws -> FailureCode? {
        let code: String? = try database.value(
            "SELECT code FROM attemptRefused WHERE source = ? AND sequence = ?", [attempt.source, attempt.sequence])
        return code.flatMap(FailureCode.init(rawValue:))
    }

    private func keep(_ database: any SQLTransaction, _ attempt: AttemptKey, _ code: FailureCode) throws {
        try database.execute(
            "INSERT INTO attemptRefused (source, sequence, code) VALUES (?, ?, ?) ON CONFLICT DO NOTHING",
            [attempt.source, attempt.sequence, code.rawValue])
    }

    private func insert(
        _ database: any SQLTransaction, _ wish: Wish, _ opened: AttemptOpened, _ now: UnixTime
    ) throws {
        try database.execute(
            """
            INSERT INTO attempt (source, sequence, iin, channel, proof, ordinal, failuresBefore, openedAt)
            VALUES (?, ?, ?, ?, ?, ?, ?, ?)
            """,
            [
                wish.attempt.source, wish.attempt.sequence, wish.iin.digits, AttemptChannel.kiosk.rawValue,
                wish.proofHash,
                opened.ordinal, opened.failuresBefore, wish.openedAt.milliseconds,
            ])
        try Audit.record(
            database, at: now, kiosk: wish.attempt.source, "attempt.opened", iin: wish.iin.digits)
    }

    private static func problem(_ code: FailureCode, _ ledger: AttemptLedger) -> PortalProblem {
        switch code {
        case .requestForOtherPerson: PortalProblem(code, 403, "the proof is another person's")
        case .requestUnproven:
            PortalProblem(code, 403, "no proof that the IIN is one's own, or it is used up or too old")
        default: PortalProblem(code, 409, "no further attempt", count: ledger.failures)
        }
    }

    /// B0: an accepted code, of a kiosk and person that the rule compares.
    private func proof(_ database: any SQLTransaction, _ wish: Wish) throws -> AttemptOpeningRule.Proof? {
        let row = try database.heldRow(
            "SELECT * FROM proof WHERE hash = ? AND purpose = ?", [wish.proofHash, SMSPurpose.identification.rawValue])
        guard let row else { return try forgottenProof(database, wish) }
        return AttemptOpeningRule.Proof(
            iin: try row["iin"], kiosk: try row["kiosk"], madeAt: UnixTime(milliseconds: try row["madeAt"]),
            isSpent: try row["spent"] != 0)
    }

    /// One that this database has lost, by its seal; a match that it was spent on is an attempt of the person.
    private func forgottenProof(_ database: any SQLTransaction, _ wish: Wish) throws -> AttemptOpeningRule.Proof? {
        let claim = ProofClaim(iin: wish.iin.digits, purpose: .identification, kiosk: wish.attempt.source)
        guard let madeAt = wish.proof.flatMap({ seal.madeAt($0, claim) }) else { return nil }
        let match: Int? = try database.value(
            "SELECT 1 FROM attempt WHERE iin = ? AND proof = ? AND outcome = ?",
            [claim.iin, wish.proofHash, AttemptOutcome.matched.rawValue])
        return AttemptOpeningRule.Proof(iin: claim.iin, kiosk: claim.kiosk, madeAt: madeAt, isSpent: match != nil)
    }

    /// Another attempt stands under this name: whoever opens one under it uses a number twice.
    static func isAnother(_ database: any SQLTransaction, _ wish: Wish) throws -> Bool {
        guard let row = try row(database, wish.attempt) else { return false }
        return try row["iin"] != wish.iin.digits || row["proof"] != wish.proofHash
    }

    /// For an operator (B5); the look-up is audited (R4).
    func list(iin text: String, kiosk: EnrolledKiosk) async throws -> AttemptList {
        let iin = try IIN(wire: text)
        let now = clock.now()
        return try await store.write { database in
            _ = try Person.require(database, iin)
            let history = try AttemptHistory(database, iin, at: now)
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
