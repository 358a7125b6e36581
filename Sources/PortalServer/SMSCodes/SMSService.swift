import Crypto
import FoundationEssentials
import KioskDomain
import PortalContract
import SQLAccess

/// SMS codes and the proofs that they give (RULES B0, L2). Without demonstration mode there is no way to send one.
struct SMSService: Sendable {
    /// How long a session may go on with one accepted code.
    static let proofLife = Duration.seconds(1_800)

    let store: PortalStore
    let rules: RuleBook
    let clock: PortalClock
    let demonstration: Bool
    let seal: ProofSeal

    func request(_ request: SMSChallengeRequest, kiosk: String) async throws -> SMSChallengeAnswer {
        // A code to a number that the person names is for that number's registration only.
        guard request.purpose != .phone else { throw PortalProblem.invalid("the purpose needs a log-in") }
        return try await self.request(try IIN(wire: request.iin), request.purpose, kiosk: kiosk)
    }

    /// - Parameter number: where the code goes; nil: to the person's number in the Mobile Citizens Database.
    func request(
        _ iin: IIN, _ purpose: SMSPurpose, to number: String? = nil, kiosk: String
    ) async throws -> SMSChallengeAnswer {
        guard demonstration else { throw PortalProblem(.portalRefused, 503, "no SMS gateway is configured") }
        let now = clock.now()
        let policy = rules.sms.value(on: clock.today())
        let code = Self.newCode(length: policy.length)
        return try await store.write { database in
            // Both limits are counted under these locks; always the machine first.
            _ = try database.heldRow("SELECT id FROM kiosk WHERE id = ?", [kiosk])
            let person = try Person.hold(database, iin)
            guard let phone = number ?? person.phone else {
                throw PortalProblem(.smsPhoneUnknown, 409, "no phone in the Mobile Citizens Database")
            }
            try mustAllowSending(database, iin, kiosk, policy, now)
            let challenge = Self.randomName()
            try database.execute(
                "UPDATE smsChallenge SET replaced = 1 WHERE iin = ? AND purpose = ?",
                [iin.digits, purpose.rawValue])
            try database.execute(
                """
                INSERT INTO smsChallenge (id, iin, purpose, kiosk, phone, code, sentAt)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
                [
                    challenge, iin.digits, purpose.rawValue, kiosk, phone, code, now.milliseconds,
                ])
            try Audit.record(database, at: now, kiosk: kiosk, "sms.sent", iin: iin.digits)
            return SMSChallengeAnswer(
                id: challenge, maskedPhone: Person.mask(phone),
                expiresAtMilliseconds: (now + policy.life).milliseconds, triesLeft: policy.tries)
        }
    }

    private func mustAllowSending(
        _ database: any SQLTransaction, _ iin: IIN, _ kiosk: String, _ policy: SMSCodePolicy, _ now: UnixTime
    ) throws {
        // No limit looks back further than a day.
        let since = (now - .seconds(86_400)).milliseconds
        func sends(_ column: String, _ value: String) throws -> [UnixTime] {
            try database.values(
                "SELECT sentAt FROM smsChallenge WHERE \(column) = ? AND sentAt > ?", [value, since]
            ).map(UnixTime.init(milliseconds:))
        }
        let decision = policy.maySend(
            earlierForIIN: try sends("iin", iin.digits), earlierFromKiosk: try sends("kiosk", kiosk), now: now)
        if case .limited(let until) = decision {
            let seconds = Int(now.duration(to: until).components.seconds) + 1
            throw PortalProblem(.smsLimit, 429, "too many codes were asked for", count: seconds, retryAfter: seconds)
        }
    }

    func answer(challenge: String, code: String, kiosk: String) async throws -> SMSCodeAnswer {
        let now = clock.now()
        let policy = rules.sms.value(on: clock.today())
        return try await store.write { database in
            guard
                let row = try database.heldRow(
                    "SELECT * FROM smsChallenge WHERE id = ? AND kiosk = ?", [challenge, kiosk])
            else { throw PortalProblem(.smsExpired, 404, "this kiosk asked for no such code") }
            guard try row["replaced"] == 0 else { return SMSCodeAnswer(verdict: .expired, triesLeft: 0) }
            let sentAt = UnixTime(milliseconds: try row["sentAt"])
            var state = SMSChallenge(sentAt: sentAt, triesUsed: try row["triesUsed"], isUsed: try row["used"] == 1)
            let matches = Self.equal(code, try row["code"])
            let verdict = state.answer(matches: matches, now: now, policy: policy)
            try database.execute(
                "UPDATE smsChallenge SET triesUsed = ?, used = ? WHERE id = ?",
                [state.triesUsed, state.isUsed ? 1 : 0, challenge])
            switch verdict {
            case .accepted:
                let proof = try newProof(database, try row["iin"], try row["purpose"], kiosk, now)
                return SMSCodeAnswer(verdict: .accepted, triesLeft: policy.tries - state.triesUsed, proof: proof)
            case .wrong(let left): return SMSCodeAnswer(verdict: .wrong, triesLeft: left)
            case .triesExhausted: return SMSCodeAnswer(verdict: .exhausted, triesLeft: 0)
            case .alreadyUsed:
                let isInTime = now < sentAt + policy.life && state.triesUsed <= policy.tries
                return try again(database, row, matches: matches && isInTime, since: sentAt, at: now)
            case .expired: return SMSCodeAnswer(verdict: .expired, triesLeft: 0)
            }
        }
    }

    /// The right code once more, by whoever did not hear that it was accepted: the proof that was given then is taken back, and
    /// a new one given. One that has served stays as it is, and the code is over. Guesses count as tries.
    private func again(
        _ database: any SQLTransaction, _ row: SQLRow, matches: Bool, since sentAt: UnixTime, at now: UnixTime
    ) throws -> SMSCodeAnswer {
        let (id, iin): (String, String) = (try row["id"], try row["iin"])
        let (purpose, kiosk): (String, String) = (try row["purpose"], try row["kiosk"])
        guard matches else {
            try database.execute("UPDATE smsChallenge SET triesUsed = triesUsed + 1 WHERE id = ?", [id])
            return SMSCodeAnswer(verdict: .expired, triesLeft: 0)
        }
        // Only the newest challenge of a person and purpose comes so far: what was made since it was sent is of it.
        let given = try database.heldRow(
            "SELECT hash FROM proof WHERE iin = ? AND purpose = ? AND kiosk = ? AND madeAt >= ? AND spent = 0",
            [iin, purpose, kiosk, sentAt.milliseconds])
        guard let given else { return SMSCodeAnswer(verdict: .expired, triesLeft: 0) }
        let hash: String = try given["hash"]
        try database.execute("UPDATE proof SET spent = 1 WHERE hash = ?", [hash])
        let proof = try newProof(database, iin, purpose, kiosk, now)
        return SMSCodeAnswer(verdict: .accepted, triesLeft: 0, proof: proof)
    }

    private func newProof(
        _ database: any SQLTransaction, _ iin: String, _ purpose: String, _ kiosk: String, _ now: UnixTime
    ) throws -> String {
        // Nothing else writes a purpose into this column.
        guard let known = SMSPurpose(rawValue: purpose) else { throw PortalProblem.invalid("unknown purpose") }
        let proof = seal.make(ProofClaim(iin: iin, purpose: known, kiosk: kiosk), at: now)
        try database.execute(
            "INSERT INTO proof (hash, iin, purpose, kiosk, madeAt) VALUES (?, ?, ?, ?, ?)",
            [Self.hash(proof), iin, purpose, kiosk, now.milliseconds])
        return proof
    }

    static func hash(_ proof: String) -> String { ContentDigest.hex(of: Data(proof.utf8)) }

    static func randomName() -> String { Hex.encode((0..<16).map { _ in UInt8.random(in: 0...255) }) }

    private static func newCode(length: Int) -> String {
        String((0..<length).map { _ in Character(String(Int.random(in: 0...9))) })
    }

    /// Takes the same time wherever the codes differ.
    private static func equal(_ one: String, _ other: String) -> Bool {
        let (one, other) = (Array(one.utf8), Array(other.utf8))
        guard one.count == other.count else { return false }
        return zip(one, other).reduce(0) { $0 | ($1.0 ^ $1.1) } == 0
    }
}
