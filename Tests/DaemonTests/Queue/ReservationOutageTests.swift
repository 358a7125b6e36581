import HallContract
import HallQueue
import KioskDomain
import KioskJournal
import KioskScreens
import KioskTime
import PortalContract
import Testing

@testable import KioskDaemon

@Suite("\"Reservation\" while the portal, the clock or the numbers fail (Q4, Q9)")
struct ReservationOutageTests {
    private func notice(_ event: SessionEvent) -> ReservationNotice? {
        if case .portal(.reservation(let notice)) = event { notice } else { nil }
    }

    @Test("Q9: with the portal away the list that was synced last serves; who is not in it gets a provisional slip")
    func keptList() async throws {
        let centre = try await ScriptedCentre.open()
        let (one, two) = (try ScriptedCentre.iin(1), try ScriptedCentre.iin(2))
        centre.reserve((one, "10:00", .booked))
        await centre.one.lists.sync()
        centre.portal.set(.away)
        centre.machine.pass(.seconds(600))
        let work = centre.one.work
        #expect(await work.takeReservation(of: one) == .journal(.ticket(number: "B001")))
        #expect(notice(await work.takeReservation(of: two)) == .unknown)
        let choice = QueueChoice(notice: .unknown)
        #expect(await work.issue(ScriptedCentre.purposes[0], choice) == .journal(.ticket(number: "A001")))
        #expect(await work.takeForPaper()?.isProvisional == true)
    }

    @Test("Q9: without a list of this day, as with one of yesterday, nothing is known of anybody")
    func noList() async throws {
        let centre = try await ScriptedCentre.open()
        let iin = try ScriptedCentre.iin(1)
        centre.reserve((iin, "10:00", .booked))
        await centre.one.lists.sync()
        centre.portal.set(.away)
        centre.machine.pass(.seconds(86_400))
        #expect(notice(await centre.one.work.takeReservation(of: iin)) == .unknown)
        #expect(notice(await centre.two.work.takeReservation(of: iin)) == .unknown)
    }

    @Test("Q4: who tapped in time while the portal was away and no list was there is not late when it is back")
    func tapKept() async throws {
        let centre = try await ScriptedCentre.open()
        let (one, two) = (try ScriptedCentre.iin(1), try ScriptedCentre.iin(2))
        centre.reserve((one, "10:00", .booked), (two, "10:00", .booked))
        centre.portal.set(.away)
        let work = centre.one.work
        #expect(notice(await work.takeReservation(of: one)) == .unknown)
        centre.portal.set(.answers)
        centre.pass(to: "10:20:00")
        #expect(notice(await work.takeReservation(of: two)) == .late)
        #expect(await work.takeReservation(of: one) == .journal(.ticket(number: "B001")))
        #expect(await work.takeForPaper()?.callBy == CivilTime(hour: 10, minute: 50))
    }

    @Test("Q4: numbers that are used up make nobody late, and without a number there is no slip")
    func numbersUsedUp() async throws {
        let centre = try await ScriptedCentre.open(leaseSize: 1)
        let (one, two) = (try ScriptedCentre.iin(1), try ScriptedCentre.iin(2))
        centre.reserve((one, "10:00", .booked), (two, "10:00", .booked))
        let work = centre.one.work
        #expect(await work.takeReservation(of: one) == .journal(.ticket(number: "B001")))
        #expect(await work.takeReservation(of: two) == .journal(.failed(.numbersExhausted)))
        await work.forget()
        centre.pass(to: "10:05:00")
        await centre.giveNumbers()
        guard case .journal(.ticket) = await work.takeReservation(of: two) else {
            Issue.record("late by a fault of ours")
            return
        }
    }

    @Test("Q4: whom a fault at one terminal sends to another one is not late there, however soon; who never tapped is")
    func otherTerminal() async throws {
        let centre = try await ScriptedCentre.open(leaseSize: 1)
        let (one, two, three) = (try ScriptedCentre.iin(1), try ScriptedCentre.iin(2), try ScriptedCentre.iin(3))
        centre.reserve((one, "10:00", .booked), (two, "10:00", .booked), (three, "10:00", .booked))
        #expect(await centre.one.work.takeReservation(of: one) == .journal(.ticket(number: "B001")))
        #expect(await centre.one.work.takeReservation(of: two) == .journal(.failed(.numbersExhausted)))
        centre.pass(to: "10:05:00")
        guard case .journal(.ticket) = await centre.two.work.takeReservation(of: two) else {
            Issue.record("late by a fault of ours")
            return
        }
        await centre.two.work.forget()
        #expect(notice(await centre.two.work.takeReservation(of: three)) == .late)
        // Nobody is named to the hall.
        let shared = try #require(centre.two.leases.taps.all)
        #expect(shared.first.count == 1 && shared.first.keys.allSatisfy { !$0.contains(two.digits) })
    }

    @Test("without a trusted time nobody is early or late; the tap gets its minute when the clock is measured (Q4)")
    func untrustedClock() async throws {
        let centre = try await ScriptedCentre.open(at: UnixTime(milliseconds: 0))
        let (one, two) = (try ScriptedCentre.iin(1), try ScriptedCentre.iin(2))
        centre.reserve((one, "10:00", .booked), (two, "10:00", .booked))
        let work = centre.one.work
        // In truth it is 09:58.
        #expect(notice(await work.takeReservation(of: one)) == .unknown)
        await work.forget()
        #expect(centre.portal.asked.isEmpty)
        centre.machine.pass(.seconds(600))
        centre.clock.measured(portal: ScriptedCentre.instant("10:08:00"), asked: centre.clock.mark())
        await centre.giveNumbers()
        #expect(notice(await work.takeReservation(of: two)) == .late)
        #expect(await work.takeReservation(of: one) == .journal(.ticket(number: "B001")))
    }
}
