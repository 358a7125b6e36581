import FoundationEssentials
import HallClient
import HallContract
import HallQueue
import KioskDevices
import KioskDomain
import Synchronization

/// What the machines count while they work.
final class Tally: Sendable {
    private let state = Mutex((joins: [Duration](), calls: [Duration](), errors: [String: Int]()))

    func joined(_ time: Duration) { state.withLock { $0.joins.append(time) } }
    func called(_ time: Duration) { state.withLock { $0.calls.append(time) } }
    func failed(_ error: any Error) {
        let name = (error as? any CodedError)?.code.rawValue ?? "\(type(of: error))"
        state.withLock { $0.errors[name, default: 0] += 1 }
    }

    var result: (joins: [Duration], calls: [Duration], errors: [String: Int]) { state.withLock { $0 } }
}

/// A terminal: blocks of numbers, and a slip now and again until the end.
struct TerminalWork: Sendable {
    let machine: Machine
    let pause: Duration
    let end: ContinuousClock.Instant
    let tally: Tally

    func run() async {
        do {
            var holder = LeaseHolder(terminal: machine.name, boot: "1")
            let greeting = try await machine.client.report(holder.report, status: TerminalStatus())
            holder.accept(epoch: greeting.epoch, highest: greeting.highest)
            // Terminals are not in step.
            try await Task.sleep(for: pause * Double.random(in: 0..<1))
            while ContinuousClock.now < end {
                let next = ContinuousClock.now + pause
                await slip(&holder, greeting)
                try await Task.sleep(until: next)
            }
        } catch { tally.failed(error) }
    }

    private func slip(_ holder: inout LeaseHolder, _ greeting: HallGreeting) async {
        let lane = TicketLane.allCases.randomElement() ?? .general
        let line = NumberLine(day: greeting.day, lane: lane)
        do {
            if holder.left(line) == 0 {
                holder.accept(try await machine.client.lease(line, to: machine.name, epoch: greeting.epoch))
            }
            guard let used = holder.use(lane, on: greeting.day) else { return }
            let now = UnixTime(milliseconds: Int64(Date().timeIntervalSince1970 * 1000))
            let began = ContinuousClock.now
            _ = try await machine.client.join(
                IssuedTicket(
                    terminal: machine.name, epoch: used.epoch, sequence: used.sequence, number: used.number,
                    service: greeting.services.randomElement() ?? "", issuedAt: now,
                    promise: lane == .reserved ? now + .seconds(1800) : nil))
            tally.joined(.now - began)
        } catch { tally.failed(error) }
    }
}

/// A desk: calls, serves for a while, finishes.
struct DeskWork: Sendable {
    let machine: Machine
    let window: Int
    let serving: Duration
    let end: ContinuousClock.Instant
    let watch: CallWatch
    let tally: Tally

    func run() async {
        while ContinuousClock.now < end {
            do {
                let began = ContinuousClock.now
                watch.asks(window)
                guard try await act(.callNext) != nil else {
                    watch.gotNobody(window)
                    try await Task.sleep(for: .milliseconds(200))
                    continue
                }
                tally.called(.now - began)
                try await Task.sleep(for: serving * Double.random(in: 0.7...1.3))
                _ = try await act(.finish)
            } catch { tally.failed(error) }
        }
    }

    private func act(_ action: DeskAction) async throws -> TicketNumber? {
        try await machine.client.act(
            action, window: window, request: RequestID(desk: machine.name, id: UUID().uuidString))
    }
}
