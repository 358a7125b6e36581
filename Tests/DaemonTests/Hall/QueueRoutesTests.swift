import FoundationEssentials
import HallQueue
import Hummingbird
import KioskControl
import KioskDevices
import KioskDiagnostics
import KioskDomain
import KioskJournal
import KioskTestSupport
import Logging
import Testing

@testable import KioskDaemon

/// Issue 5 item 10, from kioskctl's side through a real control socket to a real journal.
@Suite("kioskctl queue at the machine that keeps the hall")
struct QueueRoutesTests {
    /// The path of the socket at which a machine answers.
    private func with(_ place: QueueRoutes.Place, _ hall: KeptHall, _ body: (String) async throws -> Void) async throws
    {
        let socket = hall.folder.file("control.sock")
        let router = Router()
        QueueRoutes(place: place, journal: hall.journal, clock: hall.clock).add(to: router)
        let (running, continuation) = AsyncStream.makeStream(of: Void.self)
        let application = Application(
            router: router, configuration: .init(address: .unixDomainSocket(path: socket)),
            onServerRunning: { _ in continuation.finish() }, logger: Logger(label: "test"))
        let server = Task { try await application.run() }
        for await _ in running {}
        do {
            try await body(socket)
        } catch {
            server.cancel()
            throw error
        }
        server.cancel()
        _ = try? await server.value
    }

    private func answer<Value>(_ answer: DeskCommands.Answer<Value>) throws -> Value {
        switch answer {
        case .answer(let value): return value
        case .problem(let result): throw Failure(.internalError, "\(result.finding) → \(result.remedy)")
        }
    }

    private func problem<Value>(_ answer: DeskCommands.Answer<Value>) throws -> CheckResult {
        switch answer {
        case .answer: throw Failure(.internalError, "an answer instead of a problem")
        case .problem(let result): return result
        }
    }

    @Test("list: whom each window serves and since when, lanes with the longest wait, promises that were not kept")
    func list() async throws {
        try await KeptHall.with { hall in
            try await hall.arrive(.general, 1)
            try await hall.arrive(.reserved, 1, promise: KeptHall.nine + .seconds(1800))
            hall.time.set(KeptHall.nine + .seconds(60))
            try await hall.arrive(.general, 2)
            try await hall.desk(.callNext, 1)
            try await hall.desk(.pause(true), 2)
            hall.time.set(KeptHall.nine + .seconds(1860))
            try await with(.here(hall.keeper), hall) { socket in
                let queue = try answer(await QueueCommands.list(socket: socket))
                #expect(queue.day == "2026-11-23")
                #expect(queue.windows.map(\.serving) == ["B001", nil, nil])
                #expect(queue.windows.map(\.servingSeconds) == [1800, nil, nil])
                #expect(queue.windows.map(\.isPaused) == [false, true, false])
                let general = queue.lanes.first { $0.letter == "A" }
                #expect(general?.name == "general" && general?.waiting == 2 && general?.longestWaitSeconds == 1860)
                #expect(queue.lanes.count == 4 && queue.breaches.isEmpty)
            }
        }
    }

    @Test("a promise that breaks while nothing else happens is listed")
    func breaches() async throws {
        try await KeptHall.with { hall in
            try await hall.arrive(.reserved, 1, promise: KeptHall.nine + .seconds(1800))
            try await with(.here(hall.keeper), hall) { socket in
                hall.time.set(KeptHall.nine + .seconds(1859))
                let before = try answer(await QueueCommands.list(socket: socket))
                #expect(before.breaches.isEmpty)
                hall.time.set(KeptHall.nine + .seconds(1860))
                let after = try answer(await QueueCommands.list(socket: socket))
                #expect(after.breaches == ["B001"])
            }
        }
    }

    @Test("pause and resume: one window, then every window that is on; it holds after a start of the program")
    func pause() async throws {
        var plan = HallPlan.test(windows: 3)
        plan.windows[2].isOn = false
        try await KeptHall.with(plan) { hall in
            try await hall.arrive(.general, 1)
            try await with(.here(hall.keeper), hall) { socket in
                var queue = try answer(await QueueCommands.pause(true, window: 2, socket: socket))
                #expect(queue.windows.map(\.isPaused) == [false, true, false])
                queue = try answer(await QueueCommands.pause(true, window: nil, socket: socket))
                #expect(queue.windows.map(\.isPaused) == [true, true, false])
                await #expect(throws: Failure(.windowPaused, "window 1 makes a break")) {
                    try await hall.desk(.callNext, 1)
                }
                queue = try answer(await QueueCommands.pause(false, window: nil, socket: socket))
                #expect(queue.windows.map(\.isPaused) == [false, false, false])
                #expect(try await hall.desk(.callNext, 1)?.text == "A001")
                _ = try answer(await QueueCommands.pause(true, window: 1, socket: socket))
            }
            let next = try await hall.reopened(plan)
            #expect(try await next.keeper.state().windows[1]?.isPaused == true)
            try await next.journal.close()
        }
    }

    @Test("a window that is not in the plan: its code, its remedy, nothing changed")
    func unknownWindow() async throws {
        try await KeptHall.with { hall in
            try await with(.here(hall.keeper), hall) { socket in
                let refused = try problem(await QueueCommands.pause(true, window: 12, socket: socket))
                #expect(refused.state == .fault && refused.finding.contains("queue.window-unknown"))
                #expect(!refused.remedy.isEmpty)
                let queue = try answer(await QueueCommands.list(socket: socket))
                #expect(queue.windows.allSatisfy { !$0.isPaused })
            }
        }
    }

    @Test("export: the day as CSV and as JSON, an earlier day by its date; a day that is not kept says which are")
    func export() async throws {
        try await KeptHall.with { hall in
            try await hall.arrive(.general, 1)
            try await hall.desk(.callNext, 1)
            hall.time.set(KeptHall.nine + .seconds(24 * 3600))
            try await hall.arrive(.preferential, 1)
            try await with(.here(hall.keeper), hall) { socket in
                let csv = String(
                    decoding: try answer(await QueueCommands.export(day: nil, .csv, socket: socket)), as: UTF8.self)
                #expect(csv.hasPrefix("day,hour,lane,service,window,arrivals,"))
                #expect(csv.contains("2026-11-24,9,C,eds,,1,"))
                let json = try answer(await QueueCommands.export(day: "2026-11-23", .json, socket: socket))
                let report = try JSONDecoder().decode(HallReport.self, from: json)
                #expect(report.day == KeptHall.monday)
                #expect(report.total.arrivals == 1 && report.total.calls == 1)
                let missing = try problem(await QueueCommands.export(day: "2026-11-01", .csv, socket: socket))
                #expect(missing.finding.contains("queue.report-missing"))
                #expect(missing.finding.contains("2026-11-23"))
                #expect(missing.remedy.contains("2026-11-21"), "how a day is written")
                for wrong in ["yesterday", "2026-02-30", "", "../../etc"] {
                    let refused = try problem(await QueueCommands.export(day: wrong, .csv, socket: socket))
                    #expect(refused.finding.contains("queue.report-missing"), "\(wrong)")
                }
            }
        }
    }

    @Test("a machine that takes part in another's hall says where that is, to every command")
    func elsewhere() async throws {
        try await KeptHall.with { hall in
            try await with(.elsewhere("https://hall.example:8543"), hall) { socket in
                let refusals = [
                    try problem(await QueueCommands.list(socket: socket)),
                    try problem(await QueueCommands.pause(true, window: nil, socket: socket)),
                    try problem(await QueueCommands.export(day: nil, .csv, socket: socket)),
                ]
                for refusal in refusals {
                    #expect(refusal.finding == "queue.hall-elsewhere: the hall is at https://hall.example:8543")
                    #expect(refusal.remedy.contains("hall.address"))
                }
            }
        }
    }
}
