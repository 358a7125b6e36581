import Foundation
import HallQueue
import KioskDomain
import Testing

/// Issue 5 item 4: the daily report.
@Suite("Report of the day")
struct ReportTests {
    /// One served, one transferred and served, one who did not come, one broken promise, one left over.
    private func day() throws -> (hall: HallState, end: UnixTime) {
        var hall = HallState(plan: .plain(windows: 2), day: monday)
        for value in 1...4 { try hall.arrive(issued(.general, value, at: nine), at: nine) }
        try hall.arrive(issued(.reserved, 1, at: nine, promise: nine + .seconds(600)), at: nine)
        let late = nine + .seconds(1200)
        try hall.desk(.callNext, window: 1, at: late)
        try hall.desk(.callNext, window: 2, at: late)
        try hall.desk(.noShow, window: 2, at: late + .seconds(30))
        try hall.desk(.finish, window: 1, at: late + .seconds(100))
        let next = nine + .seconds(3700)
        try hall.desk(.callNext, window: 1, at: next)
        try hall.desk(.transfer(.service("card")), window: 1, at: next + .seconds(10))
        for _ in 0..<2 {
            try hall.desk(.callNext, window: 2, at: next + .seconds(20))
            try hall.desk(.finish, window: 2, at: next + .seconds(80))
        }
        return (hall, nine + .seconds(9 * 3600))
    }

    @Test("arrivals, calls, waits, service times, no-shows, transfers, breaches and who was left are counted")
    func figures() throws {
        let (hall, end) = try day()
        let total = hall.reportAtEnd(end).total
        #expect(total.arrivals == 5)
        #expect(total.calls == 5)
        #expect(total.firstCalls == 4)
        #expect(total.served == 3)
        #expect(total.noShows == 1)
        #expect(total.transfers == 1)
        #expect(total.breaches == 1)
        #expect(total.unserved == 1)
        #expect(total.waitSeconds == 1200 * 2 + 3700 + 3720)
        #expect(total.longestWaitSeconds == 3720)
        #expect(total.serviceSeconds == 100 + 60 * 2)
        #expect(total.meanServiceSeconds == 73)
    }

    @Test("they are kept by hour of the centre's wall, lane, service and window")
    func places() throws {
        var (hall, end) = try day()
        #expect(hall.report.byHour[9].arrivals == 5)
        #expect(hall.report.byHour[10].calls == 3)
        #expect(hall.report.sum { $0.window == 2 }.served == 2)
        #expect(hall.report.sum { $0.lane == .reserved }.breaches == 1)
        #expect(hall.report.sum { $0.service == "card" }.served == 1)
        hall.take(hall.clockEvents(at: end, secondsEast: 5 * 3600))
        try hall.arrive(issued(.general, 9, at: end), at: end)
        #expect(hall.report.byHour[23].arrivals == 1)
    }

    @Test("the report is over with its day, comes back from its stored form, and a damaged one does not trap")
    func stored() throws {
        var (hall, end) = try day()
        let report = hall.reportAtEnd(end)
        let data = try JSONEncoder().encode(report)
        #expect(try JSONDecoder().decode(HallReport.self, from: data) == report)
        hall.take(hall.dayEvents(monday.adding(days: 1)))
        #expect(hall.report == HallReport(day: monday.adding(days: 1)))
        let text = String(decoding: data, as: UTF8.self).replacing("\"arrivals\":4", with: "\"arrivals\":\(Int.max)")
        let huge = try JSONDecoder().decode(HallReport.self, from: Data(text.utf8))
        #expect(huge.total.arrivals == .max)
    }

    @Test("RFC 4180: header, CR LF, as many fields in each line; commas and quotes quoted; no formula")
    func csv() throws {
        let (hall, end) = try day()
        let lines = hall.reportAtEnd(end).csv.components(separatedBy: "\r\n")
        #expect(lines.last == "")
        #expect(lines.dropLast().allSatisfy { $0.split(separator: ",", omittingEmptySubsequences: false).count == 16 })
        #expect(lines.contains("2026-03-02,9,A,eds,,4,0,0,0,0,0,0,0,0,0,1"))
        var plan = HallPlan.plain(windows: 1)
        plan.services[0].id = "a,\"b\""
        plan.services[1].id = "=1+1"
        var odd = HallState(plan: plan, day: monday)
        try odd.arrive(issued(.general, 1, at: nine, service: "a,\"b\""), at: nine)
        try odd.arrive(issued(.general, 2, at: nine, service: "=1+1"), at: nine)
        #expect(odd.report.csv.contains("\"a,\"\"b\"\"\""))
        #expect(odd.report.csv.contains(",'=1+1,"))
    }

    @Test("however many rows, the report stays within its bound and counts everything")
    func bounded() throws {
        var hall = HallState(plan: .plain(windows: 1), day: monday)
        let many = HallReport.rowLimit + 500
        for value in 1...many {
            hall.apply(.joined(issued(.general, value, at: nine, service: "s\(value)"), at: nine))
        }
        #expect(hall.report.rows.count <= HallReport.rowLimit + 1)
        #expect(hall.report.total.arrivals == many)
    }
}
