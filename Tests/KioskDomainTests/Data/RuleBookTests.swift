import KioskDomain
import Testing

@Suite("Data of the rules")
struct RuleBookTests {
    @Test("The standard book has no contradiction")
    func standard() { #expect(RuleBook.standard.problems().isEmpty) }

    @Test("The limits that RULES gives: B1, E4, E5, L2, D1, Q3, Q4, R2, R6, clock")
    func limits() {
        let book = RuleBook.standard
        #expect(book.minimumAge.base == 16 && book.attemptLimit.base == 5)
        #expect(book.applicationDays.base == 30 && book.confirmationDays.base == 2)
        #expect(book.sms.base.length == 6 && book.sms.base.life == .seconds(300) && book.sms.base.tries == 3)
        #expect(book.documentAccess.base == DocumentAccessPolicy(life: .seconds(300), longest: .seconds(1800)))
        #expect(book.queue.base == QueuePolicy(callWithinMinutes: 30, slipBeforeMinutes: 30, lateToleranceMinutes: 0))
        #expect(book.timeOuts.base.attempt == .seconds(20) && book.timeOuts.base.deviceReturn == .seconds(10))
        #expect(book.retention.base.personalDays == 30 && book.clockTolerance.base == .seconds(30))
    }

    @Test("A dated value changes on its day, not before")
    func dated() {
        let table = Dated(5, changes: [.init(from: .literal(2027, 1, 1), value: 3)])
        #expect(table.value(on: .literal(2026, 12, 31)) == 5)
        #expect(table.value(on: .literal(2027, 1, 1)) == 3)
    }

    @Test("The lint finds each kind of contradiction")
    func lint() {
        func tables(_ change: (inout RuleBook) -> Void) -> [String] {
            var book = RuleBook()
            change(&book)
            return book.problems().map(\.table)
        }
        let day = CivilDate.literal(2027, 1, 1)
        #expect(
            tables { $0.attemptLimit.changes = [.init(from: day, value: 5), .init(from: day, value: 4)] }
                == ["attempt limit"])
        #expect(tables { $0.attemptLimit.base = 0 } == ["attempt limit"])
        #expect(tables { $0.mci.windows.append(.init(from: .literal(2025, 12, 31), value: 1)) } == ["MCI"])
        #expect(tables { $0.mci.windows[0].through = .literal(2024, 1, 1) } == ["MCI"])
        #expect(tables { $0.mci.windows[0].value = 0 } == ["MCI"])
        #expect(tables { $0.timeOuts.base.warning = .seconds(19) } == ["time-outs"])
        #expect(tables { $0.timeOuts.base.warning = .seconds(20) } == [])
        #expect(tables { $0.retention.base.personalDays = 31 } == ["retention"])
        #expect(tables { $0.media.base.desk.insert(.sim) } == ["media"])
        #expect(tables { $0.documentAccess.base.longest = .seconds(299) } == ["document access"])
        #expect(tables { $0.sms.base.perIIN[0].count = 0 } == ["SMS codes"])
        #expect(tables { $0.useFines.windows[0].value.mci[.individual] = nil } == ["fines, part 6"])
        #expect(tables { $0.evidence.base.maximumDistance = .nan } == ["evidence"])
    }
}
