import PrometheusText

/// Counts how connections of a port end before their time.
struct ConnectionReport: Sendable {
    let port: String
    let metrics: PortalMetrics

    /// - Parameter closedInstead: resting connections that made room.
    func entered(refused: Bool, closedInstead: Int) {
        if refused { PortalMetrics.connectionsRefused.count(port, in: metrics.factory) }
        PortalMetrics.connectionsRested.count(port, by: closedInstead, in: metrics.factory)
        PortalMetrics.connections.move(by: (refused ? 0 : 1) - closedInstead, port, in: metrics.factory)
    }

    func left() { PortalMetrics.connections.move(by: -1, port, in: metrics.factory) }

    func bodyRefused() { PortalMetrics.bodiesRefused.count(port, in: metrics.factory) }

    /// - Parameter change: 1 for one that is there with its body, -1 for one that was answered.
    func requests(_ change: Int) { PortalMetrics.requestsWaiting.move(by: change, port, in: metrics.factory) }

    func tooSlow(_ step: ConnectionProgress.Step) {
        PortalMetrics.connectionsSlow.count(port, "\(step)", in: metrics.factory)
    }

    /// - Parameter refused: one side said no; else the other side went away.
    func handshakeFailed(refused: Bool) {
        PortalMetrics.handshakesFailed.count(port, refused ? "refused" : "left", in: metrics.factory)
    }
}
