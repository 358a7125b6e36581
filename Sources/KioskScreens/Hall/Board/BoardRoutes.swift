import HallContract
import Hummingbird
import NIOCore

/// The hall board: numbers that are called and numbers that wait (Q8). It holds nothing personal, so it needs no token.
struct BoardRoutes {
    let site: HallSite
    let pages: ScreenPages
    let options: ScreenOptions

    func add(to router: Router<ScreenContext>) {
        router.get("board") { _, _ in
            Response.page(pages.board(BoardFrame(site), site))
        }
        router.get("board/events") { request, _ in
            Response.eventStream(request) { writer in
                var shown: BoardFrame?
                for await _ in Heartbeat.stream(of: site.hall.boards(), every: options.heartbeat) {
                    let frame = BoardFrame(site)
                    let text = frame == shown ? "" : ServerSentEvent.text("board", frame)
                    shown = frame
                    try await writer.write(ByteBuffer(string: text + HallBeat(site).text))
                }
            }
        }
    }
}

/// What the board's page gets.
struct BoardFrame: Encodable, Equatable, Sendable {
    static let waitingLimit = 12

    /// Newest first.
    var called: [BoardView.Call]
    /// The first of those who wait.
    var waiting: [String]
    /// How many more wait.
    var more: Int

    init(_ site: HallSite) {
        let board = site.hall.board ?? BoardView()
        called = board.called
        waiting = Array(board.waiting.prefix(Self.waitingLimit))
        more = max(0, board.waiting.count - Self.waitingLimit)
    }
}
