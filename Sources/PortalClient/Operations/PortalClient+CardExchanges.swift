import HTTPTypes
import KioskDomain
public import PortalContract

/// Exchange of the identity card (RULES I1–I6).
extension PortalClient {
    /// Whether the card may be exchanged online today (RULES I1–I3).
    ///
    /// - Throws: `person.unknown`, `document.mismatch`, `person.under-age`; `exchange.under-way` while an application is not
    ///   finished; `exchange.fee-unpaid`, `exchange.fee-used`, `exchange.fee-refundable` about a payment that was named.
    public func exchangeEligibility(
        _ question: CardExchangeQuestion
    ) async throws(PortalError) -> CardExchangeEligibility {
        try await perform(
            Call(.post, PortalRoute.exchangeEligibility).sending(question), as: CardExchangeEligibility.self)
    }

    /// Submits an application (RULES I4).
    ///
    /// - Parameter key: chosen by the machine for this application; the same key answers the same slip.
    /// - Throws: `exchange.unavailable` and the other codes of `exchange.`; those of the EDS, `signature.invalid` and
    ///   `certificate.` among them; `portal.other-person` when the EDS is not the applicant's.
    public func applyForExchange(
        _ request: CardExchangeRequest, key: String
    ) async throws(PortalError) -> CardExchangeRecord {
        try await perform(
            Call(.post, PortalRoute.exchanges, idempotencyKey: key).sending(request), as: CardExchangeRecord.self)
    }

    /// Where an application stands (RULES I6).
    ///
    /// - Throws: `exchange.slip-unknown`.
    public func exchange(_ slip: String) async throws(PortalError) -> CardExchangeRecord {
        try await perform(Call(.get, PortalRoute.exchange(try checked(slip))), as: CardExchangeRecord.self)
    }

    /// What became of an application that this machine submitted under that key.
    ///
    /// - Throws: `exchange.slip-unknown` when the portal has none.
    public func exchangeSubmission(_ key: String) async throws(PortalError) -> CardExchangeRecord {
        try await perform(Call(.get, PortalRoute.exchangeSubmission(key)), as: CardExchangeRecord.self)
    }

    /// Applications that wait to be checked, oldest first; role `officer`.
    ///
    /// - Parameter slip: the last one of the page before; nil for the first page.
    public func officerExchanges(after slip: String? = nil) async throws(PortalError) -> CardExchangeQueue {
        var target = PortalRoute.officerExchanges
        if let slip { target += "?after=\(try checked(slip))" }
        return try await perform(Call(.get, target), as: CardExchangeQueue.self)
    }

    /// One application with its pictures beside the register's; role `officer`.
    public func exchangeFile(_ slip: String) async throws(PortalError) -> CardExchangeFile {
        try await perform(Call(.get, PortalRoute.exchangeFile(try checked(slip))), as: CardExchangeFile.self)
    }

    /// Certifies by EDS, or annuls with a reason (RULES I4, I5); role `officer`.
    ///
    /// - Throws: `exchange.decided` when another officer was first, `exchange.officer-unknown`,
    ///   `exchange.own-application`, `exchange.pictures-gone`.
    public func decideExchange(
        _ slip: String, _ decision: CardExchangeDecision
    ) async throws(PortalError) -> CardExchangeRecord {
        try await perform(
            Call(.post, PortalRoute.exchangeDecision(try checked(slip))).sending(decision),
            as: CardExchangeRecord.self)
    }

    /// Tells that the new card lies at the registration point; role `officer`.
    public func reportExchangeArrived(
        _ slip: String, _ arrival: CardExchangeArrival
    ) async throws(PortalError) -> CardExchangeRecord {
        try await perform(
            Call(.put, PortalRoute.exchangeArrival(try checked(slip))).sending(arrival), as: CardExchangeRecord.self)
    }

    /// Tells that the person has the new card (RULES I6); role `officer`.
    ///
    /// - Throws: `exchange.not-ready`; `portal.other-person` when somebody else stands there.
    public func collectExchange(
        _ slip: String, _ collection: CardExchangeCollection
    ) async throws(PortalError) -> CardExchangeRecord {
        try await perform(
            Call(.put, PortalRoute.exchangeCollection(try checked(slip))).sending(collection),
            as: CardExchangeRecord.self)
    }

    /// Pays the state fee as a person would at a bank; demonstration mode only. Needs no identity.
    public func payFee(of iin: String) async throws(PortalError) -> DemonstrationPayment {
        try await perform(
            Call(.post, PortalRoute.demonstrationPayments, idempotent: false, line: .open)
                .sending(DemonstrationPaymentRequest(iin: iin)), as: DemonstrationPayment.self)
    }

    private func checked(_ slip: String) throws(PortalError) -> String {
        guard CardExchangeSlip.isValid(slip) else {
            throw PortalError(.exchangeSlipUnknown, "not the number of a slip")
        }
        return slip
    }
}
