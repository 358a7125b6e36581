import KioskDomain

extension HallState {
    /// Takes one event in. Total: an event that no decision of ours gives changes nothing that matters.
    public mutating func apply(_ event: HallEvent) {
        if let now = event.time { follow(now) }
        switch event {
        case .dayOpened(let day): open(day)
        case .zoned(let seconds): secondsEast = seconds
        case .planned(let plan): self.plan = plan
        case .distrusted(let terminals, let course):
            book.distrust(terminals)
            self.course = course
        case .raised(let marks): book.raise(marks)
        case .leftOut(let terminal, let jump):
            book.leaveOut(terminal, jump: jump, days: [day, day.adding(days: 1)])
        case .heard(let report, _, let now):
            _ = book.hear(report, at: now)
            heardAt[report.terminal] = now
        case .granted(let lease):
            let line = NumberLine(day: lease.day, lane: lease.lane)
            _ = book.grant(line, to: lease.terminal, epoch: lease.epoch, size: lease.numbers.count)
        case .joined(let ticket, let now): admit(ticket, at: now)
        case .called(let number, let window, let urgent, let now):
            windows[window, default: Window()].urgentRun = urgent ? (windows[window]?.urgentRun ?? 0) + 1 : 0
            countCall(number, window, at: now)
            light(number, .call(window: window), window, at: now)
        case .recalled(let number, let window, let now): light(number, .recall(window: window), window, at: now)
        case .missed, .moved, .finished: leave(event)
        case .paused, .planBreak: pause(event)
        case .answered(let request, let number):
            var newest = answers[request.desk, default: []].filter { $0.page != request.page }
            newest.append(Answer(page: request.page, id: request.id, ticket: number))
            answers[request.desk] = newest.suffix(Self.answerLimit)
        }
    }

    /// A number leaves its window.
    private mutating func leave(_ event: HallEvent) {
        switch event {
        case .missed(let number, let window, let now):
            count(number, window, at: now) { $0.noShows += 1 }
            change(number) { $0.move(.noShow) }
            windows[window]?.serving = nil
        case .moved(let number, let window, let destination, let now):
            count(number, window, at: now) { $0.transfers += 1 }
            move(number, destination)
            windows[window]?.serving = nil
        case .finished(let number, let window, let now):
            if let ticket = tickets[number], let calledAt = ticket.calledAt {
                let time = calledAt.duration(to: now)
                times.add(time, of: ticket.service)
                count(number, window, at: now) {
                    $0.served += 1
                    $0.serviceSeconds += Self.seconds(time)
                }
            }
            change(number) { $0.move(.finish) }
            windows[window]?.serving = nil
        default: break
        }
    }

    private mutating func pause(_ event: HallEvent) {
        switch event {
        case .paused(let window, let isPaused, _):
            windows[window, default: Window()].isPaused = isPaused
            windows[window]?.isPausedByPlan = nil
        case .planBreak(let number, let span, _):
            var window = windows[number] ?? Window()
            window.plannedBreak = span
            if span != nil, !window.isPaused {
                window.isPaused = true
                window.isPausedByPlan = true
            } else if span == nil, window.isPausedByPlan == true {
                window.isPaused = false
                window.isPausedByPlan = nil
            }
            windows[number] = window
        default: break
        }
    }

    private mutating func open(_ day: CivilDate) {
        self.day = day
        tickets.forget(before: day)
        index = HallIndex(tickets)
        calls = calls.filter { $0.number.day >= day }
        report = HallReport(day: day)
        for window in windows.keys {
            windows[window]?.serving = nil
            windows[window]?.urgentRun = 0
        }
        book.forget(before: day)
    }

    private mutating func admit(_ ticket: IssuedTicket, at now: UnixTime) {
        // A terminal's clock may be wrong: no slip is from before its terminal was heard last, or from the future.
        let earliest = heardAt[ticket.terminal] ?? ticket.issuedAt
        var joined = HallTicket(
            number: ticket.number, service: ticket.service, waitingSince: min(max(ticket.issuedAt, earliest), now),
            promise: ticket.promise, isProvisional: ticket.isProvisional)
        joined.origin = HallTicket.Origin(ticket)
        joined.reservation = ticket.reservation
        if let standing = ticket.reservation.flatMap(number(of:)) {
            joined.copyOf = standing
            joined.promise = nil
            joined.call = .finished
        }
        tickets[ticket.number] = joined
        index.add(joined)
        if joined.copyOf == nil { count(ticket.number, nil, at: now) { $0.arrivals += 1 } }
    }

    private mutating func light(_ number: TicketNumber, _ action: TicketCall.Action, _ window: Int, at now: UnixTime) {
        change(number) {
            $0.move(action)
            $0.calledAt = now
            if $0.firstCalledAt == nil { $0.firstCalledAt = now }
        }
        for other in windows.keys where other != window && windows[other]?.serving == number {
            windows[other]?.serving = nil
        }
        windows[window, default: Window()].serving = number
        calls.removeAll { $0.number == number }
        calls.insert(Call(number: number, window: window, at: now), at: 0)
        if calls.count > Self.callLimit { calls.removeLast() }
    }

    private mutating func move(_ number: TicketNumber, _ destination: HallEvent.Destination) {
        change(number) {
            $0.move(.transfer(toWindow: nil))
            switch destination {
            case .window(let window): $0.onlyWindow = window
            case .service(let service):
                $0.service = service
                $0.onlyWindow = nil
            }
        }
    }

    private mutating func change(_ number: TicketNumber, _ body: (inout HallTicket) -> Void) {
        guard var ticket = tickets[number] else { return }
        index.remove(ticket)
        body(&ticket)
        tickets[number] = ticket
        index.add(ticket)
    }
}

extension HallTicket {
    fileprivate mutating func move(_ action: TicketCall.Action) { call = call.after(action) ?? call }
}
