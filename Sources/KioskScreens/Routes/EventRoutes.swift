import FoundationEssentials
import HTTPTypes
import Hummingbird
import KioskDevices
import KioskDomain
import NIOCore

/// Server-sent events (WHATWG HTML, 9.2) of the citizen screen: as fragments for the page, as JSON for scripts.
struct EventRoutes {
    let host: any ScreenHost
    let pages: ScreenPages
    let options: ScreenOptions

    func add(to router: Router<ScreenContext>) {
        router.get("events") { request, _ in
            let token = try await holder(request)
            return stream(request, token: token) { ScreenEvents(pages: pages) }
        }
        router.get("api/events") { request, _ in
            let token = try await holder(request)
            return stream(request, token: token) { SessionEvents() }
        }
    }

    private func holder(_ request: Request) async throws(Failure) -> ScreenToken {
        guard let token = request.screenToken, await host.holdsScreen(token) else { throw Failure(.sessionExpired) }
        return token
    }

    /// The page counts as present while its stream is open.
    private func stream<Events: SnapshotEvents>(
        _ request: Request, token: ScreenToken, _ events: @Sendable @escaping () -> Events
    ) -> Response {
        Response.eventStream(request) { writer in
            await host.screen(token, isPresent: true)
            do {
                var events = events()
                for await snapshot in Heartbeat.stream(of: await host.snapshots(), every: options.heartbeat) {
                    let text = snapshot.map { events.text(for: $0) } ?? ServerSentEvent.heartbeat
                    if !text.isEmpty { try await writer.write(ByteBuffer(string: text)) }
                }
            } catch {
                await host.screen(token, isPresent: false)
                throw error
            }
            await host.screen(token, isPresent: false)
        }
    }
}

/// Turns snapshots into the text of events; what did not change is not sent again.
protocol SnapshotEvents: Sendable {
    mutating func text(for snapshot: KioskSnapshot) -> String
}

/// `screen` when the screen changed, `live` when only what moves on it did.
struct ScreenEvents: SnapshotEvents {
    let pages: ScreenPages
    private var screen: ScreenFragment?
    private var live: LiveView?

    init(pages: ScreenPages) { self.pages = pages }

    mutating func text(for snapshot: KioskSnapshot) -> String {
        var text = ""
        let screen = pages.fragment(snapshot)
        if screen != self.screen {
            text += ServerSentEvent.text("screen", screen)
            self.screen = screen
            live = nil
        }
        let live = LiveView(snapshot)
        if live != self.live {
            text += ServerSentEvent.text("live", live)
            self.live = live
        }
        return text
    }
}

/// Every change of the session as JSON.
struct SessionEvents: SnapshotEvents {
    private var last: SessionView?

    mutating func text(for snapshot: KioskSnapshot) -> String {
        let view = SessionView(snapshot, withPad: true)
        guard view != last else { return "" }
        last = view
        return ServerSentEvent.text("session", view)
    }
}

enum ServerSentEvent {
    static let heartbeat = ": still there\n\n"

    /// One event; JSON has no line feeds of its own, so one data line holds it.
    static func text(_ name: String, _ value: some Encodable) -> String {
        let encoder = JSONEncoder()
        encoder.outputFormatting = [.sortedKeys, .withoutEscapingSlashes]
        let data = (try? encoder.encode(value)) ?? Data("{}".utf8)
        return "event: \(name)\ndata: \(String(decoding: data, as: UTF8.self))\n\n"
    }
}

extension Response {
    /// An event stream that ends when the browser goes, or when the server is stopped.
    static func eventStream(
        _ request: Request, _ write: @Sendable @escaping (inout any ResponseBodyWriter) async throws -> Void
    ) -> Response {
        // The connection ends with its stream: nobody shall send another request on it.
        Response(
            status: .ok, headers: [.contentType: "text/event-stream; charset=utf-8", .connection: "close"],
            body: .untilClosed(request, write))
    }
}

extension ResponseBody {
    /// Runs `write` until it ends or the other side has closed the connection.
    static func untilClosed(
        _ request: Request, _ write: @Sendable @escaping (inout any ResponseBodyWriter) async throws -> Void
    ) -> ResponseBody {
        ResponseBody { writer in
            try await request.body.consumeWithCancellationOnInboundClose { _ in
                try await write(&writer)
            }
            try await writer.finish(nil)
        }
    }
}
