import KioskDomain
import LocalAuthority
import PKIX
import PortalContract
import SQLAccess

/// Certificate lists, whole and delta (RFC 5280, 5). Both are made anew together when something was revoked since, and
/// when the delta has lived half its life; so a list is never older than its own word for longer than one request.
struct RevocationLists: Sendable {
    enum Form: Sendable { case whole, delta }

    let store: PortalStore
    let authorities: Authorities
    let clock: PortalClock

    static let wholeLifetime = Duration.seconds(24 * 3_600)
    static let deltaLifetime = Duration.seconds(3_600)

    /// DER of the newest list of the family's issuing authority.
    func list(_ family: KeyFamily, _ form: Form) async throws -> [UInt8] {
        let hierarchy = try await authorities.hierarchy(family)
        let now = clock.now().wholeSeconds
        if let kept = try await store.read({ try ListRow.fresh($0, family, at: now) }) { return kept.list(form) }
        return try await store.write { [store] database in
            try NamedLock.revocations.hold(database, in: store)
            if let kept = try ListRow.fresh(database, family, at: now) { return kept.list(form) }
            return try Self.make(database, hierarchy, now).list(form)
        }
    }

    /// The root's list. Roots revoke nothing here, so it needs no memory: its number is the day.
    func rootList(_ family: KeyFamily) async throws -> [UInt8] {
        let root = try await authorities.hierarchy(family).root
        let day = clock.now().milliseconds / 86_400_000
        let midnight = UnixTime(milliseconds: day * 86_400_000)
        return try CertificateListBuilder(
            issuer: root.certificate, thisUpdate: midnight, nextUpdate: midnight + .seconds(2 * 86_400),
            number: Int(day), entries: []
        ).signed(root.key.algorithm.signatureAlgorithm, by: root.sign).der
    }

    /// The delta adds to the oldest whole list that somebody may still hold, so that it fits all of them.
    private static func make(_ database: any SQLTransaction, _ hierarchy: Hierarchy, _ now: UnixTime) throws -> ListRow
    {
        let family = hierarchy.family
        // Seconds since 1970: greater than those of a day that a database forgot, too (RFC 5280 section 5.2.3).
        let number = max(try ListRow.newestNumber(database, family) + 1, Int(now.milliseconds / 1_000))
        let revocation = try RevocationRow.newest(database, family)
        let base =
            try ListRow.base(database, family, madeBefore: now + .seconds(1) - wholeLifetime)
            ?? (number: number, revocation: revocation)
        func signed(_ lifetime: Duration, from baseNumber: Int?, after id: Int64) throws -> [UInt8] {
            let rows = try RevocationRow.all(database, family, after: id, expiringAfter: now - wholeLifetime)
            return try CertificateListBuilder(
                issuer: hierarchy.issuing.certificate, thisUpdate: now, nextUpdate: now + lifetime, number: number,
                baseNumber: baseNumber,
                entries: try rows.map { .init(try $0.serialNumber, revokedAt: $0.at, reason: $0.reason) }
            ).signed(hierarchy.issuing.key.algorithm.signatureAlgorithm, by: hierarchy.issuing.sign).der
        }
        let row = ListRow(
            number: number, revocation: revocation, madeAt: now,
            whole: try signed(wholeLifetime, from: nil, after: 0),
            delta: try signed(deltaLifetime, from: base.number, after: base.revocation))
        try row.insert(database, family, forgettingBefore: base.number)
        return row
    }
}

extension RevocationRow {
    fileprivate var serialNumber: SerialNumber {
        get throws {
            guard let bytes = Hex.decode(serial) else {
                throw PortalProblem(.internalError, 500, "a serial number on record is none")
            }
            // The INTEGER is positive: a high first bit wants a zero before it (X.690, 8.3).
            return SerialNumber((bytes.first ?? 0) >= 0x80 ? [0] + bytes : bytes)
        }
    }
}
