import KioskDomain
import Testing

/// Issue 6.7: a set of rule data that contradicts itself is refused with the reason; each reason has its row here.
@Suite("Contradictions in the data of the rules")
struct RuleContradictionTests {
    struct Row: Sendable, CustomTestStringConvertible {
        var reason: String
        var change: @Sendable (inout RuleBook) -> Void
        var testDescription: String { reason }

        init(_ reason: String, _ change: @escaping @Sendable (inout RuleBook) -> Void) {
            self.reason = reason
            self.change = change
        }
    }

    private static let next = CivilDate.literal(2026, 1, 1)

    static let rows: [Row] = [
        Row("minimum age: P3: an EDS is for people of 16 to 150 years") { $0.minimumAge.base = 15 },
        Row("attempt limit: B1: there are 1 to 5 attempts") { $0.attemptLimit.base = 0 },
        Row("attempt limit: B1: there are 1 to 5 attempts") { $0.attemptLimit.base = 6 },
        Row("attempt limit: 2026-01-01 does not come after 2026-01-01") {
            $0.attemptLimit.changes = [.init(from: next, value: 5), .init(from: next, value: 4)]
        },
        Row("evidence: B3: a distance out of 0 to 0.45") { $0.evidence.base.maximumDistance = 0.46 },
        Row("evidence: B3: fewer than 6 frames, or more than 60") { $0.evidence.base.minimumFrames = 5 },
        Row("SMS codes: L2: a code has 4 to 10 digits") { $0.sms.base.length = 3 },
        Row("SMS codes: L2: a code lives more than 0 seconds and at most an hour") { $0.sms.base.life = .zero },
        Row("SMS codes: L2: a code takes 1 to 10 answers") { $0.sms.base.tries = 0 },
        Row("SMS codes: B0: a limit of sends is below 1, or holds for no time") { $0.sms.base.perKiosk[0].count = 0 },
        Row("SMS codes: B0: sends are not limited") { $0.sms.base.perIIN = [] },
        Row("SMS codes: B0: a longer time allows fewer sends than a shorter one, which so never binds") {
            $0.sms.base.perIIN[1].count = 2
        },
        Row("queue: Q3: a person is called within 1 to 30 minutes") { $0.queue.base.callWithinMinutes = 31 },
        Row("queue: Q3: slips begin 0 to 1440 minutes before the appointment") { $0.queue.base.slipBeforeMinutes = -1 },
        Row("queue: Q4: the tolerance is 0 to 60 minutes") { $0.queue.base.lateToleranceMinutes = 61 },
        Row("media: E1: a SIM card cannot be written") { $0.media.base.kiosk.insert(.sim) },
        Row("validity: E1: a period is 1 to 3 years") { $0.validity.base.years[.idCard] = 4 },
        Row("application days: E4: an application is handed in within 1 to 30 days") { $0.applicationDays.base = 31 },
        Row("confirmation days: E5: an operator answers within 1 to 30 days") { $0.confirmationDays.base = 0 },
        Row("confirmation days: E5: longer than the days of the application (E4) on 2026-01-01") {
            $0.applicationDays.changes = [.init(from: next, value: 1)]
        },
        Row("document access: D1: a code lives more than 0 and at most 300 seconds") {
            $0.documentAccess.base.life = .seconds(301)
        },
        Row("document access: D1: with all extensions at most 1800 seconds") {
            $0.documentAccess.base.longest = .seconds(1801)
        },
        Row("document access: D1: the longest life is shorter than one life") {
            $0.documentAccess.base.longest = .seconds(299)
        },
        Row("card exchange: I1: it begins 0 to 30 days before expiry") {
            $0.cardExchange.windows[0].value.daysBeforeExpiry = 31
        },
        Row("card exchange: I1: it ends 0 to 10 days after expiry") {
            $0.cardExchange.windows[0].value.daysAfterExpiry = 11
        },
        Row("card exchange: the span from 2025-05-28 ends before it begins") {
            $0.cardExchange.windows[0].through = .literal(2025, 5, 27)
        },
        Row("MCI: F2: the index is 1 to 1,000,000 tenge") { $0.mci.windows[0].value = 0 },
        Row("MCI: the span from 2025-12-31 overlaps the one before it") {
            $0.mci.windows.append(.init(from: .literal(2025, 12, 31), value: 4000))
        },
        Row("MCI: nothing holds between 2025-12-31 and 2026-01-02") {
            $0.mci.windows.append(.init(from: .literal(2026, 1, 2), value: 4000))
        },
        Row("fines, part 5: F1: a row is missing, or not 1 to 10,000 MCI") {
            $0.transferFines.windows[0].value.mci[.largeBusiness] = nil
        },
        Row("fines, part 6: F1: a smaller offender pays more than a larger one") {
            $0.useFines.windows[0].value.mci[.individual] = 101
        },
        Row("time-outs: R2: the warning stands at least 20 seconds") { $0.timeOuts.base.warning = .seconds(19) },
        Row("time-outs: R2: a time is not positive, or longer than an hour") { $0.timeOuts.base.idle = .zero },
        Row("time-outs: B1: a lost device may take at most 10 seconds to be back") {
            $0.timeOuts.base.deviceReturn = .seconds(11)
        },
        Row("retention: R6: personal fields stay 0 to 30 days") { $0.retention.base.personalDays = 31 },
        Row("retention: R6: outcomes stay a negative time") { $0.retention.base.outcomeDays = -1 },
        Row("clock tolerance: an offset of 1 to 30 seconds is borne") { $0.clockTolerance.base = .seconds(31) },
    ]

    @Test("6.7: each contradiction has its own reason, and no other is found", arguments: rows)
    func reason(_ row: Row) {
        var book = RuleBook()
        row.change(&book)
        #expect(book.problems().map(\.description) == [row.reason])
    }

    @Test("6.7: a medium that may be written and has no period is found in both tables") func medium() {
        var book = RuleBook()
        book.validity.base.years[.kaztoken] = nil
        #expect(
            book.problems().map(\.description) == [
                "validity: E1: a medium has no period", "media: E3a: a medium without a period (E1) on 0001-01-01",
            ])
    }

    @Test("6.7: a year that follows the former one without a gap is taken") func followingYear() {
        var book = RuleBook()
        book.mci.windows.append(.init(from: .literal(2026, 1, 1), through: .literal(2026, 12, 31), value: 4325))
        #expect(book.problems().isEmpty)
    }
}
