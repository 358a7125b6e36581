import HallContract
import HallQueue
import KioskDomain
import KioskJournal
import KioskScreens
import KioskTestSupport
import PortalContract
import Testing

@testable import KioskDaemon

@Suite("\"Reservation\" at the terminal (issue 5, item 3)")
struct TicketWorkTests {
    private static let number = SessionEvent.journal(.ticket(number: "B001"))

    private func notice(_ event: SessionEvent) -> ReservationNotice? {
        if case .portal(.reservation(let notice)) = event { notice } else { nil }
    }

    @Test("Q3: the slip is given from 30 minutes before the appointment, that second included, on the reserved lane")
    func early() async throws {
        let centre = try await ScriptedCentre.open(at: ScriptedCentre.instant("09:29:59"))
        let iin = try ScriptedCentre.iin(1)
        centre.reserve((iin, "10:00", .booked))
        let early = await centre.one.work.takeReservation(of: iin)
        #expect(notice(early) == .early(from: try #require(CivilTime(hour: 9, minute: 30))))
        centre.pass(to: "09:30:00")
        #expect(await centre.one.work.takeReservation(of: iin) == Self.number)
        let slip = try #require(await centre.one.work.takeForPaper())
        #expect(slip.lane == .reserved && !slip.isCopy && !slip.isProvisional)
        #expect(slip.purpose.id == "eds" && slip.appointment == CivilTime(hour: 10, minute: 0))
        #expect(slip.callBy == CivilTime(hour: 10, minute: 30))
        #expect(slip.place?.ahead == 0)
        #expect(slip.statusLink.hasPrefix("https://portal.example/q/"))
        #expect(centre.hall.view?.waiting.map(\.promise) == [ScriptedCentre.instant("10:30:00")])
        #expect(await centre.one.work.takeForPaper() == nil)
    }

    @Test("Q4: the appointed minute is in time to its last second, whenever the IIN is typed; the next one is late")
    func late() async throws {
        let centre = try await ScriptedCentre.open(at: ScriptedCentre.instant("10:00:59"))
        let (one, two) = (try ScriptedCentre.iin(1), try ScriptedCentre.iin(2))
        centre.reserve((one, "10:00", .booked), (two, "10:00", .booked))
        await centre.one.work.noteTap()
        centre.pass(to: "10:01:40")
        #expect(await centre.one.work.takeReservation(of: one) == Self.number)
        #expect(await centre.one.work.takeForPaper()?.callBy == CivilTime(hour: 10, minute: 31, second: 40))
        await centre.one.work.forget()
        await centre.one.work.noteTap()
        for _ in 1...2 { #expect(notice(await centre.one.work.takeReservation(of: two)) == .late) }
        let told = try await centre.one.journal.nextBatch(limit: 99).filter { $0.type == "reservation.voided" }
        #expect(told.count == 1)
        // Void it stays, also where the portal already says so.
        centre.reserve((one, "10:00", .used), (two, "10:00", .void))
        #expect(notice(await centre.two.work.takeReservation(of: two)) == .late)
    }

    @Test("Q5, Q6: without a reservation the general queue, or the preferential one; the reserved lane stays empty")
    func withoutReservation() async throws {
        let centre = try await ScriptedCentre.open()
        centre.reserve((try ScriptedCentre.iin(1), "10:00", .booked))
        #expect(notice(await centre.one.work.takeReservation(of: try ScriptedCentre.iin(2))) == ReservationNotice.none)
        let purpose = ScriptedCentre.purposes[0]
        let general = await centre.one.work.issue(purpose, QueueChoice(notice: ReservationNotice.none))
        #expect(general == .journal(.ticket(number: "A001")))
        let preferential = await centre.one.work.issue(purpose, QueueChoice(claimsPreference: true))
        #expect(preferential == .journal(.ticket(number: "C001")))
        let slip = try #require(await centre.one.work.takeForPaper())
        #expect(slip.lane == .preferential && !slip.isProvisional && slip.callBy == nil)
    }

    @Test("Q7: the same reservation again is the same number, link and promise, marked as a copy")
    func copy() async throws {
        let centre = try await ScriptedCentre.open()
        let iin = try ScriptedCentre.iin(1)
        centre.reserve((iin, "10:00", .booked))
        #expect(await centre.one.work.takeReservation(of: iin) == Self.number)
        let first = try #require(await centre.one.work.takeForPaper())
        // Somebody whose promise comes first: the copies say that one is before.
        let other = try ScriptedCentre.iin(2)
        centre.reserve((iin, "10:00", .booked), (other, "09:50", .booked))
        await centre.one.work.forget()
        _ = await centre.one.work.takeReservation(of: other)
        // Late by now, and its state is told: neither changes what was given.
        for (time, state) in [("10:20:00", ReservationState.used), ("11:00:00", .void)] {
            centre.pass(to: time)
            centre.reserve((iin, "10:00", state))
            await centre.one.work.forget()
            #expect(await centre.one.work.takeReservation(of: iin) == Self.number)
            let again = try #require(await centre.one.work.takeForPaper())
            #expect(again.isCopy && again.slip.ticket == first.slip.ticket)
            #expect(again.statusLink == first.statusLink && again.callBy == first.callBy)
            #expect(first.place?.ahead == 0 && again.place?.ahead == 1)
        }
        #expect(centre.hall.view?.waiting.count == 2)
    }

    @Test("Q7: at another terminal too the number is the one that the hall calls, on a copy; nobody is called twice")
    func otherTerminal() async throws {
        let centre = try await ScriptedCentre.open()
        let iin = try ScriptedCentre.iin(1)
        centre.reserve((iin, "10:00", .booked))
        #expect(await centre.one.work.takeReservation(of: iin) == Self.number)
        centre.reserve((iin, "10:00", .used))
        centre.pass(to: "10:15:00")
        for _ in 1...2 {
            #expect(await centre.two.work.takeReservation(of: iin) == Self.number)
            let slip = try #require(await centre.two.work.takeForPaper())
            #expect(slip.isCopy && slip.callBy == CivilTime(hour: 10, minute: 30))
            #expect(slip.place?.ahead == 0)
        }
        #expect(centre.hall.view?.waiting.map(\.number.text) == ["B001"])
    }

    @Test("issue 5, item 4: a service that is closed gives no slip; who has a reservation is let in")
    func closed() async throws {
        let morning = HallHours.Span(
            from: try #require(CivilTime(hour: 11, minute: 0)), to: try #require(CivilTime(hour: 12, minute: 0)))
        let hours = HallHours(days: [HallHours.Day(weekday: 1, open: morning)])
        let centre = try await ScriptedCentre.open(hours: hours)
        let iin = try ScriptedCentre.iin(1)
        centre.reserve((iin, "10:00", .booked))
        let general = await centre.one.work.issue(ScriptedCentre.purposes[0], QueueChoice())
        #expect(general == .journal(.failed(.serviceClosed)))
        #expect(await centre.one.work.takeForPaper() == nil)
        #expect(await centre.one.work.takeReservation(of: iin) == Self.number)
    }
}
