public import KioskDomain

/// What the hall knows of the blocks it gave. Every change is durable before a terminal hears of it.
///
/// A hall whose machine was started again may stand on an old picture of its disk. So it gives no block until each
/// terminal of the plan has told the highest numbers it has seen, or the manager has left that terminal out.
public struct LeaseBook: Sendable, Hashable, Codable {
    /// Highest number ever granted, by line.
    public private(set) var highest: [NumberLine: Int] = [:]
    /// The newest epoch of each terminal.
    public private(set) var epochs: [String: Int64] = [:]
    /// Terminals that have to be heard before a block is given.
    public private(set) var unheard: Set<String> = []
    /// Terminals that were left out and have not been heard since.
    public private(set) var leftOut: Set<String> = []
    /// Whose the blocks of a line are, in their order; of blocks given before a start of the machine nothing is known.
    private var blocks: [NumberLine: [Block]] = [:]

    struct Block: Sendable, Hashable, Codable {
        var terminal: String
        var numbers: ClosedRange<Int>
    }

    /// What one report may add to the highest number of a line that the hall knows: more than a centre gives on a day.
    public static let claimLimit = 10_000

    /// Nothing granted yet.
    public init() {}

    /// Numbers up to these may have been used; what is granted begins above them.
    public mutating func raise(_ marks: [NumberLine: Int]) {
        for (line, number) in marks { highest[line] = max(highest[line] ?? 0, number) }
    }

    /// The machine was started again: everybody is to be heard. Whose the blocks were may be of another course of things.
    public mutating func distrust(_ terminals: Set<String>) {
        unheard = terminals
        blocks = [:]
    }

    /// A terminal without which the hall goes on, on a manager's word: the numbers jump beyond what it may have seen, also
    /// on lines of `days` of which nobody has told yet.
    public mutating func leaveOut(_ terminal: String, jump: Int, days: [CivilDate] = []) {
        guard unheard.remove(terminal) != nil else { return }
        leftOut.insert(terminal)
        let lines = days.flatMap { day in TicketLane.allCases.map { NumberLine(day: day, lane: $0) } }
        for line in Set(highest.keys).union(lines) { highest[line, default: 0] += jump }
    }

    /// Whether a terminal may have used a number: one of its own blocks, or of a block that the hall has forgotten.
    public func covers(_ number: TicketNumber, of terminal: String) -> Bool {
        let line = NumberLine(day: number.day, lane: number.lane)
        guard number.number <= highest[line] ?? 0 else { return false }
        // The newest blocks are asked for most.
        let block = blocks[line]?.last { $0.numbers.contains(number.number) }
        return block.map { $0.terminal == terminal } ?? true
    }

    /// Takes a report in and gives the epoch from which the terminal may lease: its own while that is the newest, else a
    /// new one, which voids whatever it holds.
    ///
    /// - Parameter now: new epochs are not below it in milliseconds, so that a hall that was set back does not give an
    ///   epoch a second time.
    public mutating func hear(_ report: LeaseReport, at now: UnixTime) -> Int64 {
        let newest = epochs[report.terminal]
        // A hall that knows what it gave needs nobody to tell it: what goes beyond that is a lie or a fault.
        if unheard.remove(report.terminal) != nil || leftOut.remove(report.terminal) != nil || newest == nil {
            raise(report.highest.filter { $0.value <= (highest[$0.key] ?? 0) + Self.claimLimit })
        }
        if let epoch = report.epoch {
            // A hall that was set back knows an older epoch than the terminal; the terminal's is right then.
            if epoch >= newest ?? 0 {
                epochs[report.terminal] = epoch
                return epoch
            }
        }
        let next = max(max(newest ?? 0, report.epoch ?? 0) + 1, now.milliseconds)
        epochs[report.terminal] = next
        return next
    }

    /// The next block of a line; nil while somebody is unheard, or for an epoch that is not the newest.
    public mutating func grant(_ line: NumberLine, to terminal: String, epoch: Int64, size: Int) -> Lease? {
        guard unheard.isEmpty, epochs[terminal] == epoch, size >= 1 else { return nil }
        let last = highest[line] ?? 0
        highest[line] = last + size
        let numbers = (last + 1)...(last + size)
        blocks[line, default: []].append(Block(terminal: terminal, numbers: numbers))
        return Lease(terminal: terminal, epoch: epoch, day: line.day, lane: line.lane, numbers: numbers)
    }

    /// Forgets lines before `day`.
    public mutating func forget(before day: CivilDate) {
        highest = highest.filter { $0.key.day >= day }
        blocks = blocks.filter { $0.key.day >= day }
    }
}

extension LeaseBook {
    /// From a decoder; what an older program did not keep begins empty.
    public init(from decoder: any Decoder) throws {
        let fields = try decoder.container(keyedBy: CodingKeys.self)
        highest = try fields.decode([NumberLine: Int].self, forKey: .highest)
        epochs = try fields.decode([String: Int64].self, forKey: .epochs)
        unheard = try fields.decode(Set<String>.self, forKey: .unheard)
        leftOut = try fields.decodeIfPresent(Set<String>.self, forKey: .leftOut) ?? []
        blocks = try fields.decodeIfPresent([NumberLine: [Block]].self, forKey: .blocks) ?? [:]
    }
}
