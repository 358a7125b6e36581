import HallContract
import HallQueue
import KioskDevices
import KioskDomain
import Testing

@testable import KioskDaemon

@Suite("Services that give no slip now, on the citizen's screen (issue 5, item 4)")
struct ClosingWatchTests {
    /// Monday 09:00 to 18:00, the last slip half an hour before; 2026-02-02 is a Monday.
    private static func hours() throws -> HallHours {
        let open = HallHours.Span(
            from: try #require(CivilTime(hour: 9, minute: 0)), to: try #require(CivilTime(hour: 18, minute: 0)))
        return HallHours(days: [HallHours.Day(weekday: 1, open: open)], lastSlipMinutes: 30)
    }

    private func watch(_ centre: ScriptedCentre) -> ClosingWatch {
        ClosingWatch(
            hall: centre.hall, greeting: { nil }, clock: centre.clock, zone: ScriptedCentre.zone,
            purposes: ScriptedCentre.purposes)
    }

    @Test("before opening, while open, after the last slip: at both sides of each moment, for every service")
    func moments() async throws {
        let centre = try await ScriptedCentre.open(at: ScriptedCentre.instant("08:59:59"), hours: try Self.hours())
        let watch = watch(centre)
        for (time, isClosed) in [("08:59:59", true), ("09:00:00", false), ("17:30:59", false), ("17:31:00", true)] {
            centre.pass(to: time)
            #expect((watch.closing("eds") != nil) == isClosed, "\(time)")
            #expect(watch.closings.count == (isClosed ? 2 : 0), "\(time)")
        }
        #expect(watch.closing("eds")?.reason == .afterLastSlip)
        #expect(watch.closing("unknown")?.reason == .serviceOff)
    }

    @Test("what the screens show follows the plan of the manager")
    func shown() async throws {
        let centre = try await ScriptedCentre.open()
        var plan = try #require(centre.hall.view?.plan)
        plan.services[0].isOn = false
        try await centre.hall.replan(plan, over: nil)
        let (shown, continuation) = AsyncStream.makeStream(of: [String: Localised].self)
        let watch = watch(centre)
        let task = Task { await watch.run { continuation.yield($0) } }
        defer { task.cancel() }
        let first = try await withDeadline(.seconds(60), "the first look") {
            for await closings in shown { return closings }
            throw CancellationError()
        }
        #expect(Set(first.keys) == ["id-card"])
    }
}
