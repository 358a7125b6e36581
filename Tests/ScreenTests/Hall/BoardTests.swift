import Foundation
import HallContract
import HallQueue
import KioskDomain
import KioskScreens
import Testing

@Suite("Issue 5, item 5: the hall board")
struct BoardTests {
    private let hall = ScriptedHall()

    private func serve(
        heartbeat: Duration = .seconds(60), _ body: @escaping @Sendable (Page) async throws -> Void
    ) async throws {
        try await Page.serve(
            ScriptedHost(Stages.snapshot(.idle)), options: ScreenOptions(heartbeat: heartbeat), hall: hall.site(),
            body)
    }

    private func call(_ window: Int) async throws {
        let id = RequestID(desk: "window-\(window)", id: UUID().uuidString)
        _ = try await hall.act(.callNext, window: window, request: id)
    }

    @Test("the page stands in both official languages with what is called, newest first, before any script runs")
    func page() async throws {
        for _ in 0..<3 { try hall.slip() }
        try await call(3)
        hall.move(by: .seconds(1))
        try await call(5)
        try await serve { page in
            let html = try await page.get("/board").text
            #expect(html.contains("Электрондық кезек") && html.contains("Электронная очередь"))
            let rows = html.components(separatedBy: "<tr data-number=").dropFirst()
            #expect(rows.first?.hasPrefix("\"A102\"") == true && rows.first?.contains("<td>5</td>") == true)
            #expect(rows.count == 2 && html.contains("<li>A103</li>"))
        }
    }

    @Test("each change is an event of its own with the numbers, their windows and the times of the calls")
    func events() async throws {
        try hall.slip()
        let hall = hall
        try await serve { page in
            try await page.events("/board/events") { reader in
                let empty = try #require(try await reader.next())
                #expect(empty.name == "board" && empty.data.contains("\"called\":[]"))
                _ = try await hall.act(.callNext, window: 2, request: RequestID(desk: "d", id: "1"))
                var event = try #require(try await reader.next())
                while event.name == "beat" { event = try #require(try await reader.next()) }
                #expect(event.data.contains("\"number\":\"A101\"") && event.data.contains("\"window\":2"))
                #expect(event.data.contains("\"at\":\(hall.now.milliseconds)"))
                let beat = try #require(try await reader.next())
                #expect(beat.data.contains("\"inTouch\":true"))
            }
        }
    }

    @Test("a beat that the page can hear tells whether the hall itself is heard")
    func beats() async throws {
        hall.fallSilent(.seconds(11))
        try await serve(heartbeat: .milliseconds(50)) { page in
            try await page.events("/board/events") { reader in
                let first = try #require(try await reader.next())
                #expect(first.name == "board")
                for _ in 0..<2 {
                    let beat = try #require(try await reader.next())
                    #expect(beat.name == "beat" && beat.data.contains("\"inTouch\":false"))
                }
            }
        }
    }

    @Test("the clock is that of the centre's wall, from the page's first moment and with each beat")
    func clock() async throws {
        let wall = hall.now.milliseconds
        try await serve(heartbeat: .milliseconds(50)) { page in
            let html = try await page.get("/board").text
            #expect(html.contains("data-wall=\"\(wall)\">10:00<"))
            hall.move(by: .seconds(60))
            try await page.events("/board/events") { reader in
                let first = try #require(try await reader.next())
                #expect(first.name == "board")
                let beat = try #require(try await reader.next())
                #expect(beat.data.contains("\"wall\":\(wall + 60_000)"))
            }
        }
    }

    @Test("at most five calls and twelve who wait; the rest is a number")
    func bounds() async throws {
        for _ in 0..<20 { try hall.slip() }
        for window in 1...5 { try await call(window) }
        try await serve { page in
            let html = try await page.get("/board").text
            #expect(html.components(separatedBy: "<tr data-number=").count == 6)
            #expect(html.components(separatedBy: "<li>").count == 13 && html.contains(">+3<"))
        }
    }

    @Test("more calls at once than a board has places: the event names each of them, up to the hall's twenty")
    func burst() async throws {
        for _ in 0..<30 { try hall.slip() }
        hall.add(windows: 7...25)
        var numbers: [String] = []
        for window in Array(1...5) + Array(7...25) {
            try await call(window)
            numbers.append(try #require(hall.board?.called.first?.number))
        }
        let newest = numbers.suffix(HallState.callLimit)
        try await serve { page in
            try await page.events("/board/events") { reader in
                let event = try #require(try await reader.next())
                let named = event.data.components(separatedBy: "\"number\":\"").dropFirst().map { String($0.prefix(4)) }
                #expect(named == newest.reversed())
            }
        }
    }

    @Test("Bad input: 500 boards at once all get the call")
    func manyBoards() async throws {
        try hall.slip()
        let hall = hall
        try await serve { page in
            try await withThrowingTaskGroup { group in
                for _ in 0..<500 {
                    group.addTask {
                        try await page.events("/board/events") { reader in
                            // It waits in the first event already; only a call names it beside its window.
                            while let event = try await reader.next() {
                                if event.data.contains("\"number\":\"A101\"") { return }
                            }
                            Issue.record("the stream ended without the call")
                        }
                    }
                }
                try await call(1)
                try await group.waitForAll()
            }
            #expect(hall.hall.calls.count == 1)
        }
    }
}
