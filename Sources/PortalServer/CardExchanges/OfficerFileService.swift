import FoundationEssentials
import KioskDomain
import PortalContract
import SQLAccess

/// One application as an officer checks it: its pictures beside the register's, and what the portal looked at itself.
struct OfficerFileService: Sendable {
    let store: PortalStore
    let rules: RuleBook
    let clock: PortalClock
    let authorities: Authorities
    let portraits: PortraitRegister

    /// Opening it is on record: it shows a person's pictures.
    func file(_ slip: String, kiosk: EnrolledKiosk) async throws -> CardExchangeFile {
        let (now, all) = (clock.now(), try await authorities.all())
        return try await store.write { [rules, portraits] database in
            let row = try CardExchangeRow.require(database, slip)
            let person = try Person.require(database, row.iin)
            let card = try IdentityCardRow.find(database, of: row.iin)
            let pictures = (
                photo: try ExchangePictures.find(database, slip, .photo),
                specimen: try ExchangePictures.find(database, slip, .specimen)
            )
            try Audit.record(
                database, at: now, kiosk: kiosk.id, "exchange.opened", iin: row.iin.digits, detail: slip)
            let look = ExchangeLook(row: row, card: card, rules: rules)
            return CardExchangeFile(
                application: row.record, digest: row.applicationDigest, iin: row.iin.digits, name: person.commonName,
                birthDate: person.birthDate.description, documentNumber: row.documentNumber,
                expiresOn: row.expiresOn.description, photo: pictures.photo, specimen: pictures.specimen,
                registerPhoto: person.portrait.flatMap(portraits.picture), registerSpecimen: card?.specimen,
                signature: row.signature,
                checks: try look.checks(database, pictures.photo, pictures.specimen, authorities: all))
        }
    }
}

/// What the portal looks at for the officer. Each is looked at anew: the register may say something else by now.
struct ExchangeLook: Sendable {
    let row: CardExchangeRow
    let card: IdentityCardRow?
    let rules: RuleBook

    private var submittedAt: UnixTime { UnixTime(milliseconds: row.submittedAt) }

    func checks(
        _ database: any SQLTransaction, _ photo: Data?, _ specimen: Data?, authorities: [Hierarchy]
    ) throws -> [CardExchangeCheck] {
        let signed = try? SignedStatement(row.signature, authorities: authorities, at: submittedAt)
        let statement = try? signed?.statement(CardExchangeStatement.self)
        let counts: Int? = try database.value(
            """
            SELECT count(*) FROM feePayment JOIN cardExchange ON cardExchange.payment = reference
            WHERE reference = ? AND feePayment.iin = ?
            """, [row.payment, row.iin.digits])
        return [
            CardExchangeCheck(
                subject: .signature,
                passed: statement?.payment == row.payment
                    && (try? signed?.holder(database, at: submittedAt)) == row.iin),
            CardExchangeCheck(
                subject: .pictures,
                passed: photo.map { ContentDigest.hex(of: $0) == statement?.photo } == true
                    && specimen.map { ContentDigest.hex(of: $0) == statement?.specimen } == true),
            CardExchangeCheck(
                subject: .document, passed: card?.number == row.documentNumber && card?.standing == .valid),
            CardExchangeCheck(subject: .fee, passed: counts == 1),
            CardExchangeCheck(subject: .window, passed: wasAvailable),
        ]
    }

    private var wasAvailable: Bool {
        CardExchangeGate.decide(
            CardExchangeGate.Facts(
                expiry: row.expiresOn, today: PortalCalendar.day(of: submittedAt), reason: .expiry,
                applicantIsHolder: true), pilot: rules.cardExchange) == .available
    }
}
