import HallClient
import HallContract
import HallQueue
import KioskDomain
import KioskTestSupport
import Testing

@Suite("A manager's own machine (issue 5, item 4)")
struct ReportTests {
    @Test("reads the report of a day over the line, and the days that are kept; a day that is not kept has none")
    func report() async throws {
        try await Centre.with { centre in
            let terminal = try await centre.machine("T1", .terminal)
            try await terminal.greet("T1")
            _ = try await terminal.join(try slip("T1", 1))
            let manager = try await centre.machine("M1", .manager)
            let report = try #require(try await manager.report(NoonClock.day))
            #expect(report.day == NoonClock.day && report.total.arrivals == 1)
            #expect(try await manager.report(NoonClock.day.adding(days: -500)) == nil)
            #expect(try await manager.reportDays().isEmpty)
        }
    }
}
