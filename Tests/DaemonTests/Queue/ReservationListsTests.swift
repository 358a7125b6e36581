import FoundationEssentials
import HallContract
import KioskDomain
import KioskJournal
import KioskTime
import Logging
import PortalClient
import PortalContract
import Testing

@testable import KioskDaemon

@Suite("Lists of reservations, synced and kept (Q9)")
struct ReservationListsTests {
    private let day = ScriptedCentre.day
    private var tomorrow: CivilDate { day.adding(days: 1) }

    @Test("the portal is asked for each person, so that a reservation of a moment ago counts, and a cancelled one not")
    func current() async throws {
        let centre = try await ScriptedCentre.open()
        let lists = centre.one.lists
        await lists.sync()
        for count in [1, 0] {
            let lines = Array(repeating: (try ScriptedCentre.iin(1), "10:00", ReservationState.booked), count: count)
            centre.portal.put(ScriptedPortal.list(day, lines), for: day)
            let (list, portalReached) = await lists.current(day)
            #expect(list?.reservations.count == count && portalReached)
        }
        #expect(centre.portal.asked == [day, day, day])
    }

    @Test("from 18:00 on tomorrow's list is fetched too, so that a portal that is away in the morning stops nobody")
    func evening() async throws {
        let centre = try await ScriptedCentre.open(at: ScriptedCentre.instant("17:59:59"))
        let iin = try ScriptedCentre.iin(1)
        centre.portal.put(ScriptedPortal.list(tomorrow, [(iin, "08:30", .booked)]), for: tomorrow)
        await centre.one.lists.sync()
        #expect(centre.portal.asked == [day])
        centre.machine.pass(.seconds(1))
        await centre.one.lists.sync()
        #expect(centre.portal.asked == [day, day, tomorrow])
        centre.portal.set(.away)
        centre.machine.pass(.seconds(14 * 3600 + 1800))
        await centre.giveNumbers()
        #expect(await centre.one.work.takeReservation(of: iin) == .journal(.ticket(number: "B001")))
    }

    @Test("bad input: the list of another day or one without a whole key is not kept; the one that stood stays")
    func badLists() async throws {
        let centre = try await ScriptedCentre.open()
        let good = ScriptedPortal.list(day, [(try ScriptedCentre.iin(1), "10:00", .booked)])
        centre.portal.put(good, for: day)
        await centre.one.lists.sync()
        for bad in [ScriptedPortal.list(tomorrow), ScriptedPortal.list(day, key: Data(repeating: 7, count: 31))] {
            centre.portal.put(bad, for: day)
            centre.machine.pass(.seconds(60))
            let (list, portalReached) = await centre.one.lists.current(day)
            #expect(list == good && !portalReached)
        }
    }

    @Test("bad input: a line whose time cannot be read is no reservation, and stops nobody else")
    func badLine() async throws {
        let centre = try await ScriptedCentre.open()
        let (one, two) = (try ScriptedCentre.iin(1), try ScriptedCentre.iin(2))
        centre.reserve((one, "25:99", .booked), (two, "10:00", .booked))
        let event = await centre.one.work.takeReservation(of: one)
        #expect(event == .portal(.reservation(ReservationNotice.none)))
        #expect(await centre.one.work.takeReservation(of: two) == .journal(.ticket(number: "B001")))
    }

    @Test("a portal that is silent is waited for only as long as a person may wait")
    func silent() async throws {
        let centre = try await ScriptedCentre.open()
        let lists = ReservationLists(
            journal: centre.one.journal, clock: centre.clock, zone: ScriptedCentre.zone, patience: .milliseconds(50),
            logger: Logger(label: "test") { _ in SwiftLogNoOpLogHandler() }
        ) { [portal = centre.portal] day throws(PortalError) in try await portal.fetch(day) }
        centre.portal.set(.silent)
        let (list, portalReached) = await lists.current(day)
        #expect(list == nil && !portalReached)
    }
}
