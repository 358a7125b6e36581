import HallQueue
import KioskDevices
import KioskDomain
import KioskJournal
import KioskTime
import Logging

/// This terminal's side of the hall: reports, keeps blocks of numbers at hand, and brings its slips into the queue. A line
/// that is cut leaves the blocks, so that the terminal goes on.
actor LeaseKeeper {
    private static let period = Duration.seconds(15)

    private let terminal: String
    private let hall: HallKeeper
    private let journal: Journal
    private let clock: TrustedClock
    private let zone: CentreZone
    private let logger: Logger

    /// Reports for the first time, so that the first person gets a number.
    static func open(
        terminal: String, hall: HallKeeper, journal: Journal, clock: TrustedClock, zone: CentreZone, logger: Logger
    ) async throws -> LeaseKeeper {
        _ = try await journal.openLeases(terminal: terminal, boot: MachineStart.boot)
        let keeper = LeaseKeeper(terminal, hall, journal, clock, zone, logger)
        await keeper.tell()
        return keeper
    }

    private init(
        _ terminal: String, _ hall: HallKeeper, _ journal: Journal, _ clock: TrustedClock, _ zone: CentreZone,
        _ logger: Logger
    ) {
        self.terminal = terminal
        self.hall = hall
        self.journal = journal
        self.clock = clock
        self.zone = zone
        self.logger = logger
    }

    func run() async {
        while !Task.isCancelled {
            try? await Task.sleep(for: Self.period)
            await tell()
        }
    }

    /// One exchange with the hall. What does not come through is tried again with the next one.
    func tell() async {
        do {
            guard let held = try await journal.leases() else { return }
            let greeting = try await hall.report(held.report)
            let holder = try await journal.changeLeases { holder in
                holder.accept(epoch: greeting.epoch, highest: greeting.highest)
                holder.forget(before: greeting.day)
            }
            try await bringSlips(greeting)
            try await fillUp(holder, greeting)
        } catch {
            let code = (error as? any CodedError)?.code ?? .internalError
            logger.warning("the hall was not reached", metadata: ["code": "\(code.rawValue)", "error": "\(error)"])
        }
    }

    private func bringSlips(_ greeting: HallKeeper.Greeting) async throws {
        let slips = try await journal.ticketsToJoin(from: greeting.day, all: greeting.wantsAll)
        guard !slips.isEmpty else { return }
        for slip in slips { try await hall.join(slip) }
        try await journal.markJoined(slips)
    }

    /// Half a block at least of each lane for today, and in the evening for tomorrow.
    private func fillUp(_ holder: LeaseHolder, _ greeting: HallKeeper.Greeting) async throws {
        var days = [greeting.day]
        if zone.civil(clock.now() + .seconds(6 * 3600)).date > greeting.day {
            days.append(greeting.day.adding(days: 1))
        }
        for day in days {
            for lane in TicketLane.allCases {
                let line = NumberLine(day: day, lane: lane)
                guard holder.left(line) <= greeting.leaseSize / 2 else { continue }
                let lease = try await hall.lease(line, to: terminal, epoch: greeting.epoch)
                try await journal.changeLeases { $0.accept(lease) }
            }
        }
    }
}
