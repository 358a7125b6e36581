import HallContract
import HallQueue
import KioskDevices
import KioskDomain
import KioskJournal
import KioskTime
import Logging
import Synchronization

/// This terminal's side of the hall: reports, keeps blocks of numbers at hand, and brings its slips into the queue. A line
/// that is cut leaves the blocks, so that the terminal goes on.
actor LeaseKeeper {
    private static let period = Duration.seconds(15)
    private static let firstPatience = Duration.seconds(4)

    private let terminal: String
    private let hall: any HallPort
    /// The address of a hall elsewhere, whose state is told to the board.
    private let line: String?
    private let board: StatusBoard
    private let journal: Journal
    private let clock: TrustedClock
    private let zone: CentreZone
    private let logger: Logger
    private let patience: Duration
    private let wishes: AsyncStream<Void>
    private let wish: AsyncStream<Void>.Continuation
    /// What makes nobody late at another terminal (Q4).
    nonisolated let taps = SharedTaps()
    private nonisolated let greeted = Mutex<HallGreeting?>(nil)
    /// The hall answered when it was asked last.
    private var isReached = false

    /// Reports for the first time, so that the first person gets a number; a hall that is away stops nobody.
    /// - Parameter patience: a person waits for the slip; longer is not waited for what is only printed on it.
    static func open(
        terminal: String, hall: any HallPort, line: String?, board: StatusBoard, journal: Journal,
        clock: TrustedClock, zone: CentreZone, patience: Duration = .milliseconds(500), logger: Logger
    ) async throws -> LeaseKeeper {
        _ = try await journal.openLeases(terminal: terminal, boot: MachineStart.boot)
        let keeper = LeaseKeeper(terminal, hall, line, board, journal, clock, zone, patience, logger)
        _ = try? await withDeadline(firstPatience, "hall") { await keeper.tell() }
        return keeper
    }

    private init(
        _ terminal: String, _ hall: any HallPort, _ line: String?, _ board: StatusBoard, _ journal: Journal,
        _ clock: TrustedClock, _ zone: CentreZone, _ patience: Duration, _ logger: Logger
    ) {
        self.terminal = terminal
        self.hall = hall
        self.line = line
        self.board = board
        self.journal = journal
        self.clock = clock
        self.zone = zone
        self.patience = patience
        self.logger = logger
        (wishes, wish) = AsyncStream.makeStream(of: Void.self, bufferingPolicy: .bufferingNewest(1))
    }

    /// What the hall said last; a line that is cut leaves it. Nil before the first.
    nonisolated var greeting: HallGreeting? { greeted.withLock { $0 } }

    /// An exchange now and again, and after each slip.
    func run() async {
        let ticks = Task { [wish] in
            while !Task.isCancelled {
                try? await Task.sleep(for: Self.period)
                wish.yield()
            }
        }
        defer { ticks.cancel() }
        for await _ in wishes { await tell() }
    }

    /// What the hall knows by now, as far as a person can wait for it.
    func ask() async { _ = try? await withDeadline(patience, "hall") { await self.tell() } }

    /// Brings a slip that was just given into the queue.
    ///
    /// - Parameter original: for a copy, the slip that it is one of: the hall has that already, and says where it stands.
    /// - Returns: nil when the hall does not answer at once: the slip then joins with a later exchange.
    func place(of number: TicketNumber, original: Int64? = nil) async -> TicketPlace? {
        defer { wish.yield() }
        guard isReached else { return nil }
        let place = try? await withDeadline(patience, "hall") { () async throws -> TicketPlace? in
            if let place = try await self.bringSlips(from: number.day, all: false)[number] { return place }
            guard let original, let slip = try await self.journal.issuedTicket(ofSlip: original) else { return nil }
            return try await self.join(slip)
        }
        return place ?? nil
    }

    /// One exchange with the hall. What does not come through is tried again with the next one.
    func tell() async {
        do {
            // None but after the journal was replaced: the blocks that were in it are given up.
            let known = try await journal.leases()
            let held: LeaseHolder
            if let known {
                held = known
            } else {
                held = try await journal.openLeases(terminal: terminal, boot: MachineStart.boot)
            }
            let status = TerminalStatus(await board.statuses)
            var report = held.report
            report.taps = taps.all
            let greeting = try await hall.report(report, status: status)
            greeted.withLock { $0 = greeting }
            taps.heard(greeting)
            let holder = try await journal.changeLeases { holder in
                holder.accept(epoch: greeting.epoch, highest: greeting.highest)
                holder.heard(day: greeting.day)
            }
            isReached = true
            // Durable only when all were brought: an answer that is lost, or a kill in between, forgets nothing.
            let owesAll = greeting.wantsAll || holder.course != greeting.course
            try await bringSlips(from: greeting.day, all: owesAll)
            if owesAll { try await journal.changeLeases { $0.broughtAll(course: greeting.course) } }
            try await fillUp(holder, greeting)
            await show(nil, "answers")
        } catch {
            let code = (error as? any CodedError)?.code ?? .internalError
            isReached = isReached && code != .hallUnreachable
            await show(code, (error as? any CodedError)?.detail ?? "")
            logger.warning("the hall did not help", metadata: ["code": "\(code.rawValue)", "error": "\(error)"])
        }
    }

    @discardableResult
    private func bringSlips(from day: CivilDate, all: Bool) async throws -> [TicketNumber: TicketPlace] {
        var places: [TicketNumber: TicketPlace] = [:]
        for slip in try await journal.ticketsToJoin(from: day, all: all) {
            let place = try await join(slip)
            if let standing = place?.copyOf { try await journal.renumber(slip.number, as: standing) }
            try await journal.markJoined([slip])
            places[slip.number] = place
        }
        return places
    }

    /// - Returns: nil for a slip that the hall keeps out. It is not brought again: it would keep all later ones from joining.
    private func join(_ slip: IssuedTicket) async throws(Failure) -> TicketPlace? {
        do throws(Failure) {
            return try await hall.join(slip)
        } catch {
            guard error.code == .hallNotPossible || error.code == .requestInvalid else { throw error }
            logger.error(
                "the hall keeps a slip out", metadata: ["number": "\(slip.number)", "code": "\(error.code.rawValue)"])
            return nil
        }
    }

    /// How the line to a hall elsewhere is.
    private func show(_ code: FailureCode?, _ finding: String) async {
        guard let line else { return }
        await board.set(
            DeviceStatus(id: "hall", name: line, health: code == nil ? .ok : .fault, code: code, finding: finding))
    }

    /// Blocks for today, and in the evening for tomorrow.
    private func fillUp(_ holder: LeaseHolder, _ greeting: HallGreeting) async throws {
        let soon = zone.civil(clock.now() + .seconds(6 * 3600)).date
        for line in holder.due(on: greeting.day, soon: soon, size: greeting.leaseSize) {
            let lease = try await hall.lease(line, to: terminal, epoch: greeting.epoch)
            try await journal.changeLeases { $0.accept(lease) }
        }
    }
}

extension TerminalStatus {
    /// Of what the parts of this machine report.
    init(_ statuses: [DeviceStatus]) {
        self.init(
            devices: statuses.map { Device(name: $0.id, code: $0.code, isWarning: $0.health == .warning) })
    }
}
