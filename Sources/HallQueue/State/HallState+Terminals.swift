public import KioskDomain

extension HallState {
    /// A terminal reports; its epoch comes back.
    public func hear(_ report: LeaseReport, at now: UnixTime) throws(HallRefusal) -> (epoch: Int64, events: [HallEvent])
    {
        guard plan.terminals.contains(report.terminal) else { throw .unknownTerminal(report.terminal) }
        var heard = book
        let epoch = heard.hear(report, at: now)
        // Only news is worth a write to the disk.
        let isNews = heard != book || (heardAt[report.terminal] ?? now).duration(to: now) >= .seconds(60)
        return (epoch, isNews || heardAt[report.terminal] == nil ? [.heard(report, epoch: epoch, at: now)] : [])
    }

    /// A block of numbers for a terminal.
    ///
    /// - Parameter day: the hall's day or the one after it, so that midnight without a line stops nobody.
    public func lease(
        _ lane: TicketLane, on day: CivilDate, to terminal: String, epoch: Int64
    ) throws(HallRefusal) -> (lease: Lease, events: [HallEvent]) {
        guard plan.terminals.contains(terminal) else { throw .unknownTerminal(terminal) }
        guard book.unheard.isEmpty else { throw .unheard(book.unheard) }
        guard day == self.day || day == self.day.adding(days: 1) else { throw .illegal }
        var book = book
        let line = NumberLine(day: day, lane: lane)
        guard let lease = book.grant(line, to: terminal, epoch: epoch, size: plan.leaseSize) else { throw .staleEpoch }
        return (lease, [.granted(lease)])
    }

    /// A slip joins. The same slip again changes nothing; another one with its number is kept out.
    public func join(_ ticket: IssuedTicket, at now: UnixTime) throws(HallRefusal) -> [HallEvent] {
        guard plan.terminals.contains(ticket.terminal) else { throw .unknownTerminal(ticket.terminal) }
        // Of a day that is over: the person has gone; the terminal may forget it.
        guard ticket.number.day >= day else { return [] }
        if let known = tickets[ticket.number] {
            guard known.origin == nil || known.origin == HallTicket.Origin(ticket) else {
                throw .conflict(ticket.number)
            }
            return []
        }
        guard book.covers(ticket.number, of: ticket.terminal) else {
            // A hall that was set back learns from the terminal's report what it gave.
            if book.unheard.contains(ticket.terminal) { throw .staleEpoch }
            throw .conflict(ticket.number)
        }
        return [.joined(ticket, at: now)]
    }

    /// The day by the trusted clock; it never goes back.
    public func dayEvents(_ today: CivilDate) -> [HallEvent] { today > day ? [.dayOpened(today)] : [] }

    /// What follows from the clock alone: the zone, the day, breaks of the plan. To be asked before each decision and once
    /// a minute.
    public func clockEvents(at now: UnixTime, secondsEast: Int) -> [HallEvent] {
        var hall = self
        var events: [HallEvent] = []
        if secondsEast != self.secondsEast {
            events.append(.zoned(secondsEast: secondsEast))
            hall.secondsEast = secondsEast
        }
        let wall = hall.wall(now)
        events += dayEvents(wall.date)
        for window in plan.windows where window.isOn {
            let planned = plan.plannedBreak(of: window, at: wall)
            guard planned != windows[window.number]?.plannedBreak else { continue }
            events.append(.planBreak(window: window.number, planned, at: now))
        }
        return events
    }

    /// The machine was started again, and may stand on an old picture of its disk.
    ///
    /// - Parameter course: a number that no start before it had, so that each terminal sees that it owes all its slips.
    public func restarted(course: Int64) -> [HallEvent] { [.distrusted(plan.terminals, course: course)] }

    /// Another machine becomes the hall with what a copy knew, or with the plan alone (`docs/hall.md`).
    ///
    /// - Parameters:
    ///   - today: by the new machine's clock.
    ///   - floor: numbers of today and tomorrow begin above it on every lane.
    ///   - course: as for ``restarted(course:)``.
    public func takenOver(on today: CivilDate, above floor: Int, course: Int64) -> [HallEvent] {
        let first = max(today, day)
        var marks: [NumberLine: Int] = [:]
        for day in [first, first.adding(days: 1)] {
            for lane in TicketLane.allCases { marks[NumberLine(day: day, lane: lane)] = floor }
        }
        return dayEvents(today) + [.raised(marks)] + restarted(course: course)
    }

    /// The manager goes on without a terminal; numbers that it may have used are jumped over.
    public func leaveOut(_ terminal: String) throws(HallRefusal) -> [HallEvent] {
        guard book.unheard.contains(terminal) else { throw .unknownTerminal(terminal) }
        return [.leftOut(terminal: terminal, jump: plan.leaseSize * 10)]
    }

    /// The manager sets the plan.
    ///
    /// - Parameter former: the plan that the manager changed: when another one is in force by now, somebody else was quicker.
    ///   Nil puts the plan into force whatever was before.
    public func replan(_ plan: HallPlan, over former: HallPlan? = nil) throws(HallRefusal) -> [HallEvent] {
        guard former == nil || former == self.plan else { throw .planChanged }
        let problems = plan.problems
        guard problems.isEmpty else { throw .badPlan(problems) }
        return [.planned(plan)]
    }
}
