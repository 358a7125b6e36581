import KioskDevices
import KioskDomain
import KioskJournal
import KioskScreens
import KioskTime

/// The hall board: what the journal says, told to every board page (Q8).
actor BoardKeeper {
    private let journal: Journal
    private let clock: TrustedClock
    private let zone: CentreZone
    private nonisolated let newest = Broadcast(BoardView())

    init(journal: Journal, clock: TrustedClock, zone: CentreZone) {
        self.journal = journal
        self.clock = clock
        self.zone = zone
    }

    nonisolated func views() -> AsyncStream<BoardView> { newest.stream() }

    func view() async -> BoardView {
        await refresh()
        return newest.value
    }

    func refresh() async {
        guard let board = try? await journal.ticketBoard(on: zone.day(clock.now())) else { return }
        newest.send(
            BoardView(
                called: board.called.map { BoardView.Call(number: $0.ticket.text, window: $0.window) },
                waiting: board.waiting.map(\.text)))
    }

    func callNext(window: Int) async throws(Failure) -> String? {
        do {
            let now = clock.now()
            let ticket = try await journal.callNextTicket(on: zone.day(now), window: window, at: now)
            await refresh()
            return ticket?.text
        } catch {
            throw Failure(error.code, error.detail)
        }
    }
}
