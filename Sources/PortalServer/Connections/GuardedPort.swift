import Hummingbird
import HummingbirdCore
import HummingbirdTLS
import NIOSSL
import PrometheusText

/// One port: what it bears, who is connected to it, and what it counts.
struct GuardedPort: Sendable {
    private let limits: ConnectionLimits
    private let metrics: PortalMetrics
    private let report: ConnectionReport
    private let book: ConnectionBook

    init(_ name: String, _ limits: ConnectionLimits, _ registry: PrometheusRegistry) {
        self.limits = limits
        metrics = PortalMetrics(factory: registry)
        report = ConnectionReport(port: name, metrics: metrics)
        book = ConnectionBook(port: name, limit: limits.connections, report: report)
    }

    /// HTTP/1.1 within the limits, over TLS where it is given.
    func server(_ tls: TLSConfiguration? = nil) -> HTTPServerBuilder {
        HTTPServerBuilder { [limits, report, book] responder in
            let http = HTTP1Channel(
                responder: responder,
                configuration: .init(
                    additionalChannelHandlers: [RequestMarks(), PeerCertificate()],
                    httpDecoderConfiguration: .init(
                        maxHeaderFieldSize: limits.headBytes, maxHeaderListSize: limits.headBytes,
                        maxHeaderFieldCount: ConnectionLimits.headFields)))
            let timed = TimedChannel(base: http, limits: limits, book: book, isEncrypted: tls != nil, report: report)
            guard let tls else { return CountedChannel(base: timed, book: book) }
            return CountedChannel(base: try TLSChannel(timed, tlsConfiguration: tls), book: book)
        }
    }

    /// Requests in turns, their bodies within the port's memory.
    ///
    /// - Parameter places: how many requests are worked on at once.
    func responder(
        _ inner: some HTTPResponder<PortalContext>, places: Int, _ bounds: BodyBounds
    ) -> TurnResponder {
        TurnResponder(
            turns: RequestTurns(places: places), budget: BodyBudget(bytes: limits.bodyBytes), bounds: bounds,
            book: book,
            report: report, problems: ProblemMiddleware(metrics: metrics), inner: inner)
    }
}
