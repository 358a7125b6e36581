import FoundationEssentials
import KioskDomain
import KioskTexts
import PortalContract
import SQLAccess

/// Exchange of the identity card for the person (RULES I1–I4, I6).
struct CardExchangeService: Sendable {
    let store: PortalStore
    let rules: RuleBook
    let clock: PortalClock
    let authorities: Authorities

    func eligibility(_ question: CardExchangeQuestion, kiosk: EnrolledKiosk) async throws -> CardExchangeEligibility {
        let (iin, now, today) = (try IIN(wire: question.iin), clock.now(), clock.today())
        return try await store.write { database in
            let card = try card(database, iin, question.documentNumber, today)
            let decision = decide(card, question.reason, isHolder: true, on: today)
            // Whoever may not apply reads I2 and nothing else.
            if decision == .available {
                try mustBeFirst(database, iin)
                if let payment = question.payment { try ExchangeFee.mustCount(database, payment, for: iin) }
            }
            try Audit.record(
                database, at: now, kiosk: kiosk.id, "exchange.asked", iin: iin.digits,
                detail: decision.refusal?.rawValue ?? "available")
            let days = rules.cardExchange.value(on: today)?.days(expiry: card.expiresOn)
            let text = CardExchangeGate.unavailableText
            return CardExchangeEligibility(
                available: decision == .available,
                text: decision == .available ? nil : ["kk": text.kk, "ru": text.ru, "en": text.en],
                refusal: decision.refusal, expiresOn: card.expiresOn.description,
                from: days?.lowerBound.description, through: days?.upperBound.description)
        }
    }

    func apply(
        _ request: CardExchangeRequest, key: String?, kiosk: EnrolledKiosk
    ) async throws -> CardExchangeRecord {
        let (iin, now, today) = (try IIN(wire: request.iin), clock.now(), clock.today())
        guard let key, (1...200).contains(key.utf8.count) else {
            throw PortalProblem.invalid("the header Idempotency-Key is missing or too long")
        }
        try ExchangePictures.check(request)
        let signed = try SignedStatement(request.signature, authorities: try await authorities.all(), at: now)
        guard try signed.statement(CardExchangeStatement.self) == request.statement else {
            throw PortalProblem(.signatureInvalid, 403, "another application is signed")
        }
        let digest = ContentDigest.hex(of: try ContractJSON.encode(request))
        return try await store.write { database in
            // Held, so that two machines make one application after the other.
            _ = try Person.hold(database, iin)
            if let former = try CardExchangeRow.find(database, kiosk: kiosk.id, key: key) {
                guard former.digest == digest else {
                    throw PortalProblem(.idempotencyConflict, 409, "this key made another application")
                }
                return former.record
            }
            let card = try card(database, iin, request.documentNumber, today)
            guard try signed.holder(database, at: now) == iin else {
                throw PortalProblem(.requestForOtherPerson, 403, "the EDS is another person's")
            }
            if let refusal = decide(card, request.reason, isHolder: true, on: today).refusal {
                throw PortalProblem(.exchangeUnavailable, 409, refusal.technicianText)
            }
            try mustBeFirst(database, iin)
            try ExchangeFee.mustCount(database, request.payment, for: iin)
            return try insert(
                database, request, ExchangeDraft(key: key, digest: digest, kiosk: kiosk.id, iin: iin, now: now), card)
        }
    }

    func status(_ slip: String) async throws -> CardExchangeRecord {
        try await store.read { try CardExchangeRow.require($0, slip).record }
    }

    /// For a machine that did not hear the answer; it asks before the person is led through all of it again.
    func submission(_ key: String, kiosk: EnrolledKiosk) async throws -> CardExchangeRecord {
        guard let row = try await store.read({ try CardExchangeRow.find($0, kiosk: kiosk.id, key: key) }) else {
            throw PortalProblem(.exchangeSlipUnknown, 404, "this machine submitted nothing under this key")
        }
        return row.record
    }

    /// The card that the person holds.
    ///
    /// - Throws: ``PortalProblem`` `person.unknown`, `document.mismatch`, `person.under-age`.
    private func card(
        _ database: any SQLTransaction, _ iin: IIN, _ number: String, _ today: CivilDate
    ) throws -> IdentityCardRow {
        let person = try Person.require(database, iin)
        guard let number = DocumentNumber(typed: number), number.kind == .identityCard else {
            throw PortalProblem(.documentNumber, 422, "not the number of an identity card")
        }
        guard let card = try IdentityCardRow.find(database, of: iin), card.number == number.text else {
            throw PortalProblem(.documentMismatch, 409, "the register has another card, or none")
        }
        guard PersonGate.mayHoldEDS(born: person.birthDate, on: today, rules: rules) == .allowed else {
            throw PortalProblem(.personUnderAge, 409, "not yet 16 by the register")
        }
        return card
    }

    /// A card that was lost or stolen is exchanged for that reason, whatever the person says.
    private func decide(
        _ card: IdentityCardRow, _ reason: CardExchangeReason, isHolder: Bool, on today: CivilDate
    ) -> CardExchangeGate.Decision {
        CardExchangeGate.decide(
            CardExchangeGate.Facts(
                expiry: card.expiresOn, today: today, reason: card.standing == .valid ? reason : .loss,
                applicantIsHolder: isHolder), pilot: rules.cardExchange)
    }

    private func mustBeFirst(_ database: any SQLTransaction, _ iin: IIN) throws {
        let open: Int? = try database.value(
            "SELECT 1 FROM cardExchange WHERE iin = ? AND stage NOT IN ('collected', 'annulled')", [iin.digits])
        guard open == nil else { throw PortalProblem(.exchangeUnderWay, 409, "the former one is not finished") }
    }

    private func insert(
        _ database: any SQLTransaction, _ request: CardExchangeRequest, _ draft: ExchangeDraft, _ card: IdentityCardRow
    ) throws -> CardExchangeRecord {
        // The number is the row's own, allotted in the transaction that uses it (DESIGN 5.2).
        let id = try database.id(
            inserting: """
                INSERT INTO cardExchange (slip, kiosk, idempotencyKey, digest, iin, documentNumber, expiresOn, payment,
                stage, signature, submittedAt, changedAt) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) RETURNING id
                """,
            [
                SMSService.randomName(), draft.kiosk, draft.key, draft.digest, draft.iin.digits, card.number,
                card.expiresOn.description, request.payment, CardExchangeCase.submitted.stage.rawValue,
                request.signature, draft.now.milliseconds, draft.now.milliseconds,
            ])
        let slip = ExchangeDraft.slip(id)
        try database.execute("UPDATE cardExchange SET slip = ? WHERE id = ?", [slip, id])
        _ = try CardExchangeRow.require(database, slip).advance(database, by: [.registered(slip: slip)], at: draft.now)
        try ExchangePictures.keep(database, slip, request, at: draft.now)
        try Audit.record(
            database, at: draft.now, kiosk: draft.kiosk, "exchange.submitted", iin: draft.iin.digits, detail: slip)
        return try CardExchangeRow.require(database, slip).record
    }
}

extension CardExchangeGate.Decision {
    /// Nil when it is available.
    fileprivate var refusal: CardExchangeGate.Refusal? {
        if case .unavailable(let refusal) = self { refusal } else { nil }
    }
}

/// An application about to be made, once for each key that the machine chose.
private struct ExchangeDraft {
    let key: String
    let digest: String
    let kiosk: String
    let iin: IIN
    let now: UnixTime

    /// Seven digits that count, in the order of submission, and four that nobody guesses from a slip of their own.
    static func slip(_ id: Int64) -> String {
        "M" + DecimalDigits.text(id % 10_000_000, width: 7) + DecimalDigits.text(Int64.random(in: 0...9_999), width: 4)
    }
}
