import FoundationEssentials
import GRDB
import KioskDomain
import PortalContract
import SwiftASN1
import X509

/// Issues the set of an application once; the same requests get the same certificates for ever (DESIGN 5.4).
struct CertificatesService: Sendable {
    let store: PortalStore
    let authority: CertificateAuthority
    let rules: RuleBook
    let clock: PortalClock

    func issue(
        _ number: String, _ request: CertificatesRequest, kiosk: EnrolledKiosk
    ) async throws -> CertificatesAnswer {
        let now = clock.now()
        return try await store.write { database in
            let application = try ApplicationRow.require(database, number, by: kiosk)
            if let former = try stored(database, number, request) { return former }
            guard application.state == .confirmed else {
                throw PortalProblem(.portalRefused, 409, "the application is \(application.state.rawValue)")
            }
            let person = try Person.require(database, try IIN(wire: application.iin))
            let keys = try [request.authentication, request.signature].map {
                try RequestReader.key(of: $0, for: person)
            }
            guard keys[0] != keys[1] else { throw PortalProblem.invalid("both requests hold the same key") }
            let dates = try dates(of: application.medium, now)
            for (use, key, csr) in [
                (CertificateUse.authentication, keys[0], request.authentication),
                (.signature, keys[1], request.signature),
            ] {
                let certificate = try authority.issue(
                    use, for: person, key: key, notBefore: dates.start, notAfter: dates.end)
                try keep(database, certificate, number, use, csr, dates)
            }
            try application.set(database, .issued)
            try closeCount(database, application)
            try Audit.record(
                database, at: now, kiosk: kiosk.id, "certificates.issued", iin: application.iin, detail: number)
            guard let issued = try stored(database, number, request) else {
                throw PortalProblem(.internalError, 500, "issued certificates are missing")
            }
            return issued
        }
    }

    private func dates(of medium: Medium, _ now: UnixTime) throws -> (start: UnixTime, end: UnixTime) {
        guard let years = rules.validity.value(on: PortalCalendar.day(of: now)).years[medium] else {
            throw PortalProblem.invalid("no validity is known for this medium")
        }
        // Certificates know whole seconds only (RFC 5280 section 4.1.2.5).
        let start = UnixTime(milliseconds: now.milliseconds / 1_000 * 1_000)
        return (start, ValidityDates.end(from: start, years: years))
    }

    /// An EDS issued by the operator closes the count too (RULES B6).
    private func closeCount(_ database: Database, _ application: ApplicationRow) throws {
        guard application.channel == ApplicationRow.deskChannel else { return }
        try database.execute(
            sql: """
                INSERT INTO operatorIssue (application, iin, afterAttempt)
                SELECT ?, ?, COALESCE(MAX(position), 0) FROM attempt WHERE iin = ?
                """, arguments: [application.number, application.iin, application.iin])
    }

    private func keep(
        _ database: Database, _ certificate: Certificate, _ number: String, _ use: CertificateUse, _ request: Data,
        _ dates: (start: UnixTime, end: UnixTime)
    ) throws {
        var coder = DER.Serializer()
        try coder.serialize(certificate)
        try database.execute(
            sql: """
                INSERT INTO certificate (serial, application, use, digest, der, notBefore, notAfter)
                VALUES (?, ?, ?, ?, ?, ?, ?)
                """,
            arguments: [
                Hex.encode(certificate.serialNumber.bytes), number, use.rawValue, ContentDigest.hex(of: request),
                Data(coder.serializedBytes), dates.start.milliseconds, dates.end.milliseconds,
            ])
    }

    /// Nil when nothing is issued yet.
    ///
    /// - Throws: ``PortalProblem`` `portal.idempotency-conflict` when other requests were served.
    private func stored(
        _ database: Database, _ number: String, _ request: CertificatesRequest
    ) throws -> CertificatesAnswer? {
        func one(_ use: CertificateUse, _ csr: Data) throws -> IssuedCertificate? {
            let row = try Row.fetchOne(
                database, sql: "SELECT * FROM certificate WHERE application = ? AND use = ?",
                arguments: [number, use.rawValue])
            guard let row else { return nil }
            guard row["digest"] == ContentDigest.hex(of: csr) else {
                throw PortalProblem(.idempotencyConflict, 409, "certificates were issued for other requests")
            }
            return IssuedCertificate(
                certificate: row["der"], serial: row["serial"], notBeforeMilliseconds: row["notBefore"],
                notAfterMilliseconds: row["notAfter"])
        }
        guard let authentication = try one(.authentication, request.authentication),
            let signature = try one(.signature, request.signature)
        else { return nil }
        var coder = DER.Serializer()
        try coder.serialize(authority.authority.certificate)
        return CertificatesAnswer(
            authentication: authentication, signature: signature, issuer: Data(coder.serializedBytes))
    }
}
