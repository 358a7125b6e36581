import ArgumentParser
import HallClient
import HallContract
import KioskDevices
import KioskDomain

/// `hall-bench load`: a full centre for a while.
struct Load: AsyncParsableCommand {
    static let configuration = CommandConfiguration(
        abstract: "Lets terminals give slips and desks call them, through TLS, and times a call's way to the boards.")

    @Option var socket: String
    @Option var address: String
    @Option var enrolmentPort: Int
    @Option var folder: String
    @Option var terminals = 30
    @Option var desks = 60
    @Option var boards = 2
    @Option(help: "More boards, whose events are not read.") var crowd = 0
    @Option(help: "Slips a second, all terminals together.") var rate = 20.0
    @Option(help: "How long is measured.") var seconds = 60.0
    @Option(help: "Seconds before that in which the queue fills.") var settle = 5.0

    /// A call that a board never showed is later than every other: it counts in each of the figures.
    private static let never = Duration.seconds(24 * 3600)

    struct Report: Encodable {
        /// With ``unseen`` among them.
        var callToBoard: Times
        /// Calls that a board never showed.
        var unseen: Int
        var call: Times
        var join: Times
        var errors: [String: Int]
        /// Of all desks' streams.
        var viewMegabytes: Int
        /// Boards more, whose streams were open to the end.
        var crowd: Int
    }

    func run() async throws {
        let place = Place(address: address, enrolmentPort: enrolmentPort, socket: socket, folder: folder)
        let givers = try await join(place, terminals, "t", .terminal)
        let callers = try await join(place, desks, "d", .desk)
        let shown = try await join(place, boards, "b", .board)
        let watch = CallWatch(boards: boards)
        let tally = Tally()
        for machine in callers { try await machine.greet() }
        let streams = try callers.map {
            try OpenStream(.views, address: address, folder: "\(folder)/\($0.name)")
        }
        for machine in shown { try await machine.greet() }
        let crowd = try (0..<crowd).map { _ in
            try OpenStream(.boards, address: address, folder: "\(folder)/\(shown[0].name)")
        }
        let held = try await withThrowingTaskGroup(of: Void.self) { group in
            for stream in streams + crowd { group.addTask { await stream.run() } }
            for (place, machine) in shown.enumerated() {
                group.addTask { await machine.client.run() }
                group.addTask { await watch.follow(machine.client.boards(), board: place) }
            }
            for machine in shown { try await heard(machine) }
            for stream in streams + crowd { try await heard(stream) }
            await work(givers, callers, watch, tally, until: .now + .seconds(settle + seconds))
            let held = crowd.count { $0.isOpen }
            group.cancelAll()
            return held
        }
        for machine in givers + callers + shown { await machine.client.shutdown() }
        let (counted, result) = (tally.result, watch.result)
        try printJSON(
            Report(
                callToBoard: Times(result.times + Array(repeating: Self.never, count: result.unseen)),
                unseen: result.unseen, call: Times(counted.calls),
                join: Times(counted.joins), errors: counted.errors,
                viewMegabytes: streams.reduce(0) { $0 + $1.bytes } / 1_000_000,
                crowd: held))
    }

    private func join(_ place: Place, _ count: Int, _ letter: String, _ role: HallRole) async throws -> [Machine] {
        var machines: [Machine] = []
        for number in 0..<count { machines.append(try await place.join("\(letter)\(number + 1)", role: role)) }
        return machines
    }

    /// Until its stream has brought a view.
    private func heard(_ machine: Machine) async throws {
        for await _ in machine.client.boards() { return }
    }

    private func heard(_ stream: OpenStream) async throws {
        let end = ContinuousClock.now + .seconds(60)
        while stream.bytes == 0 {
            guard ContinuousClock.now < end else { throw Failure(.hallUnreachable, "a stream says nothing") }
            try await Task.sleep(for: .milliseconds(20))
        }
    }

    private func work(
        _ givers: [Machine], _ callers: [Machine], _ watch: CallWatch, _ tally: Tally,
        until end: ContinuousClock.Instant
    ) async {
        await withTaskGroup { group in
            for machine in givers {
                let work = TerminalWork(
                    machine: machine, pause: .seconds(Double(terminals) / rate), end: end, tally: tally)
                group.addTask { await work.run() }
            }
            for (place, machine) in callers.enumerated() {
                // A little faster than slips come, so that the queue stays short and each desk is busy.
                let work = DeskWork(
                    machine: machine, window: place + 1, serving: .seconds(Double(desks) / rate * 0.9), end: end,
                    watch: watch, tally: tally)
                group.addTask { await work.run() }
            }
            group.addTask {
                try? await Task.sleep(for: .seconds(settle))
                watch.begin()
            }
        }
    }
}
