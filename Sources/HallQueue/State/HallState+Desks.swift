public import KioskDomain

/// What an operator asks for.
public enum DeskAction: Sendable, Hashable, Codable {
    case callNext
    /// A number by its text, for somebody who missed the call or whose slip the hall does not call by itself.
    case recall(TicketNumber?)
    case noShow
    case transfer(HallEvent.Destination)
    case finish
    case pause(Bool)
}

extension HallState {
    /// Does what an operator asks, once.
    ///
    /// - Returns: the number that the window serves then, and the events; no events when the request was answered before.
    public func act(
        _ action: DeskAction, window number: Int, request: RequestID, at now: UnixTime
    ) throws(HallRefusal) -> (ticket: TicketNumber?, events: [HallEvent]) {
        if let answer = answers[request.desk]?.first(where: { $0.page == request.page && $0.id == request.id }) {
            return (answer.ticket, [])
        }
        guard let window = plan.windows.first(where: { $0.number == number }) else { throw .unknownWindow(number) }
        let serving = windows[number]?.serving
        var events: [HallEvent]
        var ticket: TicketNumber?
        switch action {
        case .callNext: (ticket, events) = try callNext(window, serving, at: now)
        case .recall(let wanted):
            let recalled = try recall(wanted ?? serving, window, serving)
            (ticket, events) = (recalled, [.recalled(recalled, window: number, at: now)])
        case .noShow: events = [.missed(try served(serving), window: number, at: now)]
        case .transfer(let destination):
            try check(destination)
            events = [.moved(try served(serving), window: number, to: destination, at: now)]
        case .finish: events = [.finished(try served(serving), window: number, at: now)]
        case .pause(let isPaused): (ticket, events) = (serving, [.paused(window: number, isPaused, at: now)])
        }
        events.append(.answered(request: request, ticket))
        return (ticket, events)
    }

    private func callNext(
        _ window: HallPlan.Window, _ serving: TicketNumber?, at now: UnixTime
    ) throws(HallRefusal) -> (TicketNumber?, [HallEvent]) {
        guard window.isOn else { throw .unknownWindow(window.number) }
        if windows[window.number]?.isPaused ?? false { throw .windowPaused(window.number) }
        if let serving { throw .windowBusy(serving) }
        let run = windows[window.number]?.urgentRun ?? 0
        guard let choice = plan.rule.next(among: candidates(for: window), run: run, pace: pace(window), at: now) else {
            return (nil, [])
        }
        let number = choice.ticket.number
        return (number, [.called(number, window: window.number, urgent: choice.isUrgent, at: now)])
    }

    /// How fast promises are called: whoever is at a window takes as long as the slowest service of those who wait, and no
    /// more windows help than those of the promise that the fewest serve.
    private func pace(_ window: HallPlan.Window) -> FairRule.Pace {
        var pace = FairRule.Pace(service: .zero, windows: .max, hasOthers: false)
        for (line, tickets) in index.waiting where isServed(line, by: window) {
            pace.service = max(pace.service, .seconds(serviceSeconds(line.service)))
            if !pace.hasOthers { pace.hasOthers = tickets.contains { $0.promise == nil } }
            guard tickets.contains(where: { $0.promise != nil }) else { continue }
            pace.windows = min(pace.windows, max(open(for: line).count, 1))
        }
        return pace
    }

    private func recall(
        _ wanted: TicketNumber?, _ window: HallPlan.Window, _ serving: TicketNumber?
    ) throws(HallRefusal) -> TicketNumber {
        guard let wanted, let ticket = tickets[wanted] else { throw .unknownTicket }
        if let serving, serving != wanted { throw .windowBusy(serving) }
        switch ticket.call {
        case .called(let other) where other == window.number: return wanted
        // Its window was taken out of the plan, or was set to another number: somebody has to go on with it.
        case .called(let other) where windows[other]?.serving == wanted && has(other): throw .illegal
        case .called, .noShow: break
        case .waiting, .finished: throw .illegal
        }
        // It calls somebody whom it did not serve: what holds for the next one holds for this one.
        guard window.isOn else { throw .unknownWindow(window.number) }
        if windows[window.number]?.isPaused ?? false { throw .windowPaused(window.number) }
        return wanted
    }

    private func has(_ window: Int) -> Bool { plan.windows.contains { $0.number == window } }

    private func served(_ serving: TicketNumber?) throws(HallRefusal) -> TicketNumber {
        guard let serving else { throw .illegal }
        return serving
    }

    private func check(_ destination: HallEvent.Destination) throws(HallRefusal) {
        switch destination {
        case .window(let number):
            guard plan.windows.contains(where: { $0.number == number && $0.isOn }) else { throw .unknownWindow(number) }
        case .service(let service):
            // One that is off gives no more slips, so nobody is sent there either.
            guard plan.services.contains(where: { $0.id == service && $0.isOn }) else { throw .unknownService(service) }
        }
    }
}
