import FoundationEssentials
import KioskDomain
import PortalContract
import SQLAccess

/// How machines are, and who is shut out.
struct KioskRegister: Sendable {
    /// What a machine tells is written at least so often, and whenever something changed.
    private static let newsAge = Duration.seconds(300)
    /// Clocks that move less than this did not change.
    private static let clockStep: Int64 = 1_000

    let store: PortalStore
    let clock: PortalClock
    let trust: PortalTrust
    let configurations: ConfigurationsService

    /// Takes what a machine tells of itself.
    func present(_ presence: KioskPresence, kiosk: EnrolledKiosk) async throws -> KioskStanding {
        let now = clock.now()
        let offset = now.milliseconds - presence.clockMilliseconds
        var isNews = Self.isNews(kiosk.told, offset, presence.trustDigest, now)
        if !isNews, let report = presence.report { isNews = try await changes(report, of: kiosk.id) }
        if isNews {
            try await store.write { database in
                try database.execute(
                    """
                    INSERT INTO kioskState (kiosk, seenAt, clockOffset, trustDigest) VALUES (?, ?, ?, ?)
                    ON CONFLICT (kiosk) DO UPDATE SET seenAt = excluded.seenAt, clockOffset = excluded.clockOffset,
                    trustDigest = excluded.trustDigest
                    """, [kiosk.id, now.milliseconds, offset, presence.trustDigest])
                if let report = presence.report { try ReportRow.write(database, report, of: kiosk.id) }
            }
        }
        let offer: ConfigurationName? =
            if let told = presence.configuration { try await configurations.hear(told, kiosk: kiosk.id) } else { nil }
        return KioskStanding(
            kioskID: kiosk.id, roles: kiosk.roles.sorted { $0.rawValue < $1.rawValue },
            nowMilliseconds: now.milliseconds, clockOffsetMilliseconds: offset,
            certificateEndsAtMilliseconds: kiosk.certificateEndsAt.milliseconds, trust: trust, configuration: offer)
    }

    /// Numbers of records change all the time and are written with the next news; what somebody must act on, at once.
    private func changes(_ report: KioskReport, of kiosk: String) async throws -> Bool {
        let known = try await store.read { database in
            try database.row("SELECT \(ReportRow.columns) FROM kioskReport WHERE kiosk = ?", [kiosk])
                .flatMap(ReportRow.read)
        }
        guard let known else { return true }
        return known.frozen != report.frozen || known.faults != report.faults || known.version != report.version
            || known.centre != report.centre || (known.waiting == 0) != (report.waiting == 0)
    }

    private static func isNews(
        _ told: EnrolledKiosk.Told?, _ offset: Int64, _ trustDigest: String?, _ now: UnixTime
    ) -> Bool {
        guard let told else { return true }
        let (moved, overflow) = offset.subtractingReportingOverflow(told.clockOffset)
        return overflow || moved.magnitude > UInt64(clockStep) || trustDigest != told.trustDigest
            || UnixTime(milliseconds: told.seenAt) + newsAge < now
    }

    /// At most ``KioskList/limit``, by ID.
    func list(after: String?) async throws -> KioskList {
        let kiosks = try await store.read { database in
            try database.rows(
                "\(Self.selection) WHERE kiosk.id > ? ORDER BY kiosk.id LIMIT ?", [after ?? "", KioskList.limit]
            ).map(Self.kiosk)
        }
        return KioskList(kiosks: kiosks, trustDigest: trust.digest)
    }

    /// Lets a machine speak for a centre, and for no other any more.
    ///
    /// - Throws: ``PortalProblem`` 404 `portal.kiosk-certificate` when there is no such machine, `portal.request-invalid`.
    func move(_ id: String, to centre: String, by: String) async throws {
        guard CentreCode.isValid(centre) else { throw PortalProblem.invalid("no code of a centre") }
        let now = clock.now()
        try await store.write { database in
            try EnrolledKiosk.requireKnown(database, id)
            try EnrolledKiosk.bind(database, id, to: centre, by: by, at: now)
        }
    }

    /// For good: the first cause stays.
    ///
    /// - Throws: ``PortalProblem`` 404 `portal.kiosk-certificate` when there is no such machine.
    func revoke(_ id: String, _ cause: KioskRevocationCause, by: String) async throws -> RegisteredKiosk {
        let now = clock.now()
        return try await store.write { database in
            try EnrolledKiosk.requireKnown(database, id)
            try Self.revoke(database, id, cause, by: by, at: now)
            guard let row = try database.row("\(Self.selection) WHERE kiosk.id = ?", [id]) else {
                throw PortalProblem(.internalError, 500, "the machine is gone")
            }
            return try Self.kiosk(row)
        }
    }

    static func revoke(
        _ database: any SQLTransaction, _ id: String, _ cause: KioskRevocationCause, by: String, at now: UnixTime
    ) throws {
        let changed = try database.execute(
            """
            INSERT INTO kioskState (kiosk, revokedAt, cause) VALUES (?, ?, ?)
            ON CONFLICT (kiosk) DO UPDATE SET revokedAt = excluded.revokedAt, cause = excluded.cause
            WHERE kioskState.revokedAt IS NULL
            """, [id, now.milliseconds, cause.rawValue])
        guard changed > 0 else { return }
        try Audit.record(database, at: now, kiosk: by, "kiosk.revoked", detail: "\(id) \(cause.rawValue)")
    }

    private static let selection = """
        SELECT kiosk.id AS id, kiosk.roles AS roles, kiosk.enrolledAt AS enrolledAt, kioskState.seenAt AS seenAt,
        kioskState.clockOffset AS clockOffset, kioskState.trustDigest AS trustDigest,
        kioskState.revokedAt AS revokedAt, kioskState.cause AS cause, kioskCentre.centre AS centre,
        (SELECT max(notAfter) FROM kioskCertificate WHERE kioskCertificate.kiosk = kiosk.id) AS notAfter
        FROM kiosk LEFT JOIN kioskState ON kioskState.kiosk = kiosk.id
        LEFT JOIN kioskCentre ON kioskCentre.kiosk = kiosk.id
        """

    private static func kiosk(_ row: SQLRow) throws -> RegisteredKiosk {
        var revocation: KioskRevocation?
        if let at: Int64 = try row["revokedAt"] {
            let cause = KioskRevocationCause(rawValue: try row["cause"]) ?? .closed
            revocation = KioskRevocation(cause: cause, revokedAtMilliseconds: at)
        }
        return RegisteredKiosk(
            kioskID: try row["id"],
            roles: EnrolledKiosk.decodeRoles(try row["roles"]).sorted { $0.rawValue < $1.rawValue },
            enrolledAtMilliseconds: try row["enrolledAt"], certificateEndsAtMilliseconds: try row["notAfter"],
            seenAtMilliseconds: try row["seenAt"], clockOffsetMilliseconds: try row["clockOffset"],
            trustDigest: try row["trustDigest"], centre: try row["centre"], revocation: revocation)
    }
}
