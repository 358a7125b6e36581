import HallQueue
import KioskDomain
import KioskTestSupport

/// A terminal of the simulation, or a desk that gives slips.
struct SimulatedTerminal {
    /// What its journal holds.
    struct Disk {
        var holder: LeaseHolder
        var slips: [IssuedTicket] = []
        /// Slips that the hall has confirmed.
        var joined: Set<TicketNumber> = []
    }

    var disk: Disk
    var isCut = false
    var clockError = Duration.zero
    var pictures: [Disk] = []

    init(holder: LeaseHolder) { disk = Disk(holder: holder) }
}

extension Centre {
    /// A person taps: a number from the block, or a clear no.
    mutating func print(_ name: String) {
        let lanes: [TicketLane] = [.general, .preferential, .referral]
        issue(name, lanes.randomElement(using: &seed) ?? .general, reservation: nil, promise: nil)
    }

    /// - Returns: the number; nil when the terminal has none.
    @discardableResult
    mutating func issue(
        _ name: String, _ lane: TicketLane, reservation: String?, promise: UnixTime?
    ) -> TicketNumber? {
        guard var terminal = terminals[name] else { return nil }
        let time = now + terminal.clockError
        guard let used = terminal.disk.holder.use(lane, on: day(time)) else { return nil }
        terminal.disk.slips.append(
            IssuedTicket(
                terminal: name, epoch: used.epoch, sequence: used.sequence, number: used.number,
                service: seed.chance(70) ? "eds" : "card", issuedAt: time, promise: promise, reservation: reservation))
        if let other = paper[used.number] {
            fail("\(used.number.day) \(used.number) by \(other) and \(name)")
        }
        paper[used.number] = name
        terminals[name] = terminal
        return used.number
    }

    /// Report, slips, blocks, as the daemon's exchange does it; every answer may be lost, and the program may die between two.
    mutating func sync(_ name: String, losesAnswers: Bool) {
        guard var terminal = terminals[name], !terminal.isCut else { return }
        defer { terminals[name] = terminal }
        do {
            let (epoch, events) = try hall.hear(terminal.disk.holder.report, at: hallNow)
            hall.take(events)
            if hall.book.unheard.isEmpty, hall.book.leftOut.isEmpty { isHealing = false }
            if losesAnswers, seed.chance(20) { return }
            let today = hall.day
            terminal.disk.holder.accept(epoch: epoch, highest: hall.book.highest)
            terminal.disk.holder.heard(day: today)
            unspoken.remove(name)
            let owesAll = terminal.disk.holder.course != hall.course
            for slip in terminal.disk.slips where slip.number.day >= today {
                guard owesAll || !terminal.disk.joined.contains(slip.number) else { continue }
                hall.take(try hall.join(slip, at: hallNow))
                if losesAnswers, seed.chance(5) { return }
                terminal.disk.joined.insert(slip.number)
            }
            terminal.disk.holder.broughtAll(course: hall.course)
            let soon = day(now + terminal.clockError + .seconds(6 * 3600))
            for line in terminal.disk.holder.due(on: today, soon: soon, size: hall.plan.leaseSize) {
                let (lease, events) = try hall.lease(line.lane, on: line.day, to: name, epoch: epoch)
                hall.take(events)
                if losesAnswers, seed.chance(20) { return }
                terminal.disk.holder.accept(lease)
            }
        } catch HallRefusal.unheard {
            // Its own blocks last until everybody was heard.
        } catch {
            fail("\(name): \(error)")
        }
    }

    /// Somebody keeps a picture of a disk, or a copy of the hall.
    mutating func picture(_ name: String) {
        if seed.chance(30) { pictures.append(course) }
        if seed.chance(30) { copies.append(course) }
        if let disk = terminals[name]?.disk { terminals[name]?.pictures.append(disk) }
    }

    /// Killed or without power: the durable state survives; a start of the machine may find an old picture of it.
    mutating func restart(_ name: String, setBack: Bool) {
        guard var terminal = terminals[name] else { return }
        if setBack, !isHealing, let picture = terminal.pictures.randomElement(using: &seed) {
            unspoken.insert(name)
            terminal.disk = picture
        }
        boots += seed.chance(50) || setBack ? 1 : 0
        terminal.disk.holder.started(boot: String(boots))
        terminals[name] = terminal
    }
}
