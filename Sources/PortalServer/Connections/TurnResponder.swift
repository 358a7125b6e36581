import Hummingbird
import NIOCore

/// Has each request take its turn, once its body is there: whoever sends slowly holds up nobody. What streams behind an
/// answer's header, such as events of the fleet, takes no turn.
struct TurnResponder: HTTPResponder {
    let turns: RequestTurns
    let inner: any HTTPResponder<PortalContext>

    /// Each half is a task of its own: a task keeps the memory of its deepest call until it ends, and that of a connection lives
    /// as long as the connection.
    func respond(to request: Request, context: PortalContext) async throws -> Response {
        async let whole = request.whole()
        let ready = await whole
        return try await turns.take {
            async let answer = inner.respond(to: ready, context: context)
            return try await answer
        }
    }
}

extension Request {
    /// With its body read. One that is too large or cut off is told where the body is used, after what is asked before.
    fileprivate func whole() async -> Request {
        var request = self
        do {
            _ = try await request.bounded()
        } catch {
            let told = AsyncThrowingStream<ByteBuffer, any Error> { $0.finish(throwing: error) }
            request.body = RequestBody(asyncSequence: told)
        }
        return request
    }
}
