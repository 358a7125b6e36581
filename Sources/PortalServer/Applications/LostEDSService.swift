import FoundationEssentials
import KioskDomain
import PortalContract
import SQLAccess

/// Revocation without the card or key, by face and SMS code (RULES E7): the attempt's match, decided by the portal's policy as
/// for an application (B3), gives a right to it for a short time and once.
struct LostEDSService: Sendable {
    /// How long after the match; the person chooses and confirms meanwhile.
    static let matchLife = Duration.seconds(900)
    /// Sets that one request may name.
    private static let most = 32

    let store: PortalStore
    let closing: AttemptClosing
    let clock: PortalClock

    /// The look-up is on record (R4).
    func live(_ request: LiveEDSRequest, kiosk: EnrolledKiosk) async throws -> LiveEDSList {
        let iin = try IIN(wire: request.iin)
        let now = clock.now()
        return try await store.write { database -> Result<LiveEDSList, PortalProblem> in
            _ = try closing.held(database, request.attempt, of: iin, kiosk)
            // Kept with what it made of the attempt.
            if let problem = try closing.unmatched(
                database, request.attempt, evidence: request.evidence, kiosk: kiosk, now: now)
            {
                return .failure(problem)
            }
            try mustBeFresh(database, request.attempt, at: now)
            try Audit.record(database, at: now, kiosk: kiosk.id, "certificates.listed", iin: iin.digits)
            return .success(LiveEDSList(sets: try Self.sets(database, of: iin, at: now).map(\.told)))
        }.get()
    }

    func revoke(_ request: LostRevocationRequest, kiosk: EnrolledKiosk) async throws -> OwnRevocations {
        let iin = try IIN(wire: request.iin)
        guard RevocationCause.ofHolder.contains(request.cause) else {
            throw PortalProblem.invalid("a holder gives no such reason")
        }
        guard (1...Self.most).contains(request.sets.count), Set(request.sets).count == request.sets.count else {
            throw PortalProblem.invalid("sets are missing, too many or named twice")
        }
        let now = clock.now()
        let digest = ContentDigest.hex(of: try ContractJSON.encode(request))
        return try await store.write { [store] database in
            _ = try Person.hold(database, iin)
            try NamedLock.revocations.hold(database, in: store)
            let attempt = try closing.held(database, request.attempt, of: iin, kiosk)
            if let former = try LostRevocationRow.find(database, request.attempt) {
                guard former.digest == digest else {
                    throw PortalProblem(.idempotencyConflict, 409, "this attempt revoked something else")
                }
                return OwnRevocations(revocations: try former.records(database))
            }
            guard try attempt["outcome"] as String? == AttemptOutcome.matched.rawValue else {
                throw PortalProblem(.faceNoMatch, 409, "the attempt did not match")
            }
            guard try !ApplicationRow.isOf(database, request.attempt) else {
                throw PortalProblem(.idempotencyConflict, 409, "this attempt led to an application")
            }
            try mustBeFresh(database, request.attempt, at: now)
            let chosen = try Self.sets(database, of: iin, at: now).filter { request.sets.contains($0.told.id) }
            guard chosen.count == request.sets.count else {
                throw PortalProblem(.certificateMismatch, 409, "the person has no such valid EDS")
            }
            let row = LostRevocationRow(
                attempt: request.attempt, digest: digest, serials: chosen.flatMap(\.told.serials))
            try row.insert(database, at: now)
            try RevocationService.revoke(
                database, row.serials, for: request.cause, at: now, kiosk: kiosk.id, iin: iin,
                by: "the holder, identified by face and code")
            for application in chosen.compactMap(\.application) { try RevocationService.close(database, application) }
            return OwnRevocations(revocations: try row.records(database))
        }
    }

    private func mustBeFresh(
        _ database: any SQLTransaction, _ attempt: AttemptKey, at now: UnixTime
    ) throws {
        // The machine told it by its own clock; one that is ahead wins no time.
        guard let closedAt = try AttemptsService.row(database, attempt)?["closedAt"] as Int64?,
            UnixTime(milliseconds: closedAt) < now + .seconds(60),
            now < UnixTime(milliseconds: closedAt) + Self.matchLife
        else { throw PortalProblem(.reissueStale, 403, "the match is too old") }
    }

    private typealias LiveSet = (told: LiveEDSSet, application: String?)

    /// The own ones (E3: none of an organisation) that are neither revoked nor over, by their application.
    private static func sets(_ database: any SQLTransaction, of iin: IIN, at now: UnixTime) throws -> [LiveSet] {
        let rows = try database.rows(
            """
            SELECT serial, certificate.application AS application, notAfter, medium FROM certificate
            LEFT JOIN application ON application.number = certificate.application
            WHERE certificate.iin = ? AND certificate.bin IS NULL AND notAfter >= ?
            AND serial NOT IN (SELECT serial FROM revocation)
            ORDER BY notAfter DESC, serial
            """, [iin.digits, now.milliseconds])
        var sets: [LiveSet] = []
        for row in rows {
            let (serial, application): (String, String?) = (try row["serial"], try row["application"])
            let id = application ?? serial
            if let place = sets.firstIndex(where: { $0.told.id == id }) {
                sets[place].told.serials.append(serial)
            } else {
                let medium = (try row["medium"] as String?).flatMap(Medium.init(rawValue:))
                sets.append(
                    (
                        LiveEDSSet(
                            id: id, medium: medium, serials: [serial], notAfterMilliseconds: try row["notAfter"]),
                        application
                    ))
            }
        }
        return sets
    }
}

/// What an attempt's match revoked.
struct LostRevocationRow: Sendable {
    let attempt: AttemptKey
    /// SHA-256 of the request.
    let digest: String
    let serials: [String]

    static func find(_ database: any SQLTransaction, _ attempt: AttemptKey) throws -> LostRevocationRow? {
        try database.row(
            "SELECT * FROM lostRevocation WHERE source = ? AND sequence = ?", [attempt.source, attempt.sequence]
        ).map {
            let serials: String = try $0["serials"]
            return LostRevocationRow(
                attempt: attempt, digest: try $0["digest"], serials: serials.split(separator: " ").map(String.init))
        }
    }

    func insert(_ database: any SQLTransaction, at now: UnixTime) throws {
        try database.execute(
            "INSERT INTO lostRevocation (source, sequence, digest, serials, at) VALUES (?, ?, ?, ?, ?)",
            [attempt.source, attempt.sequence, digest, serials.joined(separator: " "), now.milliseconds])
    }

    func records(_ database: any SQLTransaction) throws -> [RevocationRecord] {
        try serials.compactMap { try RevocationRow.find(database, serial: $0)?.record }
    }
}
