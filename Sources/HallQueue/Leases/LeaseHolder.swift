public import KioskDomain

/// The blocks of one terminal. Every change is durable, in one transaction with the slip that uses the number.
public struct LeaseHolder: Sendable, Hashable, Codable {
    /// The terminal.
    public let terminal: String
    /// Identifies one start of the machine (`/proc/sys/kernel/random/boot_id`).
    public private(set) var boot: String
    /// Nil until the hall has given one since the start of the machine.
    public private(set) var epoch: Int64?
    /// What is left of each block, oldest first.
    public private(set) var leases: [Lease] = []
    /// Highest number seen granted, by line.
    public private(set) var highest: [NumberLine: Int] = [:]
    /// The hall's day when it was heard last.
    public private(set) var hallDay: CivilDate?
    /// The day of the newest number used.
    public private(set) var lastDay: CivilDate?
    /// The course of the hall that has all slips of this terminal (``HallState/course``).
    public private(set) var course: Int64?
    /// Slips given in this epoch.
    public private(set) var issued: Int64 = 0

    /// A terminal that has never spoken to the hall.
    public init(terminal: String, boot: String) {
        self.terminal = terminal
        self.boot = boot
    }

    /// To be called once at each start of the program. After a start of the machine the disk may be an old picture, so
    /// that numbers in its blocks may be on paper already: they are given up.
    public mutating func started(boot: String) {
        guard boot != self.boot else { return }
        self.boot = boot
        epoch = nil
        leases = []
        issued = 0
    }

    /// What the hall is told.
    public var report: LeaseReport { LeaseReport(terminal: terminal, epoch: epoch, highest: highest) }

    /// The hall's answer to a report; another epoch voids all blocks.
    public mutating func accept(epoch: Int64, highest seen: [NumberLine: Int]) {
        if self.epoch != epoch {
            self.epoch = epoch
            leases = []
            issued = 0
        }
        for (line, number) in seen { highest[line] = max(highest[line] ?? 0, number) }
    }

    /// A block from the hall; one of another epoch, or of numbers that were seen before, is dropped.
    public mutating func accept(_ lease: Lease) {
        let line = NumberLine(day: lease.day, lane: lease.lane)
        guard lease.terminal == terminal, lease.epoch == epoch, !leases.contains(lease) else { return }
        guard lease.numbers.lowerBound > lastHeld(line) else { return }
        leases.append(lease)
        highest[line] = max(highest[line] ?? 0, lease.numbers.upperBound)
        held[line] = lease.numbers.upperBound
    }

    /// Numbers left on a line.
    public func left(_ line: NumberLine) -> Int {
        leases.filter { $0.day == line.day && $0.lane == line.lane }.reduce(0) { $0 + $1.numbers.count }
    }

    /// Uses the next number of a lane; nil when none is left, and nothing is printed then.
    ///
    /// - Parameter day: by the terminal's clock. Should that go back over midnight, or be behind the hall's, the later day
    ///   goes on.
    public mutating func use(
        _ lane: TicketLane, on day: CivilDate
    ) -> (number: TicketNumber, epoch: Int64, sequence: Int64)? {
        let day = max(day, lastDay ?? day, hallDay ?? day)
        guard let epoch, let index = leases.firstIndex(where: { $0.day == day && $0.lane == lane }),
            let number = TicketNumber(day: day, lane: lane, number: leases[index].numbers.lowerBound)
        else { return nil }
        lastDay = day
        let numbers = leases[index].numbers
        if numbers.count == 1 {
            leases.remove(at: index)
        } else {
            leases[index].numbers = (numbers.lowerBound + 1)...numbers.upperBound
        }
        issued += 1
        return (number, epoch, issued)
    }

    /// The hall has all slips of the day.
    public mutating func broughtAll(course: Int64?) { self.course = course }

    /// The lines on which a block is due: half a block at least of each lane for the hall's day, and for the next one as soon
    /// as it is near, or has begun by a clock of this terminal that was ahead.
    ///
    /// - Parameters:
    ///   - day: the hall's.
    ///   - soon: the terminal's own day some hours from now.
    public func due(on day: CivilDate, soon: CivilDate, size: Int) -> [NumberLine] {
        let isNear = max(soon, lastDay ?? soon) > day
        return (isNear ? [day, day.adding(days: 1)] : [day]).flatMap { day in
            TicketLane.allCases.map { NumberLine(day: day, lane: $0) }
        }.filter { left($0) <= size / 2 }
    }

    /// The hall's day: what belongs to days before it is dropped, and none of them comes again while the hall says so,
    /// whatever the terminal's own clock shows. A day beyond the next one can only have come from a clock that was wrong.
    public mutating func heard(day: CivilDate) {
        hallDay = day
        if let last = lastDay, last > day.adding(days: 1) { lastDay = nil }
        leases.removeAll { $0.day < day }
        // A hall that is set back over midnight, and whose clock is behind, asks for yesterday's.
        let eve = day.adding(days: -1)
        highest = highest.filter { $0.key.day >= eve }
        held = held.filter { $0.key.day >= eve }
    }

    /// The end of the last block taken, by line: an answer that comes twice is not taken twice.
    private var held: [NumberLine: Int] = [:]
    private func lastHeld(_ line: NumberLine) -> Int { held[line] ?? 0 }
}
