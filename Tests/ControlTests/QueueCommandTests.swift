import FoundationEssentials
import KioskControl
import KioskDevices
import KioskDiagnostics
import KioskTestSupport
import Testing

/// Issue 5 item 10: what kioskctl asks, and what it makes of answers and of what is none.
@Suite("kioskctl queue over a real unix socket")
struct QueueCommandTests {
    private static let queue = ControlQueue(
        day: "2026-11-21",
        windows: [
            .init(number: 1, isOn: true, isPaused: false, serving: "A7", service: "eds", servingSeconds: 130),
            .init(number: 2, isOn: true, isPaused: true), .init(number: 3, isOn: false, isPaused: false),
        ],
        lanes: [
            .init(name: "general", letter: "A", waiting: 12, longestWaitSeconds: 1500),
            .init(name: "reserved", letter: "B", waiting: 0, longestWaitSeconds: 0),
        ], missed: ["A3"], breaches: ["B1", "B4"], unheard: ["t2"])

    private func ask<Value>(
        _ manner: StandInDaemon.Manner, _ question: (String) async -> DeskCommands.Answer<Value>
    ) async throws -> (answer: DeskCommands.Answer<Value>, request: String) {
        let daemon = try StandInDaemon(manner)
        try await daemon.open()
        async let served = daemon.serve()
        let answer = await question(daemon.socket)
        return (answer, try await served)
    }

    private func json(_ queue: ControlQueue) throws -> String {
        String(decoding: try JSONEncoder().encode(queue), as: UTF8.self)
    }

    @Test("list: one line for each window and lane, then what went wrong today")
    func lines() async throws {
        let (answer, request) = try await ask(StandInDaemon.http("200 OK", json(Self.queue))) {
            await QueueCommands.list(socket: $0)
        }
        #expect(request == "GET /queue HTTP/1.1")
        guard case .answer(let queue) = answer else { Issue.record("no answer"); return }
        #expect(
            QueueCommands.lines(queue) == [
                "day 2026-11-21", "window 1  serves A7 (eds) for 2 min", "window 2  pauses, free",
                "window 3  off, free", "lane A general  12 waiting, longest 25 min", "lane B reserved  0 waiting",
                "promises not kept today  2: B1, B4", "did not come  1: A3",
                "no numbers are given until heard  1: t2",
            ])
        var quiet = queue
        (quiet.breaches, quiet.missed, quiet.unheard) = ([], [], [])
        #expect(QueueCommands.lines(quiet).last == "promises not kept today  none")
    }

    @Test("export asks for day and form; nothing but a date gets into the address")
    func export() async throws {
        for (day, line) in [
            (nil, "GET /queue/report?form=csv HTTP/1.1"),
            ("2026-11-20", "GET /queue/report?form=csv&day=2026-11-20 HTTP/1.1"),
            ("2026-11-20 HTTP/1.1\r\nX: &form=x", "GET /queue/report?form=csv&day=2026-11-2011 HTTP/1.1"),
        ] {
            let (answer, request) = try await ask(StandInDaemon.http("200 OK", "day,hour\r\n")) {
                await QueueCommands.export(day: day, .csv, socket: $0)
            }
            #expect(request == line)
            guard case .answer(let report) = answer else { Issue.record("no answer"); continue }
            #expect(report == Data("day,hour\r\n".utf8))
        }
    }

    @Test("pause and resume post the window or all; a refusal comes with code and remedy")
    func pause() async throws {
        let refusal = StandInDaemon.http(
            "422 Unprocessable Content",
            #"{"code":"queue.hall-elsewhere","detail":"the hall is at https://hall.example:8543"}"#)
        for window in [3, nil] {
            let (answer, request) = try await ask(refusal) {
                await QueueCommands.pause(true, window: window, socket: $0)
            }
            #expect(request == "POST /queue/pause HTTP/1.1")
            guard case .problem(let result) = answer else { Issue.record("no refusal"); continue }
            #expect(result.state == .fault && result.finding.contains("https://hall.example:8543"))
            #expect(result.remedy.contains("hall.address"))
        }
    }

    @Test("garbage is unknown, and a kioskd that is not there a fault", arguments: ["{}", "[]", "day,hour", ""])
    func garbage(body: String) async throws {
        let (answer, _) = try await ask(StandInDaemon.http("200 OK", body)) { await QueueCommands.list(socket: $0) }
        guard case .problem(let result) = answer else { Issue.record("an answer"); return }
        #expect(result.state == .unknown)
        let folder = try TemporaryFolder("queue")
        guard case .problem(let missing) = await QueueCommands.list(socket: folder.file("no.sock")) else {
            Issue.record("an answer")
            return
        }
        #expect(missing.state == .fault && missing.remedy.contains("systemctl start kioskd"))
    }
}
