import Logging
import NIOCore
import Synchronization

/// The connections of a port. When one is too many, those that rest longest between two requests make room: a kiosk that
/// has something to say goes before one that said it a minute ago. Where all are busy the new one is refused, and that is
/// said: once when it begins and once when it ends, with the count of those refused between.
final class ConnectionBook: Sendable {
    private struct Connection {
        let channel: any Channel
        /// Nil while it is busy.
        var restsSince: NIODeadline?
        /// The other side sends nothing any more.
        var hasLeft = false
    }

    private struct State {
        var open: [ObjectIdentifier: Connection] = [:]
        var refused = 0
    }

    private let port: String
    private let limit: Int
    private let report: ConnectionReport
    private let state = Mutex(State())

    init(port: String, limit: Int, report: ConnectionReport) {
        self.port = port
        self.limit = limit
        self.report = report
    }

    /// A tenth; also what must be free before refusals are over, so that a count at the edge says nothing again and again.
    private var share: Int { (limit + 9) / 10 }

    /// - Returns: false when there is no place.
    func enter(_ channel: any Channel, _ logger: Logger) -> Bool {
        let (left, refused): ([any Channel], Int?) = state.withLock { state in
            let left = state.open.count < limit ? [] : makeRoom(&state)
            guard state.open.count < limit else {
                state.refused += 1
                return (left, state.refused)
            }
            state.open[ObjectIdentifier(channel)] = Connection(channel: channel)
            return (left, nil)
        }
        for channel in left { channel.eventLoop.execute { ConnectionDeadlines.cut(channel) } }
        report.entered(refused: refused != nil, closedInstead: left.count)
        if !left.isEmpty {
            logger.info("resting connections closed", metadata: ["port": "\(port)", "number": "\(left.count)"])
        }
        if refused == 1 {
            logger.warning("connections refused", metadata: ["port": "\(port)", "open": "\(limit)"])
        }
        return refused == nil
    }

    /// A share at once, so that a full port does not look for the longest resting one at each connection.
    private func makeRoom(_ state: inout State) -> [any Channel] {
        let resting = state.open.compactMap { name, one in one.restsSince.map { (name, $0) } }
        return resting.sorted { $0.1 < $1.1 }.prefix(share).compactMap { name, _ in
            state.open.removeValue(forKey: name)?.channel
        }
    }

    /// It waits for its next request, or has one.
    func note(_ channel: any Channel, rests: Bool) {
        state.withLock { $0.open[ObjectIdentifier(channel)]?.restsSince = rests ? .now() : nil }
    }

    /// The other side has closed it.
    func noteLeft(_ channel: any Channel) { state.withLock { $0.open[ObjectIdentifier(channel)]?.hasLeft = true } }

    /// Whether nobody is there any more who would read an answer.
    func hasLeft(_ channel: any Channel) -> Bool {
        state.withLock { $0.open[ObjectIdentifier(channel)]?.hasLeft ?? true }
    }

    func leave(_ channel: any Channel, _ logger: Logger) {
        let refused: Int? = state.withLock { state in
            if state.open.removeValue(forKey: ObjectIdentifier(channel)) != nil { report.left() }
            guard state.refused > 0, state.open.count <= limit - share else { return nil }
            defer { state.refused = 0 }
            return state.refused
        }
        if let refused {
            logger.notice("connections taken again", metadata: ["port": "\(port)", "refused": "\(refused)"])
        }
    }
}
