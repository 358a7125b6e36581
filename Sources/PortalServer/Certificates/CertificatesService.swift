import FoundationEssentials
import KioskDomain
import PortalContract
import SQLAccess

/// Issues the set of an application once; the same requests get the same certificates for ever (DESIGN 5.4).
struct CertificatesService: Sendable {
    let store: PortalStore
    let authorities: Authorities
    let rules: RuleBook
    let clock: PortalClock

    func issue(
        _ number: String, _ request: CertificatesRequest, kiosk: EnrolledKiosk
    ) async throws -> CertificatesAnswer {
        let now = clock.now()
        if let former = try await store.read({ try stored($0, number, request, kiosk) }) { return former }
        let (authentication, signature) = try Self.read(request)
        // Before the transaction: the first one may have to wait until the authorities are made.
        let hierarchy = try await authorities.hierarchy(authentication.family)
        return try await store.write { [store] database in
            let application = try ApplicationRow.hold(database, number, by: kiosk)
            if let former = try stored(database, number, request, kiosk) { return former }
            guard application.state == .confirmed else {
                throw PortalProblem(.portalRefused, 409, "the application is \(application.state.rawValue)")
            }
            // Held, so that the count is closed before or after the next attempt, not meanwhile.
            let person = try Person.hold(database, try IIN(wire: application.iin))
            try ReissueService.supersede(database, by: application, kiosk: kiosk, in: store, at: now)
            let years = try rules.years(of: application.medium, on: now)
            for (use, data, proven) in [
                (CertificateUse.authentication, request.authentication, authentication),
                (.signature, request.signature, signature),
            ] {
                try proven.mustName(nobodyBut: person)
                let issue = CertificateIssue(
                    use, (data, proven), hierarchy, for: person, from: now, years: years)
                _ = try issue.record(database, application: number)
            }
            try application.set(database, .issued)
            try closeCount(database, application)
            try Audit.record(
                database, at: now, kiosk: kiosk.id, "certificates.issued", iin: application.iin, detail: number)
            guard let issued = try stored(database, number, request, kiosk) else {
                throw PortalProblem(.internalError, 500, "issued certificates are missing")
            }
            return issued
        }
    }

    private static func read(
        _ request: CertificatesRequest
    ) throws -> (authentication: ProvenRequest, signature: ProvenRequest) {
        let (authentication, signature) = (
            try ProvenRequest(request.authentication), try ProvenRequest(request.signature)
        )
        guard authentication.key != signature.key else {
            throw PortalProblem.invalid("both requests hold the same key")
        }
        guard authentication.family == signature.family else {
            throw PortalProblem.invalid("the keys of one set must be of one family")
        }
        return (authentication, signature)
    }

    /// An EDS issued by the operator closes the count too (RULES B6).
    private func closeCount(_ database: any SQLTransaction, _ application: ApplicationRow) throws {
        guard [ApplicationRow.deskChannel, HomeApplications.channel].contains(application.channel) else { return }
        try database.execute(
            """
            INSERT INTO operatorIssue (application, iin, afterAttempt)
            SELECT ?, ?, COALESCE(MAX(position), 0) FROM attempt WHERE iin = ?
            """, [application.number, application.iin, application.iin])
    }

    /// Nil when nothing is issued yet.
    ///
    /// - Throws: ``PortalProblem`` `portal.idempotency-conflict` when other requests were served.
    private func stored(
        _ database: any SQLTransaction, _ number: String, _ request: CertificatesRequest, _ kiosk: EnrolledKiosk
    ) throws -> CertificatesAnswer? {
        _ = try ApplicationRow.require(database, number, by: kiosk)
        func one(_ use: CertificateUse, _ csr: Data) throws -> CertificateRow? {
            guard let row = try CertificateRow.find(database, application: number, use) else { return nil }
            guard row.digest == ContentDigest.hex(of: csr) else {
                throw PortalProblem(.idempotencyConflict, 409, "certificates were issued for other requests")
            }
            return row
        }
        guard let authentication = try one(.authentication, request.authentication),
            let signature = try one(.signature, request.signature)
        else { return nil }
        return CertificatesAnswer(
            authentication: authentication.issued, signature: signature.issued, issuer: signature.issuer)
    }
}

extension RuleBook {
    /// For how many years an EDS on this medium is valid (RULES E1).
    ///
    /// - Throws: ``PortalProblem`` `portal.request-invalid` for a medium without a rule.
    func years(of medium: Medium, on now: UnixTime) throws -> Int {
        guard let years = validity.value(on: PortalCalendar.day(of: now)).years[medium] else {
            throw PortalProblem.invalid("no validity is known for this medium")
        }
        return years
    }
}
