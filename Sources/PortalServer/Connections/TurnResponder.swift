import Hummingbird
import KioskDomain
import Logging
import NIOCore

/// Has each request take its turn, once its body is there: whoever sends slowly holds up nobody. What streams behind an
/// answer's header, such as events of the fleet, takes no turn. Bodies that would not fit into the port's memory are refused
/// at once, unread.
struct TurnResponder: HTTPResponder {
    let turns: RequestTurns
    let budget: BodyBudget
    let bounds: BodyBounds
    let book: ConnectionBook
    let report: ConnectionReport
    let problems: ProblemMiddleware
    let inner: any HTTPResponder<PortalContext>

    /// Each half is a task of its own: a task keeps the memory of its deepest call until it ends, and that of a connection lives
    /// as long as the connection.
    func respond(to request: Request, context: PortalContext) async throws -> Response {
        let share = budget.share()
        defer { share.end() }
        do {
            async let whole = whole(request, share)
            let ready = try await whole
            report.requests(1)
            defer { report.requests(-1) }
            return try await turns.take(unless: { book.hasLeft(context.channel) }) {
                async let answer = inner.respond(to: ready, context: context)
                return try await answer
            }
        } catch is BodyBudget.Spent {
            report.bodyRefused()
            return try await refuse(
                request, context, PortalProblem(.portalBusy, 503, "more is sent than the port takes", retryAfter: 5))
        } catch is RequestTurns.NobodyWaits {
            return try await refuse(request, context, PortalProblem.leftEarly)
        }
    }

    private func refuse(_ request: Request, _ context: PortalContext, _ problem: PortalProblem) async throws -> Response
    {
        try await problems.handle(request, context: context) { _, _ in throw problem }
    }

    /// With its body read. One that is too large or cut off is told where the body is used, after what is asked before.
    ///
    /// - Throws: ``BodyBudget/Spent``.
    private func whole(_ request: Request, _ share: BodyBudget.Share) async throws -> Request {
        guard let limit = bounds.bytes(request) else { return request }
        var request = request
        do {
            request.body = RequestBody(buffer: try await budget.collect(request, upTo: limit, as: share))
        } catch let spent as BodyBudget.Spent {
            throw spent
        } catch {
            let told = AsyncThrowingStream<ByteBuffer, any Error> { $0.finish(throwing: error) }
            request.body = RequestBody(asyncSequence: told)
        }
        return request
    }
}
