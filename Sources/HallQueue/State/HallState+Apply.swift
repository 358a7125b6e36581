import KioskDomain

extension HallState {
    /// Takes one event in. Total: an event that no decision of ours gives changes nothing that matters.
    public mutating func apply(_ event: HallEvent) {
        switch event {
        case .dayOpened(let day): open(day)
        case .planned(let plan): self.plan = plan
        case .distrusted(let terminals): book.distrust(terminals)
        case .raised(let marks): book.raise(marks)
        case .leftOut(let terminal, let jump): book.leaveOut(terminal, jump: jump)
        case .heard(let report, _, let now):
            _ = book.hear(report, at: now)
            heardAt[report.terminal] = now
        case .granted(let lease):
            let line = NumberLine(day: lease.day, lane: lease.lane)
            _ = book.grant(line, to: lease.terminal, epoch: lease.epoch, size: lease.numbers.count)
        case .joined(let ticket, let now): admit(ticket, at: now)
        case .called(let number, let window, let urgent, let now):
            windows[window, default: Window()].urgentRun = urgent ? (windows[window]?.urgentRun ?? 0) + 1 : 0
            light(number, .call(window: window), window, at: now)
        case .recalled(let number, let window, let now): light(number, .recall(window: window), window, at: now)
        case .missed(let number, let window, _):
            change(number, .noShow)
            windows[window]?.serving = nil
        case .moved(let number, let window, let destination, _):
            move(number, destination)
            windows[window]?.serving = nil
        case .finished(let number, let window, let now):
            if let ticket = tickets[number], let calledAt = ticket.calledAt {
                times.add(calledAt.duration(to: now), of: ticket.service)
            }
            change(number, .finish)
            windows[window]?.serving = nil
        case .paused(let window, let isPaused, _): windows[window, default: Window()].isPaused = isPaused
        case .answered(let request, let number):
            answers[request.desk] = Answer(id: request.id, ticket: number)
        }
    }

    private mutating func open(_ day: CivilDate) {
        self.day = day
        tickets = tickets.filter { $0.key.day >= day }
        origins = origins.filter { $0.key.day >= day }
        calls = calls.filter { $0.number.day >= day }
        for window in windows.keys {
            windows[window]?.serving = nil
            windows[window]?.urgentRun = 0
        }
        book.forget(before: day)
    }

    private mutating func admit(_ ticket: IssuedTicket, at now: UnixTime) {
        origins[ticket.number] = Origin(terminal: ticket.terminal, epoch: ticket.epoch, sequence: ticket.sequence)
        // A terminal's clock may be wrong: no slip is from before its terminal was heard last, or from the future.
        let earliest = heardAt[ticket.terminal] ?? ticket.issuedAt
        tickets[ticket.number] = HallTicket(
            number: ticket.number, service: ticket.service, waitingSince: min(max(ticket.issuedAt, earliest), now),
            promise: ticket.promise, isProvisional: ticket.isProvisional)
    }

    private mutating func light(_ number: TicketNumber, _ action: TicketCall.Action, _ window: Int, at now: UnixTime) {
        change(number, action)
        tickets[number]?.calledAt = now
        if tickets[number]?.firstCalledAt == nil { tickets[number]?.firstCalledAt = now }
        windows[window, default: Window()].serving = number
        calls.removeAll { $0.number == number }
        calls.insert(Call(number: number, window: window, at: now), at: 0)
        if calls.count > Self.callLimit { calls.removeLast() }
    }

    private mutating func move(_ number: TicketNumber, _ destination: HallEvent.Destination) {
        change(number, .transfer(toWindow: nil))
        switch destination {
        case .window(let window): tickets[number]?.onlyWindow = window
        case .service(let service):
            tickets[number]?.service = service
            tickets[number]?.onlyWindow = nil
        }
    }

    private mutating func change(_ number: TicketNumber, _ action: TicketCall.Action) {
        guard let place = tickets[number]?.call.after(action) else { return }
        tickets[number]?.call = place
    }
}
