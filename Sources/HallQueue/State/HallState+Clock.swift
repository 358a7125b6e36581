import KioskDomain

extension HallEvent {
    /// When it was decided; nil for what has no time of its own.
    var time: UnixTime? {
        switch self {
        case .dayOpened, .planned, .distrusted, .raised, .leftOut, .granted, .zoned, .answered: nil
        case .heard(_, _, let now), .joined(_, let now), .called(_, _, _, let now), .recalled(_, _, let now),
            .missed(_, _, let now), .moved(_, _, _, let now), .finished(_, _, let now), .paused(_, _, let now),
            .planBreak(_, _, let now):
            now
        }
    }
}

extension HallState {
    /// Two decisions at one moment may be taken in the other order; that is no clock that was set.
    private static let jitter = Duration.seconds(60)

    /// A clock that is set back takes the times of who waits and is served with it: all have waited as long as before, and
    /// nobody who comes now is taken for an earlier one. Promises are times of the wall and stay.
    mutating func follow(_ now: UnixTime) {
        let step = now.duration(to: latest ?? now)
        latest = step > Self.jitter ? now : max(now, latest ?? now)
        guard step > Self.jitter else { return }
        for var ticket in tickets.values where ticket.call.isOpen {
            ticket.waitingSince = ticket.waitingSince - step
            ticket.calledAt = ticket.calledAt.map { $0 - step }
            tickets[ticket.number] = ticket
        }
        heardAt = heardAt.mapValues { min($0, now) }
        index = HallIndex(tickets)
    }
}

extension TicketCall {
    /// The person still waits, is served, or may come back.
    fileprivate var isOpen: Bool {
        switch self {
        case .waiting, .called, .noShow: true
        case .finished: false
        }
    }
}
