import HallContract
import KioskDomain
import KioskJournal
import PortalContract
import Testing

@testable import KioskDaemon

@Suite("Wrong IINs at \"Reservation\" tell nothing (issue 5, item 3)")
struct WrongNumberTests {
    private static let limit = TryPolicy.standard.free

    private func notice(_ event: SessionEvent) -> ReservationNotice? {
        if case .portal(.reservation(let notice)) = event { notice } else { nil }
    }

    /// So many people without a reservation, one after the other.
    private func wrong(_ count: Int, _ centre: ScriptedCentre) async throws -> [ReservationNotice?] {
        var answers: [ReservationNotice?] = []
        for serial in 0..<count {
            await centre.one.work.forget()
            answers.append(notice(await centre.one.work.takeReservation(of: try ScriptedCentre.iin(100 + serial))))
        }
        return answers
    }

    @Test("after five the answer is the same whether or not there is a reservation, and nothing is looked up for it")
    func limited() async throws {
        let centre = try await ScriptedCentre.open(at: ScriptedCentre.instant("09:59:50"))
        let holder = try ScriptedCentre.iin(1)
        centre.reserve((holder, "10:00", .booked))
        #expect(try await wrong(Self.limit, centre) == Array(repeating: ReservationNotice.none, count: Self.limit))
        let asked = centre.portal.asked.count
        centre.machine.pass(.seconds(25))
        for iin in [try ScriptedCentre.iin(200), holder] {
            await centre.one.work.forget()
            #expect(notice(await centre.one.work.takeReservation(of: iin)) == .tooManyTries)
        }
        #expect(centre.portal.asked.count == asked)
        // Whom the wait kept waiting over the appointed minute is not late (Q4): it opens after half a minute.
        centre.pass(to: "10:01:30")
        await centre.one.work.forget()
        #expect(await centre.one.work.takeReservation(of: holder) == .journal(.ticket(number: "B001")))
        // That one was right does not open it for others.
        #expect(try await wrong(1, centre) == [ReservationNotice.none])
        #expect(try await wrong(1, centre) == [.tooManyTries])
    }

    @Test("four wrong ones limit nobody, and another terminal has its own count")
    func below() async throws {
        let centre = try await ScriptedCentre.open()
        let holder = try ScriptedCentre.iin(1)
        centre.reserve((holder, "10:00", .booked))
        _ = try await wrong(Self.limit - 1, centre)
        #expect(await centre.one.work.takeReservation(of: holder) == .journal(.ticket(number: "B001")))
        _ = try await wrong(1, centre)
        #expect(try await wrong(1, centre) == [.tooManyTries])
        #expect(notice(await centre.two.work.takeReservation(of: try ScriptedCentre.iin(99))) == ReservationNotice.none)
    }

    @Test("Q9: a kept list cannot be tried out either while the portal is away")
    func keptList() async throws {
        let centre = try await ScriptedCentre.open()
        let holder = try ScriptedCentre.iin(1)
        centre.reserve((holder, "10:00", .booked))
        await centre.one.lists.sync()
        centre.portal.set(.away)
        #expect(try await wrong(Self.limit, centre).allSatisfy { $0 == ReservationNotice.none || $0 == .unknown })
        #expect(notice(await centre.one.work.takeReservation(of: holder)) == .tooManyTries)
    }

    @Test("whom somebody asked for stays here: the portal is asked for the whole list, for each person alike")
    func sameQuestion() async throws {
        let centre = try await ScriptedCentre.open()
        let holder = try ScriptedCentre.iin(1)
        centre.reserve((holder, "10:00", .booked))
        for iin in [holder, try ScriptedCentre.iin(2)] {
            let before = centre.portal.asked.count
            _ = await centre.one.work.takeReservation(of: iin)
            #expect(centre.portal.asked.dropFirst(before) == [ScriptedCentre.day])
        }
    }

    @Test("a start of the program gives nobody new tries: the count is in the journal before the answer")
    func restart() async throws {
        let centre = try await ScriptedCentre.open()
        _ = try await wrong(Self.limit, centre)
        let again = centre.workAfterRestart(centre.one)
        let event = await again.takeReservation(of: try ScriptedCentre.iin(300))
        #expect(notice(event) == .tooManyTries)
        centre.machine.pass(.seconds(31))
        #expect(notice(await again.takeReservation(of: try ScriptedCentre.iin(301))) == ReservationNotice.none)
        #expect(try await centre.one.journal.reservationTries().opens(at: centre.machine.now()) != nil)
    }
}
