import HallContract
import HallQueue
import KioskDevices
import KioskDomain
import KioskJournal
import KioskTestSupport
import KioskTime

@testable import HallClient
@testable import KioskDaemon

/// A terminal as kioskd builds it: its journal, its blocks of numbers, its line to the hall.
struct Terminal: Sendable {
    let name: String
    let journal: Journal
    let leases: LeaseKeeper
    let client: HallClient
    let board = StatusBoard()
    let clock = TrustedClock(clock: NoonClock())

    /// Joins the hall and has exchanged once with it.
    init(_ centre: Centre, _ name: String) async throws {
        self.name = name
        let path = try centre.folder.makeFolder("\(name)/journal")
        client = try await centre.machine(name, .terminal)
        journal = try await Journal.open(folder: path, key: try JournalKey.load(folder: path), now: clock.now())
        leases = try await LeaseKeeper.open(
            terminal: name, hall: client, line: centre.address, board: board, journal: journal, clock: clock,
            zone: .almaty, logger: Centre.logger)
        // The first exchange has little patience; a slow machine needs a second one.
        try await settle()
    }

    /// Exchanges with the hall until one comes through whole.
    func settle() async throws {
        try await eventually("\(name) has exchanged with the hall") {
            await leases.tell()
            return await line?.health == .ok ? () : nil
        }
    }

    /// A slip of the general lane, durable.
    func issue() async throws -> TicketNumber {
        let draft = TicketDraft(day: NoonClock.day, lane: .general, service: "eds")
        guard let number = try await journal.allotTicket(draft, at: clock.now()).ticket else {
            throw Problem("a slip without a number")
        }
        return number
    }

    /// How the hall is shown among the devices.
    var line: DeviceStatus? {
        get async { await board.statuses.first { $0.id == "hall" } }
    }
}
