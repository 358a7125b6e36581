import KioskDomain
import KioskTexts
import Testing

@Suite("Exchange of the identity card, I1–I6")
struct CardExchangeRuleTests {
    private func decide(
        expiry: String = "2025-10-31", today: String = "2025-10-31", reason: CardExchangeReason = .expiry,
        holder: Bool = true
    ) -> CardExchangeGate.Decision {
        CardExchangeGate.decide(
            .init(
                expiry: Sample.day(expiry), today: Sample.day(today), reason: reason, applicantIsHolder: holder),
            pilot: RuleBook.standard.cardExchange)
    }

    @Test(
        "I1: from 30 days before expiry to 10 days after, both inclusive",
        arguments: [
            ("2025-09-30", CardExchangeGate.Decision.unavailable(.tooEarly)), ("2025-10-01", .available),
            ("2025-11-10", .available), ("2025-11-11", .unavailable(.tooLate)),
        ])
    func window(today: String, expected: CardExchangeGate.Decision) { #expect(decide(today: today) == expected) }

    @Test("I1: the holder only, and expiry only")
    func reasons() {
        #expect(decide(holder: false) == .unavailable(.notHolder))
        for reason in CardExchangeReason.allCases where reason != .expiry {
            #expect(decide(reason: reason) == .unavailable(.otherReason))
        }
    }

    @Test("I2: exactly this text")
    func text() { #expect(CardExchangeGate.unavailableText.ru == "Оформление недоступно, обратитесь в ЦОН") }

    @Test(
        "I3: the pilot's first and last day, both inclusive",
        arguments: [
            ("2025-05-27", CardExchangeGate.Decision.unavailable(.outsidePilot)), ("2025-05-28", .available),
            ("2026-03-31", .available), ("2026-04-01", .unavailable(.outsidePilot)),
        ])
    func pilot(today: String, expected: CardExchangeGate.Decision) {
        #expect(decide(expiry: today, today: today) == expected)
    }

    @Test("I3: the technician reads each reason")
    func technician() { #expect(Set(CardExchangeGate.Refusal.allCases.map(\.technicianText)).count == 5) }

    @Test("I4, I6: slip, check, certification, production, collection in person by the slip number")
    func way() throws {
        var state = CardExchangeCase.submitted
        for event in [
            CardExchangeCase.Event.registered(slip: "M-1"), .certified, .sentToProduction, .arrived,
        ] { state = try #require(state.after(event)) }
        #expect(state == .ready(slip: "M-1"))
        #expect(state.after(.collection(slip: "M-2", inPerson: true)) == nil)
        #expect(state.after(.collection(slip: "M-1", inPerson: false)) == nil)
        #expect(state.after(.collection(slip: "M-1", inPerson: true)) == .collected)
        #expect(CardExchangeCase.submitted.after(.certified) == nil)
        #expect(CardExchangeCase.submitted.after(.registered(slip: "")) == nil)
    }

    @Test("I5: annulled while checked; the fee is refundable and a new application pays again")
    func annulled() {
        let annulled = CardExchangeCase.underCheck(slip: "M-1").after(.annulled(.photo))
        #expect(annulled == .annulled(.photo))
        #expect(annulled?.fee == .refundableNewOnePaysAgain)
        #expect(CardExchangeCase.certified(slip: "M-1").after(.annulled(.photo)) == nil)
        #expect(CardExchangeCase.collected.fee == .paid)
    }
}

@Suite("Liability notice, F1–F2")
struct LiabilityRuleTests {
    private func row(_ day: String, _ offender: Offender) throws -> [Int] {
        let notice = LiabilityNotice.on(Sample.day(day))
        return try #require(notice.rows.first { $0.offender == offender }).amounts.map(\.mci)
    }

    @Test("F1: amounts of parts 5 and 6 by offender")
    func amounts() throws {
        #expect(try row("2025-10-22", .individual) == [10, 50])
        #expect(try row("2025-10-22", .officialSmallBusinessNGO) == [15, 100])
        #expect(try row("2025-10-22", .mediumBusiness) == [30, 150])
        #expect(try row("2025-10-22", .largeBusiness) == [150, 200])
    }

    @Test("F1: part 6 holds from 2025-03-13")
    func firstDay() throws {
        #expect(try row("2025-03-12", .individual) == [10])
        #expect(try row("2025-03-13", .individual) == [10, 50])
    }

    @Test("F2: tenge of 2025 as the source prints them")
    func tenge() {
        let amounts = LiabilityNotice.rows(year: 2025).map { $0.amounts.map(\.tenge) }
        #expect(amounts == [[39_320, 196_600], [58_980, 393_200], [117_960, 589_800], [589_800, 786_400]])
    }

    @Test("F2: a year without a known index gives MCI only", arguments: ["2024-12-31", "2026-01-01"])
    func unknownYear(day: String) {
        let amounts = LiabilityNotice.on(Sample.day(day)).rows.flatMap(\.amounts)
        #expect(!amounts.isEmpty && amounts.allSatisfy { $0.tenge == nil })
    }

    @Test("F2: the person's own row first, each row once", arguments: Offender.allCases)
    func ownFirst(own: Offender) {
        let rows = LiabilityNotice.on(Sample.day("2025-10-22"), own: own).rows
        #expect(rows.first?.offender == own)
        #expect(Set(rows.map(\.offender)) == Set(Offender.allCases) && rows.count == 4)
    }

    @Test("F2: plain sentences, with tenge only when known")
    func sentences() {
        let known = LiabilityNotice.on(Sample.day("2025-10-22")).rows[0]
        #expect(
            LiabilityTexts.sentences(known, in: .english) == [
                "Giving your EDS to another person: a fine of 10 MCI (39,320 tenge).",
                "Using another person's EDS: a fine of 50 MCI (196,600 tenge).",
            ])
        let unknown = LiabilityNotice.on(Sample.day("2026-10-22")).rows[0]
        #expect(LiabilityTexts.sentences(unknown, in: .russian)[0] == "Передача ЭЦП другому лицу — штраф 10 МРП.")
    }
}
