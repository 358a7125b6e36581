import FoundationEssentials
import KioskDomain
import LocalAuthority
import PKIX
import PortalContract
import SQLAccess
import SwiftASN1

/// Client certificates of machines, each on record before it is given.
struct KioskCertificates: Sendable {
    /// A machine that was off for longer enrols anew.
    static let days: Int64 = 90
    /// Asked for again, a certificate with more than this left is given once more.
    static let enough = Duration.seconds(31 * 86_400)
    /// New ones for one machine within a day.
    static let dailyLimit = 8

    let authority: AuthorityRoll

    /// The key that a request proves.
    /// - Throws: ``PortalProblem`` `portal.request-invalid`.
    static func key(of request: Data) throws -> PublicKey {
        guard let key = CertificationRequest.provenKey(Array(request)) else {
            throw PortalProblem.invalid("the request is no PKCS#10 for a P-256 key, signed with it")
        }
        return key
    }

    /// The machine that has or had a key; nil for none.
    static func owner(_ database: any SQLTransaction, _ key: PublicKey) throws -> String? {
        let der = Data(key.info.der)
        return try database.value(
            "SELECT id FROM kiosk WHERE publicKey = ? UNION SELECT kiosk FROM kioskCertificate WHERE publicKey = ?",
            [der, der])
    }

    /// Lets a key take the place of all that a machine had. They get no certificate any more; what it swore with them stays
    /// good.
    func replace(
        _ database: any SQLTransaction, of kiosk: String, by key: PublicKey, at now: UnixTime
    ) throws {
        try database.execute(
            "UPDATE kioskCertificate SET endedAt = ? WHERE kiosk = ? AND endedAt IS NULL", [now.milliseconds, kiosk])
        try database.execute(
            "UPDATE kioskCertificate SET notAfter = ? WHERE kiosk = ? AND notAfter > ?",
            [now.milliseconds, kiosk, now.milliseconds])
        try database.execute("UPDATE kiosk SET publicKey = ? WHERE id = ?", [Data(key.info.der), kiosk])
    }

    /// Whether another key took the place of this one.
    func isReplaced(_ database: any SQLTransaction, _ key: PublicKey) throws -> Bool {
        let row: Int? = try database.value(
            "SELECT 1 FROM kioskCertificate WHERE publicKey = ? AND endedAt IS NOT NULL LIMIT 1", [Data(key.info.der)])
        return row != nil
    }

    /// The newest certificate for a key that holds for long enough.
    func kept(
        _ database: any SQLTransaction, _ kiosk: String, _ key: PublicKey, until: UnixTime
    ) throws -> Data? {
        try database.value(
            """
            SELECT der FROM kioskCertificate WHERE kiosk = ? AND publicKey = ? AND notAfter > ?
            ORDER BY notAfter DESC LIMIT 1
            """, [kiosk, Data(key.info.der), until.milliseconds])
    }

    /// The same key gets the same certificate again, while it holds for long enough and says the same roles.
    /// - Throws: ``PortalProblem`` 429 for a machine that asks for too many.
    func give(
        _ database: any SQLTransaction, _ kiosk: String, _ roles: Set<KioskRole>, _ key: PublicKey, at now: UnixTime
    ) throws -> Data {
        let names = roles.map(\.rawValue).sorted()
        if let kept = try kept(database, kiosk, key, until: now + Self.enough),
            let certificate = try? Certificate(der: Array(kept)), Self.units(certificate) == names
        {
            return kept
        }
        let today: Int64 =
            try database.value(
                "SELECT count(*) FROM kioskCertificate WHERE kiosk = ? AND madeAt > ?",
                [kiosk, (now - .seconds(86_400)).milliseconds]) ?? 0
        guard today < Self.dailyLimit else {
            throw PortalProblem(
                .portalRefused, 429, "too many certificates for this machine within a day", retryAfter: 3_600)
        }
        // By the clock of this process alone a machine could be given one that no other portal takes yet.
        let former: Int64? = try database.value(
            "SELECT max(madeAt) FROM kioskCertificate WHERE kiosk = ?", [kiosk], as: Int64?.self
        ).flatMap { $0 }
        let certificate = try authority.signing.certify(
            key.info, as: .client(kiosk, roles: names), days: Self.days, now: now,
            since: former.map(UnixTime.init(milliseconds:)))
        try database.execute(
            """
            INSERT INTO kioskCertificate (serial, kiosk, publicKey, der, madeAt, notAfter) VALUES (?, ?, ?, ?, ?, ?)
            """,
            [
                CertificateRow.text(certificate.serialNumber), kiosk, Data(key.info.der), Data(certificate.der),
                now.milliseconds, certificate.notAfter.milliseconds,
            ])
        return Data(certificate.der)
    }

    private static func units(_ certificate: Certificate) -> [String] {
        certificate.subject.all(.NameAttributes.organizationalUnitName).sorted()
    }
}
