import HallQueue
import KioskDomain
import KioskTestSupport

/// One centre under faults: a hall, its terminals and desks, a line that loses answers, machines that are killed, started
/// again and set back to an old picture of their disk, clocks that are wrong. Only durable state survives.
struct Centre {
    struct Terminal {
        var holder: LeaseHolder
        var slips: [IssuedTicket] = []
        var isCut = false
        var clockError = Duration.zero
        var pictures: [Picture] = []

        struct Picture {
            var holder: LeaseHolder
            var slips: [IssuedTicket]
        }
    }

    var seed: SplitMix64
    var now = nine
    var hall: HallState
    var hallPictures: [HallState] = []
    var terminals: [String: Terminal] = [:]
    var boots = 0
    /// Every number that was ever put on paper, by whom.
    var paper: [TicketNumber: String] = [:]
    /// Slips whose terminal lost its memory of them: only the paper knows.
    var forgotten: Set<TicketNumber> = []
    var problems: [String] = []
    /// A set-back is healed when everybody was heard: until then no other machine is set back (`docs/hall.md`).
    var isHealing = false
    /// Terminals that were set back and have not heard the hall since: until then the hall is not set back, too.
    var unspoken: Set<String> = []

    init(seed: UInt64, terminals names: [String] = ["t1", "t2", "t3", "desk1"]) {
        self.seed = SplitMix64(seed: seed)
        var plan = HallPlan.plain(windows: 3, terminals: Set(names))
        plan.leaseSize = 3
        hall = HallState(plan: plan, day: monday)
        for name in names { terminals[name] = Terminal(holder: LeaseHolder(terminal: name, boot: "0")) }
    }

    mutating func run(steps: Int) {
        for _ in 0..<steps { step() }
        heal()
    }

    private mutating func step() {
        now = now + .seconds(Int.random(in: 1...600, using: &seed))
        hall.take(hall.dayEvents(day(now)))
        let name = terminals.keys.sorted().randomElement(using: &seed) ?? ""
        switch Int.random(in: 0..<100, using: &seed) {
        case 0..<45: print(name)
        case 45..<70: sync(name, losesAnswers: true)
        case 70..<74: terminals[name]?.isCut.toggle()
        case 74..<78: terminals[name]?.clockError = .seconds(Int.random(in: -90_000...90_000, using: &seed))
        case 78..<84: picture(name)
        case 84..<87: restart(name, setBack: false)
        case 87..<89: restart(name, setBack: true)
        case 89..<91: restartHall(setBack: seed.chance(50))
        default: call()
        }
    }

    private func day(_ time: UnixTime) -> CivilDate { CivilDate(dayNumber: Int(time.milliseconds / 86_400_000)) }

    /// A person taps: a number from the block, or a clear no.
    private mutating func print(_ name: String) {
        guard var terminal = terminals[name] else { return }
        let today = day(now + terminal.clockError)
        let lane = TicketLane.allCases.randomElement(using: &seed) ?? .general
        guard let used = terminal.holder.use(lane, on: today) else { return }
        terminal.slips.append(
            IssuedTicket(
                terminal: name, epoch: used.epoch, sequence: used.sequence, number: used.number, service: "eds",
                issuedAt: now + terminal.clockError))
        if let other = paper[used.number] {
            problems.append("\(used.number.day) \(used.number) by \(other) and \(name)")
        }
        paper[used.number] = name
        terminals[name] = terminal
    }

    /// Report, blocks, slips; every answer may be lost.
    mutating func sync(_ name: String, losesAnswers: Bool) {
        guard var terminal = terminals[name], !terminal.isCut else { return }
        defer { terminals[name] = terminal }
        do {
            let wasUnheard = !hall.book.unheard.isEmpty
            let (epoch, events) = try hall.hear(terminal.holder.report, at: now)
            hall.take(events)
            if hall.book.unheard.isEmpty, wasUnheard { isHealing = false }
            if losesAnswers, seed.chance(20) { return }
            terminal.holder.accept(epoch: epoch, highest: hall.book.highest)
            unspoken.remove(name)
            // A hall that was set back has forgotten slips: it gets all of the day again.
            for slip in terminal.slips where slip.number.day >= hall.day {
                try join(slip)
                if losesAnswers, seed.chance(5) { return }
            }
            for day in [hall.day, hall.day.adding(days: 1)] {
                for lane in TicketLane.allCases where terminal.holder.left(NumberLine(day: day, lane: lane)) < 2 {
                    let (lease, events) = try hall.lease(lane, on: day, to: name, epoch: epoch)
                    hall.take(events)
                    if losesAnswers, seed.chance(20) { return }
                    terminal.holder.accept(lease)
                }
            }
        } catch HallRefusal.unheard {
            // Its own blocks last until everybody was heard.
        } catch {
            problems.append("\(name): \(error)")
        }
    }

    private mutating func join(_ slip: IssuedTicket) throws { hall.take(try hall.join(slip, at: now)) }

    private mutating func picture(_ name: String) {
        if seed.chance(30) { hallPictures.append(hall) }
        guard var terminal = terminals[name] else { return }
        terminal.pictures.append(.init(holder: terminal.holder, slips: terminal.slips))
        terminals[name] = terminal
    }

    /// Killed or without power: the durable state survives; a start of the machine may find an old picture of it.
    private mutating func restart(_ name: String, setBack: Bool) {
        guard var terminal = terminals[name] else { return }
        if setBack, !isHealing, let picture = terminal.pictures.randomElement(using: &seed) {
            unspoken.insert(name)
            forgotten.formUnion(Set(terminal.slips.map(\.number)).subtracting(picture.slips.map(\.number)))
            terminal.holder = picture.holder
            terminal.slips = picture.slips
        }
        boots += seed.chance(50) || setBack ? 1 : 0
        terminal.holder.started(boot: String(boots))
        terminals[name] = terminal
    }

    private mutating func restartHall(setBack: Bool) {
        guard setBack, !isHealing, unspoken.isEmpty, let picture = hallPictures.randomElement(using: &seed) else {
            return
        }
        // Terminals that were set back since the picture was taken know less than the hall did.
        hall = picture
        hall.take(hall.restarted() + hall.dayEvents(day(now)))
        isHealing = true
    }

    private mutating func call() {
        let window = Int.random(in: 1...3, using: &seed)
        if hall.windows[window]?.serving == nil {
            _ = try? hall.desk(.callNext, window: window, id: String(seed.next()), at: now)
        } else {
            _ = try? hall.desk(.finish, window: window, id: String(seed.next()), at: now)
        }
        let serving = hall.windows.values.compactMap(\.serving)
        if Set(serving).count != serving.count { problems.append("one number at two windows") }
    }

    /// The lines are mended: whatever a terminal remembers of the day is in the queue, once.
    private mutating func heal() {
        for name in terminals.keys.sorted() {
            terminals[name]?.isCut = false
            sync(name, losesAnswers: false)
        }
        for name in terminals.keys.sorted() { sync(name, losesAnswers: false) }
        for (name, terminal) in terminals {
            for slip in terminal.slips where slip.number.day >= hall.day && hall.tickets[slip.number] == nil {
                problems.append("\(name): \(slip.number) never joined")
            }
            if terminal.holder.left(NumberLine(day: hall.day, lane: .general)) == 0 {
                problems.append("\(name): no numbers after all lines were mended")
            }
        }
    }
}
