import FoundationEssentials
import KioskDomain
import PortalContract
import SQLAccess

/// What an officer of the migration service does (RULES I4–I6).
struct OfficerService: Sendable {
    let store: PortalStore
    let rules: RuleBook
    let clock: PortalClock
    let authorities: Authorities

    func queue(after slip: String?) async throws -> CardExchangeQueue {
        try await store.read { database in
            let stage = CardExchangeCase.Stage.underCheck.rawValue
            let rows = try database.rows(
                """
                SELECT slip, commonName, submittedAt FROM cardExchange JOIN person USING (iin)
                WHERE stage = ? AND slip > ? ORDER BY slip LIMIT \(CardExchangeQueue.limit)
                """, [stage, slip ?? ""])
            let waiting: Int = try database.value("SELECT count(*) FROM cardExchange WHERE stage = ?", [stage]) ?? 0
            return CardExchangeQueue(
                applications: try rows.map { row in
                    CardExchangeWaiting(
                        slip: try row["slip"], name: try row["commonName"],
                        submittedAtMilliseconds: try row["submittedAt"])
                }, waiting: waiting)
        }
    }

    func decide(
        _ slip: String, _ decision: CardExchangeDecision, kiosk: EnrolledKiosk
    ) async throws -> CardExchangeRecord {
        switch (decision.certification, decision.annulment) {
        case (let bytes?, nil): try await certify(slip, bytes, by: decision.operatorID, kiosk)
        case (nil, let reason?): try await annul(slip, reason, by: decision.operatorID, kiosk)
        case (nil, nil), (_?, _?): throw PortalProblem.invalid("either a certification or an annulment is needed")
        }
    }

    /// Sent to production with the same deed: the certification is the order to make the card.
    private func certify(
        _ slip: String, _ bytes: Data, by name: String, _ kiosk: EnrolledKiosk
    ) async throws -> CardExchangeRecord {
        let now = clock.now()
        let all = try await authorities.all()
        let signed = try SignedStatement(bytes, authorities: all, at: now)
        let statement = try signed.statement(CardExchangeCertification.self)
        return try await store.write { database in
            let row = try CardExchangeRow.hold(database, slip)
            // The same again, after an answer that was lost.
            if row.certification == bytes { return row.record }
            guard statement == CardExchangeCertification(slip: slip, application: row.applicationDigest) else {
                throw PortalProblem(.signatureInvalid, 403, "another application is certified")
            }
            let officer = try officer(database, signed, of: row, now)
            try Self.mustBeUndecided(row)
            guard try ExchangePictures.find(database, slip, .photo) != nil else {
                throw PortalProblem(.exchangePicturesGone, 409, "the pictures are erased")
            }
            try mustPass(row, database, all)
            _ = try row.advance(database, by: [.certified, .sentToProduction], at: now)
            try database.execute(
                "UPDATE cardExchange SET certification = ?, officer = ? WHERE slip = ?", [bytes, officer.digits, slip])
            return try done(database, row, "exchange.certified", "\(slip) by \(name)", kiosk, now)
        }
    }

    private func annul(
        _ slip: String, _ reason: CardExchangeCase.AnnulmentReason, by name: String, _ kiosk: EnrolledKiosk
    ) async throws -> CardExchangeRecord {
        let now = clock.now()
        return try await store.write { database in
            let row = try CardExchangeRow.hold(database, slip)
            if row.state == .annulled(reason) { return row.record }
            try Self.mustBeUndecided(row)
            _ = try row.advance(database, by: [.annulled(reason)], at: now)
            return try done(database, row, "exchange.annulled", "\(slip) \(reason.rawValue) by \(name)", kiosk, now)
        }
    }

    /// What the officer saw may be of yesterday, or of a desk that does not look: it is looked at again.
    private func mustPass(_ row: CardExchangeRow, _ database: any SQLTransaction, _ all: [Hierarchy]) throws {
        let look = ExchangeLook(row: row, card: try IdentityCardRow.find(database, of: row.iin), rules: rules)
        let checks = try look.checks(
            database, try ExchangePictures.find(database, row.slip, .photo),
            try ExchangePictures.find(database, row.slip, .specimen), authorities: all)
        guard let failed = checks.first(where: { !$0.passed }) else { return }
        let status = failed.subject == .signature ? 403 : 409
        throw PortalProblem(Self.code(of: failed.subject), status, "\(failed.subject.rawValue) does not pass")
    }

    private static func code(of subject: CardExchangeCheck.Subject) -> FailureCode {
        switch subject {
        case .signature: .signatureInvalid
        case .pictures: .exchangePicturesGone
        case .document: .documentMismatch
        case .fee: .exchangeFeeUsed
        case .window: .exchangeUnavailable
        }
    }

    private static func mustBeUndecided(_ row: CardExchangeRow) throws {
        guard row.state.stage == .underCheck else {
            throw PortalProblem(.exchangeDecided, 409, "it is \(row.state.stage.rawValue)")
        }
    }

    /// Photo and specimen go with the decision (RULES R6).
    private func done(
        _ database: any SQLTransaction, _ row: CardExchangeRow, _ action: String, _ detail: String,
        _ kiosk: EnrolledKiosk, _ now: UnixTime
    ) throws -> CardExchangeRecord {
        try ExchangePictures.erase(database, row.slip)
        try Audit.record(database, at: now, kiosk: kiosk.id, action, iin: row.iin.digits, detail: detail)
        return try CardExchangeRow.require(database, row.slip).record
    }

    /// Who certified: listed, with an EDS that holds, and not the applicant.
    private func officer(
        _ database: any SQLTransaction, _ signed: SignedStatement, of row: CardExchangeRow, _ now: UnixTime
    ) throws -> IIN {
        let officer = try signed.holder(database, at: now)
        guard try MigrationOfficers.isListed(database, officer) else {
            throw PortalProblem(.exchangeOfficerUnknown, 403, "the EDS is of nobody on the list of officers")
        }
        guard officer != row.iin else {
            throw PortalProblem(.exchangeOwnApplication, 403, "the officer is the applicant")
        }
        return officer
    }
}
