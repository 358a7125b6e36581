import ArgumentParser
import FoundationEssentials
import HallQueue
import KioskDomain
import KioskJournal

/// `hall-bench decide`: what one call costs when so many wait, without a line, with the journal on disk.
struct Decide: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Times one decision by the number of those who wait: in memory, and durable.")

    @Option var folder: String
    @Option(help: "How often, for each number.") var rounds = 200
    @Argument(help: "How many wait.") var waiting: [Int] = [10, 100, 1000, 5000]

    struct Report: Encodable {
        var waiting: Int
        /// The rule alone.
        var decide: Times
        /// With the write to the disk.
        var durable: Times
    }

    func run() async throws {
        var reports: [Report] = []
        for count in waiting { reports.append(try await measure(count)) }
        try printJSON(reports)
    }

    private func measure(_ count: Int) async throws -> Report {
        let own = "\(folder)/\(count)"
        try FileManager.default.createDirectory(atPath: own, withIntermediateDirectories: true)
        let now = UnixTime(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
        let day = CivilDate(dayNumber: Int(now.milliseconds / 86_400_000))
        let services = (1...5).map { HallPlan.Service(id: "service-\($0)") }
        let windows = (1...60).map { number in
            HallPlan.Window(number: number, services: Set(services.map(\.id)), lanes: Set(TicketLane.allCases))
        }
        let plan = HallPlan(services: services, windows: windows, terminals: ["t1"])
        let journal = try await Journal.open(folder: own, key: try JournalKey.load(folder: own), now: now)
        _ = try await journal.openHall(plan, day: day, isNewBoot: false, at: now)
        _ = try await journal.decideHall(at: now) { hall in
            let marks = Dictionary(
                uniqueKeysWithValues: TicketLane.allCases.map { (NumberLine(day: day, lane: $0), count) })
            var hall = hall
            hall.apply(.raised(marks))
            return (
                (),
                try [.raised(marks)]
                    + (0..<count).flatMap { try hall.join(Self.ticket($0, day, services, now), at: now) }
            )
        }
        var (decisions, durable) = ([Duration](), [Duration]())
        let clock = ContinuousClock()
        for round in 0..<rounds {
            let window = round % windows.count + 1
            let began = clock.now
            let pure = try await journal.decideHall(at: now) { hall in
                let time = clock.measure { _ = try? Self.call(hall, window, "p\(round)", now) }
                let events = try Self.call(hall, window, "c\(round)", now)
                return (time, events)
            }.value
            decisions.append(pure)
            durable.append(clock.now - began - pure)
            _ = try await journal.decideHall(at: now) { hall in
                let request = RequestID(desk: "d\(window)", id: "f\(round)")
                return (
                    (), try hall.act(.transfer(.service("service-1")), window: window, request: request, at: now).events
                )
            }
        }
        try await journal.close()
        return Report(waiting: count, decide: Times(decisions), durable: Times(durable))
    }

    private static func call(_ hall: HallState, _ window: Int, _ id: String, _ now: UnixTime) throws -> [HallEvent] {
        try hall.act(.callNext, window: window, request: RequestID(desk: "d\(window)", id: id), at: now).events
    }

    private static func ticket(
        _ place: Int, _ day: CivilDate, _ services: [HallPlan.Service], _ now: UnixTime
    ) throws -> IssuedTicket {
        let lane = TicketLane.allCases[place % TicketLane.allCases.count]
        guard let number = TicketNumber(day: day, lane: lane, number: place + 1) else { throw ValidationError("count") }
        let since = now - .seconds(place % 2400)
        return IssuedTicket(
            terminal: "t1", epoch: 1, sequence: Int64(place), number: number,
            service: services[place % services.count].id,
            issuedAt: since, promise: lane == .reserved ? since + .seconds(1800) : nil)
    }
}
