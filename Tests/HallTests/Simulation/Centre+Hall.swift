import HallQueue
import KioskDomain
import KioskTestSupport

extension Centre {
    /// Mostly minutes or hours wrong, also over midnight; now and then more than a day; and set right again.
    mutating func setHallClock() {
        switch Int.random(in: 0..<10, using: &seed) {
        case 0..<5: hallClockError = .zero
        case 5..<9: hallClockError = .seconds(Int.random(in: -10_800...10_800, using: &seed))
        default: hallClockError = .seconds(Int.random(in: -90_000...90_000, using: &seed))
        }
        // A law moves the zone by an hour (Kazakhstan, 2024-03-01).
        if seed.chance(10) { secondsEast = secondsEast == 5 * 3600 ? 6 * 3600 : 5 * 3600 }
        tick()
    }

    /// A terminal's clock: right half of the time, else hours wrong.
    mutating func setClock(of name: String) {
        let error = seed.chance(50) ? 0 : Int.random(in: -90_000...90_000, using: &seed)
        terminals[name]?.clockError = .seconds(error)
    }

    /// The machine of the hall starts again, perhaps with an old picture of its disk.
    mutating func restartHall(setBack: Bool) {
        if setBack, !isHealing, unspoken.isEmpty, let picture = pictures.randomElement(using: &seed) {
            course = picture
            isHealing = true
        }
        hall.take(hall.restarted(course: Int64(truncatingIfNeeded: seed.next())))
        tick()
    }

    /// The machine of the hall is gone; another one goes on with an old copy, or with the plan alone.
    mutating func takeOver() {
        let copy = seed.chance(70) ? copies.randomElement(using: &seed) : nil
        let next = copy ?? Course(hall: HallState(plan: hall.plan, day: day(hallNow)))
        let first = max(day(hallNow), next.hall.day)
        let days = [first, first.adding(days: 1)]
        // The floor covers a first time whatever terminals have forgotten; after it the same holds as for a set-back.
        guard floored.isDisjoint(with: days) || (!isHealing && unspoken.isEmpty) else { return }
        course = next
        if day(hallNow) > hall.day { endDay() }
        hall.take(
            hall.takenOver(on: day(hallNow), above: 1000, course: Int64(truncatingIfNeeded: seed.next())))
        floored.formUnion(days)
        pictures = []
        isHealing = true
        tally.takeOvers += 1
        tick()
    }

    /// The manager goes on without a terminal that does not come.
    mutating func leaveOut() {
        guard let name = hall.book.unheard.sorted().first(where: { terminals[$0]?.isCut == true }) else { return }
        do { hall.take(try hall.leaveOut(name)) } catch { fail("\(name) was not left out: \(error)") }
    }

    /// An operator finishes, or calls the next one.
    mutating func call() {
        guard let window = hall.plan.windows.randomElement(using: &seed) else { return }
        do {
            if hall.windows[window.number]?.serving != nil {
                let action: DeskAction = seed.chance(15) ? .noShow : .finish
                try hall.desk(action, window: window.number, id: String(seed.next()), at: hallNow)
            }
            let candidates = hall.candidates(for: window)
            let run = hall.windows[window.number]?.urgentRun ?? 0
            let called = try hall.desk(.callNext, window: window.number, id: String(seed.next()), at: hallNow)
            look(called, among: candidates, run: run)
        } catch {
            fail("window \(window.number): \(error)")
        }
    }

    /// The lines are mended, the clocks are right: whatever a terminal remembers of the day is in the queue, once.
    mutating func heal() {
        hallClockError = .zero
        tick()
        for name in terminals.keys.sorted() {
            terminals[name]?.isCut = false
            terminals[name]?.clockError = .zero
            sync(name, losesAnswers: false)
        }
        for name in terminals.keys.sorted() { sync(name, losesAnswers: false) }
        for (name, terminal) in terminals {
            for slip in terminal.disk.slips where slip.number.day >= hall.day && hall.tickets[slip.number] == nil {
                fail("\(name): \(slip.number) never joined")
            }
            for lane in TicketLane.allCases {
                var holder = terminal.disk.holder
                if holder.use(lane, on: day(now)) == nil { fail("\(name): no \(lane) after everything was mended") }
            }
        }
        check()
    }
}
