import FoundationEssentials
import PortalClient
import PortalSync

/// Many kiosks of the real client code in one process: steady work, an outage, the drain.
public struct Fleet: Sendable {
    /// Calls of one kind that are under way at once before and after the measured parts.
    private static let hands = 32
    /// Records that a kiosk writes before it hands them over, while the steady rate is measured: as many as the batches of the
    /// drain will hold, so that like is compared with like; where nothing drains, one.
    private var steadyBatch: Int { max(min(BatchBounds().events, plan.records), 1) }

    private let plan: FleetPlan
    private let say: @Sendable (String) -> Void
    private let line = FleetLine()

    /// - Parameter say: takes a line for whoever waits.
    public init(_ plan: FleetPlan, say: @escaping @Sendable (String) -> Void) {
        self.plan = plan
        self.say = say
    }

    /// Enrols, works, loses the line, drains, and ends.
    public func run() async throws -> FleetReport {
        let (kiosks, clients) = try await enrol()
        let steady = try await workSteadily(kiosks)
        let backlog = try await loseTheLine(kiosks)
        let reopen = try await (kiosks.first?.journal as? DiskJournal)?.reopen()
        let drain = try await drain(kiosks, backlog: backlog)
        var report = FleetReport(
            kiosks: kiosks.count, realJournals: plan.hasJournals, written: 0, confirmed: line.confirmed, lost: 0,
            steadyPerSecond: steady, backlog: backlog, drainSeconds: drain / .seconds(1),
            drainPerSecond: Double(backlog) / max(drain / .seconds(1), 0.001),
            reopenSeconds: reopen.map { $0 / .seconds(1) }, ledger: [:])
        for kiosk in kiosks {
            let ledger = await kiosk.journal.ledger()
            report.written += ledger.written
            report.ledger[kiosk.name] = FleetReport.KioskLedger(
                written: ledger.written, digests: String(ledger.digests, radix: 16))
            await kiosk.journal.close()
        }
        report.lost = report.written - report.confirmed
        for client in clients { await client.shutdown() }
        return report
    }

    /// One after the other: each code is good for one kiosk, and the next one lies in the file then.
    private func enrol() async throws -> ([FleetKiosk], [PortalClient]) {
        var kiosks: [FleetKiosk] = []
        var clients: [PortalClient] = []
        for number in 0..<plan.kiosks {
            // With journals everything is a kiosk's own; ten thousand without share what makes connections by the hundred.
            let shared = plan.hasJournals || number.isMultiple(of: 100) ? nil : clients.last
            let (kiosk, client) = try await FleetKiosk.enrol(plan, number: number, sharing: shared, line: line)
            kiosks.append(kiosk)
            if shared == nil { clients.append(client) }
            if number % 500 == 499 { say("\(number + 1) kiosks enrolled") }
        }
        say("\(kiosks.count) kiosks enrolled")
        return (kiosks, clients)
    }

    /// Each kiosk in turn writes and hands over, as fast as the portal answers.
    private func workSteadily(_ kiosks: [FleetKiosk]) async throws -> Double {
        guard plan.steady > .zero else { return 0 }
        let began = ContinuousClock.now
        let before = line.confirmed
        try await withThrowingTaskGroup(of: Void.self) { group in
            for hand in 0..<min(Self.hands, kiosks.count) {
                group.addTask { [plan] in
                    var next = hand
                    while began.duration(to: .now) < plan.steady {
                        try await kiosks[next].journal.write(steadyBatch, over: 0)
                        _ = await kiosks[next].pumpOnce()
                        next = (next + Self.hands) % kiosks.count
                    }
                }
            }
            try await group.waitForAll()
        }
        let rate = Double(line.confirmed - before) / (began.duration(to: .now) / .seconds(1))
        say("steady: \(Int(rate)) records/s")
        return rate
    }

    /// The line is cut while every pump goes on trying; the records of the outage are written.
    private func loseTheLine(_ kiosks: [FleetKiosk]) async throws -> Int {
        line.isCut = true
        try await eachOf(kiosks) { [plan] in try await $0.journal.write(plan.records, over: plan.days) }
        let backlog = try await pending(kiosks)
        say("the line is cut: \(backlog) records wait")
        return backlog
    }

    private func drain(_ kiosks: [FleetKiosk], backlog: Int) async throws -> Duration {
        let target = line.confirmed + backlog
        return try await withThrowingTaskGroup(of: Void.self) { group in
            for kiosk in kiosks { group.addTask { await kiosk.pump() } }
            try await Task.sleep(for: plan.outage)
            line.isCut = false
            let began = ContinuousClock.now
            var told = began
            while line.confirmed < target, began.duration(to: .now) < plan.patience {
                try await Task.sleep(for: .milliseconds(20))
                if told.duration(to: .now) > .seconds(5) {
                    told = .now
                    say("\(target - line.confirmed) records wait")
                }
            }
            let took = began.duration(to: .now)
            say("drained: \(backlog - (target - line.confirmed)) records in \(Int(took / .seconds(1))) s")
            group.cancelAll()
            return took
        }
    }

    private func pending(_ kiosks: [FleetKiosk]) async throws -> Int {
        var sum = 0
        for kiosk in kiosks { sum += try await kiosk.journal.pending() }
        return sum
    }

    private func eachOf(
        _ kiosks: [FleetKiosk], _ body: @escaping @Sendable (FleetKiosk) async throws -> Void
    ) async throws {
        try await withThrowingTaskGroup(of: Void.self) { group in
            for hand in 0..<min(Self.hands, kiosks.count) {
                group.addTask {
                    for index in stride(from: hand, to: kiosks.count, by: Self.hands) { try await body(kiosks[index]) }
                }
            }
            try await group.waitForAll()
        }
    }
}
