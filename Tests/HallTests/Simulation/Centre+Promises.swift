import HallQueue
import KioskDomain
import KioskTestSupport

/// A reservation of the day.
struct Appointment {
    var id: String
    var slot: UnixTime
}

extension Centre {
    /// A person with a reservation taps at any terminal, perhaps once more (Q3, Q4, Q7).
    mutating func reserve(_ name: String) {
        guard let terminal = terminals[name] else { return }
        let time = now + terminal.clockError
        let old = appointments.filter { $0.slot > now }.randomElement(using: &seed)
        let slot = now + .seconds(60 * Int.random(in: 0...30, using: &seed))
        let appointment =
            seed.chance(30)
            ? old ?? Appointment(id: "r\(paper.count)", slot: slot)
            : Appointment(id: "r\(paper.count)", slot: slot)
        // Its clock calls the person early or late: that is told, and nothing comes of it here.
        guard abs(time.duration(to: appointment.slot + .seconds(-900)).wholeMilliseconds) <= 900_000 else { return }
        if terminal.disk.slips.contains(where: { $0.reservation == appointment.id && $0.number.day >= day(time) }) {
            return  // The same number again, marked copy: it needs none.
        }
        let promise = max(time, appointment.slot) + .seconds(1800)
        guard issue(name, .reserved, reservation: appointment.id, promise: promise) != nil else { return }
        appointments.append(appointment)
        tally.reservations += 1
    }

    /// The call that was just made, seen against those whom the window could have called.
    mutating func look(_ called: TicketNumber?, among candidates: [HallTicket], run: Int) {
        guard let called, let ticket = candidates.first(where: { $0.number == called }) else {
            if called != nil || !candidates.isEmpty { fail("\(called?.text ?? "nobody") of \(candidates.count)") }
            return
        }
        tally.calls += 1
        if ticket.copyOf != nil { fail("\(called) is a copy, and was called") }
        if course.firstCalls[called] == nil {
            course.firstCalls[called] = hallNow
            if isLate(ticket, at: hallNow) { course.lateCalls += 1 }
        }
        // A promise that is due waits for another promise, or for somebody overdue in its turn; for nobody else.
        let rule = hall.plan.rule
        let soon = hallNow + .seconds(60 * rule.urgentMinutes)
        guard ticket.promise == nil, candidates.contains(where: { $0.promise.map { $0 <= soon } ?? false }) else {
            return
        }
        if run < rule.urgentRun || rule.due(ticket) > hallNow { fail("\(called) went before a promise that was due") }
    }

    /// What holds at every moment.
    mutating func check() {
        let serving = hall.windows.values.compactMap(\.serving)
        if Set(serving).count != serving.count { fail("one number at two windows") }
        checkReservations()
        let broken = Set(hall.tickets.values.filter { $0.copyOf == nil && isLate($0, at: hallNow) }.map(\.number))
        let recorded = Set(hall.breaches(at: hallNow).map(\.number))
        if broken != recorded { fail("broken promises \(broken.map(\.text)), recorded \(recorded.map(\.text))") }
    }

    /// One reservation is called under one number (Q7); its copies name that one.
    private mutating func checkReservations() {
        var standing: [String: TicketNumber] = [:]
        for ticket in hall.tickets.values where ticket.copyOf == nil {
            guard let reservation = ticket.reservation else { continue }
            if let other = standing.updateValue(ticket.number, forKey: reservation) {
                fail("\(reservation) is called as \(other) and \(ticket.number)")
            }
        }
        for ticket in hall.tickets.values {
            guard let original = ticket.copyOf, original.day >= hall.day else { continue }
            if standing[ticket.reservation ?? ""] != original { fail("\(ticket.number) is a copy of nothing") }
        }
    }

    /// By the minute, as the rule counts; calls as the simulation saw them.
    private func isLate(_ ticket: HallTicket, at now: UnixTime) -> Bool {
        guard let promise = ticket.promise else { return false }
        return (course.firstCalls[ticket.number] ?? now).milliseconds / 60_000 > promise.milliseconds / 60_000
    }

    /// Midnight: the report of the day has every promise that was not kept, also of those who were never called.
    mutating func endDay() {
        tally.midnights += 1
        let waiting = hall.waiting.filter { course.firstCalls[$0.number] == nil && isLate($0, at: hallNow) }
        let expected = course.lateCalls + waiting.count
        let reported = hall.reportAtEnd(hallNow).total.breaches
        if expected != reported { fail("\(hall.day): \(expected) promises were broken, \(reported) are in the report") }
        tally.breaches += expected
        course.lateCalls = 0
    }
}
