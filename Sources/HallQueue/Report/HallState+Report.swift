public import KioskDomain

extension HallState {
    /// The report of the day as it would be if the day ended now: who still waits was not served.
    public func reportAtEnd(_ now: UnixTime) -> HallReport {
        var report = report
        for (line, tickets) in index.waiting {
            let place = HallReport.Place(lane: line.lane, service: line.service, window: nil)
            for ticket in tickets {
                let isBroken = ticket.firstCalledAt == nil && ticket.isBreach(at: now)
                report.count(wall(ticket.waitingSince).time.hour, place) {
                    $0.unserved += 1
                    if isBroken { $0.breaches += 1 }
                }
            }
        }
        return report
    }

    /// To be called before the call is taken in: it is the first while the ticket has none.
    mutating func countCall(_ number: TicketNumber, _ window: Int, at now: UnixTime) {
        guard let ticket = tickets[number] else { return }
        let wait = ticket.firstCalledAt == nil ? Self.seconds(ticket.waitingSince.duration(to: now)) : nil
        count(number, window, at: now) {
            $0.calls += 1
            guard let wait else { return }
            $0.firstCalls += 1
            $0.waitSeconds += wait
            $0.longestWaitSeconds = max($0.longestWaitSeconds, wait)
            if ticket.isBreach(at: now) { $0.breaches += 1 }
        }
    }

    mutating func count(
        _ number: TicketNumber, _ window: Int?, at now: UnixTime, _ change: (inout HallFigures) -> Void
    ) {
        guard let ticket = tickets[number] else { return }
        let place = HallReport.Place(lane: number.lane, service: ticket.service, window: window)
        report.count(wall(now).time.hour, place, change)
    }

    /// Whole seconds of a time that counts, at most a day.
    static func seconds(_ time: Duration) -> Int { Int(min(max(time.wholeMilliseconds / 1000, 0), 86_400)) }
}
