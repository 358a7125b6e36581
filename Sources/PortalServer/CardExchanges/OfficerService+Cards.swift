import KioskDomain
import PortalContract
import SQLAccess

/// The new card on its way to its holder (RULES I6).
extension OfficerService {
    func arrived(
        _ slip: String, _ arrival: CardExchangeArrival, kiosk: EnrolledKiosk
    ) async throws -> CardExchangeRecord {
        guard let number = DocumentNumber(typed: arrival.documentNumber), number.kind == .identityCard,
            let expiresOn = CivilDate(iso: arrival.expiresOn), expiresOn > clock.today()
        else { throw PortalProblem(.documentNumber, 422, "not a card's number, or not a day to come") }
        let now = clock.now()
        return try await store.write { database in
            let row = try CardExchangeRow.hold(database, slip)
            if row.state.stage == .ready, row.newNumber == number.text, row.newExpiresOn == expiresOn.description {
                return row.record
            }
            let taken: String? = try database.value(
                "SELECT iin FROM identityCard WHERE number = ?", [number.text])
            guard taken == nil else { throw PortalProblem(.documentNumber, 422, "another card has this number") }
            _ = try row.advance(database, by: [.arrived], at: now)
            try database.execute(
                "UPDATE cardExchange SET newNumber = ?, newExpiresOn = ? WHERE slip = ?",
                [number.text, expiresOn.description, slip])
            return try recorded(database, row, "exchange.arrived", arrival.operatorID, kiosk, now)
        }
    }

    func collected(
        _ slip: String, _ collection: CardExchangeCollection, kiosk: EnrolledKiosk
    ) async throws -> CardExchangeRecord {
        let (iin, now) = (try IIN(wire: collection.iin), clock.now())
        return try await store.write { database in
            let row = try CardExchangeRow.hold(database, slip)
            guard row.iin == iin else {
                throw PortalProblem(.requestForOtherPerson, 403, "the slip is another person's")
            }
            if row.state == .collected { return row.record }
            _ = try row.advance(database, by: [.collection(slip: slip, inPerson: true)], at: now)
            if let number = row.newNumber, let expiresOn = row.newExpiresOn {
                try IdentityCardRow.replace(database, of: iin.digits, by: number, until: expiresOn)
            }
            return try recorded(database, row, "exchange.collected", collection.operatorID, kiosk, now)
        }
    }

    private func recorded(
        _ database: any SQLTransaction, _ row: CardExchangeRow, _ action: String, _ name: String,
        _ kiosk: EnrolledKiosk, _ now: UnixTime
    ) throws -> CardExchangeRecord {
        try Audit.record(
            database, at: now, kiosk: kiosk.id, action, iin: row.iin.digits, detail: "\(row.slip) by \(name)")
        return try CardExchangeRow.require(database, row.slip).record
    }
}
