import Hummingbird
import NIOCore

/// The hall board: numbers that are called and numbers that wait (Q8). It holds nothing personal, so it needs no token.
struct BoardRoutes {
    let host: any ScreenHost
    let pages: ScreenPages
    let options: ScreenOptions

    func add(to router: Router<ScreenContext>) {
        router.get("board") { _, _ in
            Response.page(pages.board(await host.board(), await host.snapshot()))
        }
        router.get("board/events") { request, _ in
            Response.eventStream(request) { writer in
                for await board in Heartbeat.stream(of: await host.boards(), every: options.heartbeat) {
                    let text = board.map { ServerSentEvent.text("board", ["html": pages.boardFragment($0)]) }
                    try await writer.write(ByteBuffer(string: text ?? ServerSentEvent.heartbeat))
                }
            }
        }
    }
}
