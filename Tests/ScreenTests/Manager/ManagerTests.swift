import Foundation
import FoundationXML
import HallContract
import HallQueue
import KioskDomain
import KioskScreens
import Testing

@Suite("Issue 5, item 4: the manager's page, alarms and the daily report", .serialized)
struct ManagerTests {
    private let hall = ScriptedHall()
    private let staff = ScriptedStaff()

    private func serve(_ body: @escaping @Sendable (Page) async throws -> Void) async throws {
        let site = hall.site(staff: staff, manager: ScriptedManager(hall: hall), gate: try staff.gate())
        let options = ScreenOptions(heartbeat: .milliseconds(50))
        try await Page.serve(ScriptedHost(Stages.snapshot(.idle)), options: options, hall: site, body)
    }

    @Test("alarms of every terminal: paper, reader, camera, with text, remedy and code; who is silent; who is fine")
    func alarms() async throws {
        hall.hear(ScriptedHall.terminal)
        hall.hear("TERMINAL-2")
        hall.note(
            TerminalStatus(devices: [
                .init(name: "printer.slip", code: .printerPaperOut),
                .init(name: "reader.citizen", code: .readerMissing),
                .init(name: "camera.face", code: .cameraMissing, isWarning: true), .init(name: "clock", code: nil),
            ]), of: ScriptedHall.terminal)
        hall.note(TerminalStatus(devices: [.init(name: "printer.slip", code: nil)]), of: "TERMINAL-2")
        let hall = hall
        try await serve { page in
            let office = try await Office.signedIn(page)
            for (language, works) in [("kk", "Бәрі жұмыс істейді"), ("ru", "Всё работает"), ("en", "Everything works")]
            {
                let html = try await office.get("/manager?lang=\(language)").text
                for code in ["printer.paper-out", "card.no-reader", "camera.missing"] { #expect(html.contains(code)) }
                #expect(html.contains(works) && html.contains("is-warn") && html.contains("lang=\"\(language)\""))
            }
            hall.move(by: .seconds(181))
            let silent = try await office.get("/manager?lang=en").text
            #expect(silent.components(separatedBy: "The terminal is silent").count == 3)
        }
    }

    @Test("a terminal that the hall waits for can be left out, after a question; a name of nobody leads back")
    func leaveOut() async throws {
        hall.hear(ScriptedHall.terminal)
        hall.hear("TERMINAL-2")
        hall.restart()
        hall.hear(ScriptedHall.terminal)
        let (hall, staff) = (hall, staff)
        try await serve { page in
            let office = try await Office.signedIn(page)
            let html = try await office.get("/manager?lang=en").text
            #expect(html.contains("The hall waits for this terminal"))
            #expect(html.contains("terminal=TERMINAL-2") && !html.contains("terminal=TERMINAL-1"))
            let question = try await office.get("/manager/leave-out?lang=en&terminal=TERMINAL-2").text
            #expect(question.contains("Go on without the terminal TERMINAL-2?"))
            for name in ["TERMINAL-1", "nobody", ""] {
                let nobody = try await office.get("/manager/leave-out?lang=en&terminal=\(name)")
                let posted = try await office.post("/manager/leave-out", ["terminal": name])
                #expect(nobody.status == 303 && posted.location == "/manager?lang=en")
            }
            #expect(hall.view?.terminals.map(\.isMissed) == [false, true])
            let done = try await office.post("/manager/leave-out", ["terminal": "TERMINAL-2"])
            #expect(done.status == 303 && hall.view?.terminals.map(\.isMissed) == [false, false])
        }
        #expect(staff.lines.last == "manager.left-out terminal=TERMINAL-2")
    }

    @Test("live: a slip and an alarm come by event; the stream ends with a word when the session is over")
    func live() async throws {
        let hall = hall
        try await serve { page in
            let office = try await Office.signedIn(page)
            try await page.events("/manager/events?lang=en", ["Cookie": "staff=\(office.cookie)"]) { reader in
                let first = try #require(try await reader.next())
                #expect(first.name == "manager" && first.data.contains("<dd>0</dd>"))
                try hall.slip()
                var event = try await reader.next()
                while let one = event, one.name == "beat" { event = try await reader.next() }
                #expect(event?.data.contains("<dd>1</dd>") == true)
                _ = try await office.post("/staff/sign-out", ["next": "/manager"])
                while let one = event, one.name != "over" { event = try await reader.next() }
                #expect(event?.name == "over")
            }
            try await page.events("/manager/events") { reader in
                let only = try #require(try await reader.next())
                #expect(only.name == "over")
                let end = try await reader.next()
                #expect(end == nil)
            }
        }
    }

    @Test("the daily report: tables on the page, a picture that is XML, CSV; days that are none are said")
    func report() async throws {
        for _ in 0..<3 { try hall.slip() }
        let hall = hall
        for (window, id) in [(1, "1"), (2, "2")] {
            _ = try await hall.act(.callNext, window: window, request: RequestID(desk: "d", id: id))
        }
        hall.move(by: .seconds(300))
        _ = try await hall.act(.finish, window: 1, request: RequestID(desk: "d", id: "3"))
        try await serve { page in
            let office = try await Office.signedIn(page)
            let html = try await office.get("/manager/report?lang=en").text
            #expect(html.contains("21.11.2025") && html.contains("20.11.2025") && html.contains("Window 1"))
            #expect(html.contains("<td>5:00</td>") && html.contains("/manager/report.csv?day=2025-11-21"))
            let csv = try await office.get("/manager/report.csv?day=2025-11-21")
            #expect(csv.type?.hasPrefix("text/csv") == true && csv.text == hall.hall.reportAtEnd(hall.now).csv)
            let svg = try await office.get("/manager/report.svg?lang=kk&day=2025-11-21")
            #expect(svg.type?.hasPrefix("image/svg+xml") == true && svg.text.contains(">Келді: 3"))
            let isXML = XMLParser(data: Data(svg.text.utf8)).parse()
            #expect(isXML)
            for day in ["2024-01-01", "2025-02-30", "", "x"] {
                let none = try await office.get("/manager/report?lang=en&day=\(day)")
                let file = try await office.get("/manager/report.csv?day=\(day)")
                #expect(none.text.contains("There is no report of this day") && file.status == 303, "\(day)")
            }
            let stranger = try await Office(page: page).get("/manager/report.csv?day=2025-11-21")
            #expect(stranger.status == 303 && stranger.text.isEmpty)
        }
    }
}
