import FoundationEssentials
import KioskDevices
import KioskDomain
import PKIX
import PortalClient
import PortalContract
import Testing

/// I1–I4, I6 at the portal, for the person.
@Suite("Issue 7.5: exchange of the identity card, the person's part", .onEachStore) struct CardExchangeTests {
    private func refusal(_ iin: String, _ kiosk: Machine) async throws -> CardExchangeGate.Refusal? {
        try await kiosk.client.exchangeEligibility(ExchangeSamples.question(iin)).refusal
    }

    @Test("I1: both edges of the window, a second before midnight and at midnight of the portal's clock")
    func window() async throws {
        try await withPortal(rules: ExchangeSamples.rules()) { portal in
            try await portal.withMachine { kiosk in
                let within = try await refusal(ExchangeSamples.open, kiosk)
                #expect(within == nil)
                #expect(try await refusal(ExchangeSamples.firstDay, kiosk) == nil)
                #expect(try await refusal(ExchangeSamples.tooLate, kiosk) == .tooLate)
                portal.clock.advance(by: portal.untilMidnight() - .seconds(1))
                #expect(try await refusal(ExchangeSamples.tooEarly, kiosk) == .tooEarly)
                #expect(try await refusal(ExchangeSamples.lastDay, kiosk) == nil)
                portal.clock.advance(by: .seconds(1))
                #expect(try await refusal(ExchangeSamples.tooEarly, kiosk) == nil)
                #expect(try await refusal(ExchangeSamples.lastDay, kiosk) == .tooLate)
            }
        }
    }

    @Test("I3: the pilot's first and last day by the portal's clock, a second before midnight and at midnight")
    func pilot() async throws {
        let now = UnixTime(milliseconds: MovableClock().now().milliseconds + 5 * 3_600_000)
        let today = CivilDate(dayNumber: Int(now.milliseconds / 86_400_000))
        let tomorrow = today.adding(days: 1)
        for (rules, before, after) in [
            (ExchangeSamples.rules(from: tomorrow), CardExchangeGate.Refusal.outsidePilot, nil),
            (ExchangeSamples.rules(through: today), nil, CardExchangeGate.Refusal.outsidePilot),
        ] as [(RuleBook, CardExchangeGate.Refusal?, CardExchangeGate.Refusal?)] {
            try await withPortal(rules: rules) { portal in
                try await portal.withMachine { kiosk in
                    portal.clock.advance(by: portal.untilMidnight() - .seconds(1))
                    let answer = try await refusal(ExchangeSamples.open, kiosk)
                    #expect(answer == before)
                    portal.clock.advance(by: .seconds(1))
                    #expect(try await refusal(ExchangeSamples.open, kiosk) == after)
                }
            }
        }
    }

    @Test("I2: exactly the one text, whatever the reason; the technician sees why; nothing is made of it")
    func unavailable() async throws {
        try await withPortal(rules: ExchangeSamples.rules()) { portal in
            try await portal.withMachine { kiosk in
                let late = try await kiosk.client.exchangeEligibility(ExchangeSamples.question(ExchangeSamples.tooLate))
                #expect(late.text?["ru"] == "Оформление недоступно, обратитесь в ЦОН" && !late.available)
                #expect(late.text?.keys.sorted() == ["en", "kk", "ru"])
                let other = ExchangeSamples.question(ExchangeSamples.open, .nameChange)
                #expect(try await kiosk.client.exchangeEligibility(other).refusal == .otherReason)
                #expect(try await refusal(ExchangeSamples.lost, kiosk) == .otherReason)
                let eds = try await portal.eds(of: ExchangeSamples.tooLate)
                let request = try portal.exchangeRequest(
                    ExchangeSamples.tooLate, payment: try await portal.payment(of: ExchangeSamples.tooLate), by: eds)
                let refused = await failure { _ = try await kiosk.client.applyForExchange(request, key: "late") }
                #expect(refused?.code == .exchangeUnavailable && refused?.status == 409)
                #expect(try await portal.stored("SELECT count(*) FROM cardExchange") == "0")
            }
        }
    }

    @Test("I4, I6: an application gets its slip, by which it is found; the same again is the same; one at a time")
    func submitted() async throws {
        try await withPortal(rules: ExchangeSamples.rules()) { portal in
            try await portal.withMachine { kiosk in
                let (iin, eds) = (ExchangeSamples.open, try await portal.eds(of: ExchangeSamples.open))
                let request = try portal.exchangeRequest(iin, payment: try await portal.payment(of: iin), by: eds)
                let made = try await kiosk.client.applyForExchange(request, key: "one")
                #expect(CardExchangeSlip.isValid(made.slip) && made.stage == .underCheck && made.fee == .paid)
                #expect(try await kiosk.client.applyForExchange(request, key: "one") == made)
                #expect(try await kiosk.client.exchange(made.slip) == made)
                let other = try portal.exchangeRequest(iin, payment: try await portal.payment(of: iin), by: eds)
                let altered = await failure { _ = try await kiosk.client.applyForExchange(other, key: "one") }
                #expect(altered?.code == .idempotencyConflict)
                let second = await failure { _ = try await kiosk.client.applyForExchange(other, key: "two") }
                #expect(second?.code == .exchangeUnderWay)
                #expect(await failure { _ = try await kiosk.client.exchange("M99999999999") }?.status == 404)
                #expect(
                    try await portal.stored("SELECT iin, detail FROM audit WHERE action = 'exchange.submitted'")
                        == "\(iin)|\(made.slip)")
            }
        }
    }

    @Test("I4: of two machines that submit at once for one person, one makes the application")
    func race() async throws {
        try await withPortal(rules: ExchangeSamples.rules()) { portal in
            try await portal.withMachine { one in
                try await portal.withMachine { other in
                    let (iin, eds) = (ExchangeSamples.open, try await portal.eds(of: ExchangeSamples.open))
                    let paid = try await portal.payment(of: iin)
                    let request = try portal.exchangeRequest(iin, payment: paid, by: eds)
                    async let first = failure { _ = try await one.client.applyForExchange(request, key: "a") }
                    async let second = failure { _ = try await other.client.applyForExchange(request, key: "b") }
                    let refused = await [first, second].compactMap { $0?.code }
                    #expect(refused == [.exchangeUnderWay])
                    #expect(try await portal.stored("SELECT count(*) FROM cardExchange") == "1")
                }
            }
        }
    }

    @Test("the fee: unpaid, paid for another person, and counted once")
    func fee() async throws {
        try await withPortal(rules: ExchangeSamples.rules()) { portal in
            try await portal.withMachine { kiosk in
                func code(_ iin: String, _ payment: String) async throws -> FailureCode? {
                    let request = try portal.exchangeRequest(
                        iin, payment: payment, by: try await portal.eds(of: iin))
                    return await failure {
                        _ = try await kiosk.client.applyForExchange(request, key: "\(iin) \(payment)")
                    }?.code
                }
                #expect(try await code(ExchangeSamples.open, "P0") == .exchangeFeeUnpaid)
                let paid = try await portal.payment(of: ExchangeSamples.open)
                #expect(try await code(ExchangeSamples.firstDay, paid) == .exchangeFeeUnpaid, "of another person")
                #expect(try await code(ExchangeSamples.open, paid) == nil)
            }
        }
    }

    @Test("I4: a machine that did not hear the answer asks by its key; another machine's key tells nothing")
    func submission() async throws {
        try await withPortal(rules: ExchangeSamples.rules()) { portal in
            try await portal.withMachine { kiosk in
                let before = await failure { _ = try await kiosk.client.exchangeSubmission("exchange-unheard") }
                #expect(before?.code == .exchangeSlipUnknown && before?.status == 404)
                let made = try await portal.submittedExchange(at: kiosk)
                let key = try await portal.stored("SELECT idempotencyKey FROM cardExchange")
                #expect(try await kiosk.client.exchangeSubmission(key) == made)
                try await portal.withMachine { other in
                    let foreign = await failure { _ = try await other.client.exchangeSubmission(key) }
                    #expect(foreign?.code == .exchangeSlipUnknown)
                }
            }
        }
    }

    @Test("the fee and an open application are told before anything is photographed; looking uses nothing up")
    func toldEarly() async throws {
        try await withPortal(rules: ExchangeSamples.rules()) { portal in
            try await portal.withMachine { kiosk in
                let iin = ExchangeSamples.open
                func code(_ payment: String?) async -> FailureCode? {
                    var question = ExchangeSamples.question(iin)
                    question.payment = payment
                    return await failure { [question] in _ = try await kiosk.client.exchangeEligibility(question) }?
                        .code
                }
                #expect(await code("000000000000") == .exchangeFeeUnpaid)
                let paid = try await portal.payment(of: iin)
                #expect(PaymentReference.read(paid) == paid, "can be typed on a pad of digits")
                for _ in 1...2 { #expect(await code(paid) == nil) }
                let request = try portal.exchangeRequest(iin, payment: paid, by: try await portal.eds(of: iin))
                _ = try await kiosk.client.applyForExchange(request, key: "early")
                #expect(await code(nil) == .exchangeUnderWay)
                var late = ExchangeSamples.question(ExchangeSamples.tooLate)
                late.payment = "000000000000"
                #expect(try await kiosk.client.exchangeEligibility(late).refusal == .tooLate, "I2 and nothing else")
            }
        }
    }

    @Test("I3: another pilot can be named for a demonstration, and never in production")
    func pilotOption() async throws {
        for (words, hint) in [
            (["--exchange-pilot", "2026-01-01..2026-12-31"], "--exchange-pilot needs --demonstration"),
            (["--demonstration", "--exchange-pilot", "2026-12-31..2026-01-01"], "--exchange-pilot"),
            (["--demonstration", "--exchange-pilot", "2026-02-30..2026-03-31"], "--exchange-pilot"),
            (["--demonstration", "--exchange-pilot", "always"], "--exchange-pilot"),
        ] { TeamProgram.misuse(hint, try await TeamProgram.run(["serve"] + words, state: "/nowhere")) }
    }

    @Test("who may: not under 16, not with another card, not unknown, not with a picture of another form")
    func refused() async throws {
        try await withPortal(rules: ExchangeSamples.rules()) { portal in
            try await portal.withMachine { kiosk in
                let eds = try await portal.eds(of: ExchangeSamples.open)
                func code(_ request: CardExchangeRequest) async -> FailureCode? {
                    await failure { _ = try await kiosk.client.applyForExchange(request, key: "who") }?.code
                }
                #expect(try await code(portal.exchangeRequest(People.child, payment: "P0", by: eds)) == .personUnderAge)
                #expect(
                    try await code(portal.exchangeRequest(People.unknown, payment: "P0", by: eds)) == .personUnknown)
                let child = await failure {
                    _ = try await kiosk.client.exchangeEligibility(ExchangeSamples.question(People.child))
                }
                #expect(child?.code == .personUnderAge)
                var other = ExchangeSamples.question(ExchangeSamples.open)
                other.documentNumber = "000000002"
                #expect(
                    await failure { _ = try await kiosk.client.exchangeEligibility(other) }?.code == .documentMismatch)
                for (photo, specimen) in [
                    (Data([0xFF, 0xD8, 0xFF, 0xD9]), ExchangeSamples.specimen),
                    (ExchangeSamples.specimen, ExchangeSamples.specimen),
                    (ExchangeSamples.photo, ExchangeSamples.photo),
                    (ExchangeSamples.photo.dropLast(), ExchangeSamples.specimen),
                ] {
                    let request = try portal.exchangeRequest(
                        ExchangeSamples.open, payment: "P0", by: eds, photo: photo, specimen: specimen)
                    #expect(await code(request) == .exchangePicture)
                }
            }
        }
    }
}
