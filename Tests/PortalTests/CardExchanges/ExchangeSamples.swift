import FoundationEssentials
import KioskDomain
import PortalClient
import PortalContract

/// Applications for an exchange as a kiosk makes them.
enum ExchangeSamples {
    /// The seeded cards, by the row of I1 that they stand for.
    static let open = People.adult
    static let firstDay = People.neverMatching
    static let lastDay = People.withoutPortrait
    static let tooEarly = People.withoutPhone
    static let tooLate = People.fourFailures
    static let lost = People.fiveFailures
    /// On the list of the migration service.
    static let officer = People.withoutPhone

    static let numbers = [
        People.adult: "000000001", People.neverMatching: "000000002", People.child: "000000003",
        People.withoutPortrait: "000000004", People.withoutPhone: "000000005", People.fourFailures: "000000006",
        People.fiveFailures: "000000007",
    ]

    /// The head of a JPEG of 380 by 500 and its end: what the portal looks at.
    static let photo = Data(
        [0xFF, 0xD8, 0xFF, 0xC0, 0, 11, 8, 0x01, 0xF4, 0x01, 0x7C, 1, 1, 0x11, 0, 0xFF, 0xDA, 0, 2, 0xFF, 0xD9])
    /// The head of a PNG of 240 by 80 and its end.
    static let specimen = Data(
        [0x89, 0x50, 0x4E, 0x47, 0x0D, 0x0A, 0x1A, 0x0A, 0, 0, 0, 13, 0x49, 0x48, 0x44, 0x52]
            + [0, 0, 0, 240, 0, 0, 0, 80, 8, 0, 0, 0, 0, 0, 0, 0, 0] + [0, 0, 0, 0]
            + [0x49, 0x45, 0x4E, 0x44, 0xAE, 0x42, 0x60, 0x82])

    /// The pilot of the tests: whenever they run.
    static func rules(
        from: CivilDate = .earliest, through: CivilDate? = nil
    ) -> RuleBook {
        var rules = RuleBook.withoutLiveness
        rules.cardExchange = Windowed([
            .init(from: from, through: through, value: CardExchangeWindow(daysBeforeExpiry: 30, daysAfterExpiry: 10))
        ])
        return rules
    }

    static func question(_ iin: String, _ reason: CardExchangeReason = .expiry) -> CardExchangeQuestion {
        CardExchangeQuestion(iin: iin, documentNumber: numbers[iin] ?? "000000099", reason: reason)
    }
}

extension PortalFixture {
    func payment(of iin: String) async throws -> String {
        try await withClient { try await $0.payFee(of: iin).reference }
    }

    func exchangeRequest(
        _ iin: String, payment: String, by eds: TestEDS, photo: Data = ExchangeSamples.photo,
        specimen: Data = ExchangeSamples.specimen, reason: CardExchangeReason = .expiry
    ) throws -> CardExchangeRequest {
        var request = CardExchangeRequest(
            iin: iin, documentNumber: ExchangeSamples.numbers[iin] ?? "000000099", reason: reason, payment: payment,
            photo: photo, specimen: specimen, signature: Data())
        request.signature = try eds.sign(request.statement, at: clock.now())
        return request
    }

    /// A paid and signed application that waits for an officer.
    func submittedExchange(_ iin: String = ExchangeSamples.open, at kiosk: Machine) async throws -> CardExchangeRecord {
        let request = try exchangeRequest(iin, payment: try await payment(of: iin), by: try await eds(of: iin))
        return try await kiosk.client.applyForExchange(request, key: "exchange-\(request.payment)")
    }

    /// What the officer's EDS signs for this application.
    func certification(
        _ slip: String, at officer: Machine, by eds: TestEDS
    ) async throws -> CardExchangeDecision {
        let file = try await officer.client.exchangeFile(slip)
        let statement = CardExchangeCertification(slip: slip, application: file.digest)
        return CardExchangeDecision(
            certification: try eds.sign(statement, at: clock.now()), operatorID: "Officer 1")
    }
}
