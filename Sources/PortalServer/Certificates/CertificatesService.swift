import FoundationEssentials
import KioskDomain
import LocalAuthority
import PortalContract
import SQLAccess

/// Issues the set of an application; the same requests get the same certificates for ever (DESIGN 5.4). Until they are known to
/// be on their medium, whole, keys are made anew there (R5): other requests then get other certificates, and the first ones are
/// revoked.
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
            let isRepeated = application.state == .issued
            guard application.state == .confirmed || isRepeated else {
                throw PortalProblem(.portalRefused, 409, "the application is \(application.state.rawValue)")
            }
            // Held, so that the count is closed before or after the next attempt, not meanwhile.
            let person = try Person.hold(database, try IIN(wire: application.iin))
            if isRepeated {
                try mustBeNew(database, request)
                try withdraw(database, of: application, kiosk: kiosk, at: now)
            } else {
                try ReissueService.supersede(database, by: application, kiosk: kiosk, in: store, at: now)
            }
            // Judged again: the register may have changed since the application.
            let organisation = try application.bin.map { try OrganisationRow.headed(database, $0, by: person.iin) }
            let years = try rules.years(of: application.medium, on: now)
            for (use, data, proven) in [
                (CertificateUse.authentication, request.authentication, authentication),
                (.signature, request.signature, signature),
            ] {
                try proven.mustName(nobodyBut: person)
                let issue = CertificateIssue(
                    use, (data, proven), hierarchy, for: person, of: organisation?.certified, from: now, years: years)
                _ = try issue.record(database, application: number)
            }
            try application.set(database, .issued)
            if !isRepeated { try closeCount(database, application) }
            try Audit.record(
                database, at: now, kiosk: kiosk.id, "certificates.issued", iin: application.iin, detail: number)
            guard let issued = try stored(database, number, request, kiosk) else {
                throw PortalProblem(.internalError, 500, "issued certificates are missing")
            }
            return issued
        }
    }

    /// Requests of keys that were lost, which come late or twice, do not take the place of newer ones.
    private func mustBeNew(_ database: any SQLTransaction, _ request: CertificatesRequest) throws {
        for csr in [request.authentication, request.signature] {
            let known: String? = try database.value(
                "SELECT serial FROM certificate WHERE digest = ?", [ContentDigest.hex(of: csr)])
            guard known == nil else {
                throw PortalProblem(.idempotencyConflict, 409, "certificates were issued for other requests")
            }
        }
    }

    /// Certificates that did not reach their medium, or with half of their set, count no more, and belong to no application.
    private func withdraw(
        _ database: any SQLTransaction, of application: ApplicationRow, kiosk: EnrolledKiosk, at now: UnixTime
    ) throws {
        try NamedLock.revocations.hold(database, in: store)
        let serials: [String] = try database.values(
            "SELECT serial FROM certificate WHERE application = ? ORDER BY use", [application.number])
        for serial in serials {
            if try RevocationRow.find(database, serial: serial) == nil {
                try RevocationRow(serial: serial, at: now.wholeSeconds, cause: .superseded).insert(database)
            }
            try Audit.record(
                database, at: now, kiosk: kiosk.id, "certificate.revoked", iin: application.iin,
                detail: "\(serial) \(RevocationCause.superseded.rawValue) by \(application.number)")
        }
        try database.execute("UPDATE certificate SET application = NULL WHERE application = ?", [application.number])
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
        let application = try ApplicationRow.require(database, number, by: kiosk)
        func one(_ use: CertificateUse, _ csr: Data) throws -> CertificateRow? {
            guard let row = try CertificateRow.find(database, application: number, use) else { return nil }
            guard row.digest == ContentDigest.hex(of: csr) else {
                if application.state == .issued { return nil }
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
