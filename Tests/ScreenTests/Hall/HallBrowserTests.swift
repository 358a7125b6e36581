import Foundation
import HallContract
import HallQueue
import Hummingbird
import KioskDomain
import KioskScreens
import KioskTestSupport
import Testing

extension BrowserTests {
    @Test(
        "Issue 5, item 5: the board under two calls a second, stale and back; the desk by keyboard alone, manager and staff; 200 % text; axe"
    )
    func hallInChromium() async throws {
        try RealPart.require(programs: "chromium-headless-shell")
        let python = try await Self.python()
        let (hall, staff) = (ScriptedHall(), ScriptedStaff())
        hall.hear(ScriptedHall.terminal)
        hall.note(
            TerminalStatus(devices: [
                .init(name: "printer.slip", code: .printerPaperOut),
                .init(name: "camera.face", code: .cameraMissing, isWarning: true),
            ]), of: ScriptedHall.terminal)
        for _ in 0..<16 { try hall.slip() }
        try hall.slip(.reserved, promise: hall.now + .seconds(1800))
        try hall.slip(.preferential, service: "property")
        try await Page.serve(
            ScriptedHost(Stages.snapshot(.idle)), options: ScreenOptions(heartbeat: .milliseconds(300)),
            hall: hall.site(
                staff: staff, manager: ScriptedManager(hall: hall), gate: try staff.gate()),
            extend: { HallRemote(hall: hall).add(to: $0) },
            { page in
                var arguments = [
                    "\(Self.repository)/Tests/EndToEndTests/Browser/hall.py", "--base", page.base,
                    "--staff-pin", Office.pin,
                ]
                if let folder = RealPart.environment("KIOSK_SCREENSHOTS") { arguments += ["--out", folder] }
                let output = try await Self.run(python, arguments)
                #expect(output.succeeded, "\(output.standardOutput) \(output.standardError.suffix(2000))")
            })
    }
}

/// Lets the browser's script move the scripted hall; exists in tests only.
private struct HallRemote {
    let hall: ScriptedHall

    func add(to router: Router<ScreenContext>) {
        router.post("test/call") { request, _ in
            let window = request.uri.queryParameters["window"].flatMap { Int($0) } ?? 1
            hall.move(by: .seconds(20))
            let desk = "window-\(window)"
            if hall.view?.windows[window - 1].serving != nil {
                _ = try await hall.act(.finish, window: window, request: RequestID(desk: desk, id: UUID().uuidString))
            }
            try hall.slip()
            let id = RequestID(desk: desk, id: UUID().uuidString)
            return try await hall.act(.callNext, window: window, request: id)?.text ?? ""
        }
        router.post("test/burst") { _, _ in
            hall.add(windows: 7...10)
            var numbers: [String] = []
            for window in [1, 2, 3, 4, 5, 7, 8, 9, 10] {
                try await finish(window)
                try hall.slip()
                let id = RequestID(desk: "window-\(window)", id: UUID().uuidString)
                numbers.append(try await hall.act(.callNext, window: window, request: id)?.text ?? "")
            }
            return numbers.joined(separator: ",")
        }
        router.post("test/calm") { _, _ in
            for window in 7...10 { try await finish(window) }
            hall.remove(windows: 7...10)
            return "ok"
        }
        router.post("test/later") { request, _ in
            hall.move(by: .seconds(request.uri.queryParameters["seconds"].flatMap { Int($0) } ?? 1))
            return "ok"
        }
        router.post("test/slips") { _, _ in
            for _ in 0..<4 { try hall.slip() }
            return "ok"
        }
        router.post("test/silence") { _, _ in
            hall.fallSilent(.seconds(11))
            return "ok"
        }
        router.post("test/sound") { _, _ in
            hall.fallSilent(.zero)
            return "ok"
        }
    }
    private func finish(_ window: Int) async throws {
        guard hall.hall.windows[window]?.serving != nil else { return }
        let id = RequestID(desk: "window-\(window)", id: UUID().uuidString)
        _ = try await hall.act(.finish, window: window, request: id)
    }
}
