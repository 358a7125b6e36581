import KioskDomain
import PortalContract
import SQLAccess

/// The state fee: a payment is for one person and counts for one application (RULES I5).
enum ExchangeFee {
    /// - Throws: ``PortalProblem`` `exchange.fee-unpaid`, `exchange.fee-used`, `exchange.fee-refundable`.
    static func mustCount(_ database: any SQLTransaction, _ reference: String, for iin: IIN) throws {
        // Held: two applications with one payment come one after the other.
        let paid = try database.heldRow("SELECT iin FROM feePayment WHERE reference = ?", [reference])
        guard let owner: String = try paid?["iin"], owner == iin.digits else {
            throw PortalProblem(.exchangeFeeUnpaid, 409, "no payment of this person has this reference")
        }
        let stage: String? = try database.value("SELECT stage FROM cardExchange WHERE payment = ?", [reference])
        switch stage.flatMap(CardExchangeCase.Stage.init) {
        case nil: return
        case .annulled:
            throw PortalProblem(.exchangeFeeRefundable, 409, "the payment was for an application that was annulled")
        case .submitted, .underCheck, .certified, .inProduction, .ready, .collected:
            throw PortalProblem(.exchangeFeeUsed, 409, "the payment counted for another application")
        }
    }
}

/// The treasury of the demonstration: whoever asks has paid. The route is not there otherwise.
struct DemonstrationTreasury: Sendable {
    let store: PortalStore
    let clock: PortalClock

    func pay(_ request: DemonstrationPaymentRequest) async throws -> DemonstrationPayment {
        let (iin, now) = (try IIN(wire: request.iin), clock.now())
        return try await store.write { database in
            _ = try Person.require(database, iin)
            let reference = (0..<12).map { _ in String(Int.random(in: 0...9)) }.joined()
            try database.execute(
                "INSERT INTO feePayment (reference, iin, paidAt) VALUES (?, ?, ?)",
                [reference, iin.digits, now.milliseconds])
            return DemonstrationPayment(reference: reference, paidAtMilliseconds: now.milliseconds)
        }
    }
}
