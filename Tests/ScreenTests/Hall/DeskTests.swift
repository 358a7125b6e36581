import Foundation
import HallContract
import HallQueue
import KioskDevices
import KioskDomain
import KioskScreens
import Testing

@Suite("Issue 5, item 5: the operator's desk")
struct DeskTests {
    private let hall = ScriptedHall()
    private let host = ScriptedHost(Stages.snapshot(.idle))

    private func serve(
        window: Int? = nil, _ body: @escaping @Sendable (Page, String) async throws -> Void
    ) async throws {
        try await Page.serve(host, hall: hall.site(window: window)) { page in
            let html = try await page.get("/desk?lang=en").text
            let start = try #require(html.range(of: "data-token=\""))
            try await body(page, String(html[start.upperBound...].prefix { $0 != "\"" }))
        }
    }

    private struct Desk {
        var page: Page
        var token: String

        func act(_ action: String, _ more: String = "", window: Int = 3, request: String = UUID().uuidString)
            async throws -> Page.Answer
        {
            try await page.post(
                "/desk/act?lang=en",
                "{\"action\":\"\(action)\",\"window\":\(window),\"request\":\"\(request)\"\(more)}",
                ["X-Screen-Token": token])
        }

        /// The number that the window serves then.
        func serving(_ action: String, _ more: String = "") async throws -> String? {
            try await act(action, more).json(Served.self).serving
        }

        /// Why it was refused.
        func code(_ action: String, _ more: String = "", window: Int = 3) async throws -> FailureCode {
            try await act(action, more, window: window).json(ScreenProblem.self).code
        }
    }

    private struct Served: Decodable { var serving: String? }

    @Test("who is served, who is next, the lanes and those who missed their call, in three languages")
    func regions() async throws {
        for _ in 0..<3 { try hall.slip() }
        try hall.slip(.preferential, service: "property")
        _ = try await hall.act(.callNext, window: 3, request: RequestID(desk: "d", id: "1"))
        _ = try await hall.act(.noShow, window: 3, request: RequestID(desk: "d", id: "2"))
        _ = try await hall.act(.callNext, window: 3, request: RequestID(desk: "d", id: "3"))
        try await serve { page, _ in
            for (language, next) in [("kk", "Келесілер"), ("ru", "Следующие"), ("en", "Next")] {
                let html = try await page.get("/desk?lang=\(language)&window=3").text
                #expect(html.contains(next) && html.contains("lang=\"\(language)\""))
                #expect(html.contains("<p class=\"number\">A101</p>") && html.contains("id=\"again-C101\""))
            }
        }
    }

    @Test("without a configured window the page asks; with one the address cannot choose another")
    func window() async throws {
        try await serve { page, _ in
            let html = try await page.get("/desk?lang=en").text
            #expect(
                html.contains("Which window do you sit at?") && html.contains("window=5\"")
                    && !html.contains("window=6\""))
        }
        try await serve(window: 2) { page, token in
            let other = try await page.get("/desk?lang=en&window=4").text
            #expect(other.contains("Window 2"))
            let answer = try await Desk(page: page, token: token).act("call-next", window: 4)
            let code = try answer.json(ScreenProblem.self).code
            #expect(code == .requestInvalid)
        }
    }

    @Test("call, recall, transfer, finish, pause: each does what it says")
    func actions() async throws {
        for _ in 0..<2 { try hall.slip() }
        let hall = hall
        try await serve { page, token in
            let desk = Desk(page: page, token: token)
            var served = [try await desk.serving("call-next"), try await desk.serving("recall")]
            _ = try await desk.serving("transfer", #","toWindow":5"#)
            #expect(hall.view?.waiting.first { $0.number.number == 101 }?.onlyWindow == 5)
            served.append(try await desk.serving("call-next"))
            _ = try await desk.serving("transfer", #","toService":"property""#)
            #expect(hall.view?.waiting.first { $0.number.number == 102 }?.service == "property")
            served.append(try await desk.serving("call-next"))
            _ = try await desk.serving("no-show")
            served.append(try await desk.serving("recall", #","number":"A102""#))
            _ = try await desk.serving("finish")
            served.append(try await desk.serving("call-next"))
            #expect(served == ["A101", "A101", "A102", "A102", "A102", nil])
            _ = try await desk.serving("pause", #","paused":true"#)
            #expect(hall.view?.windows[2].isPaused == true)
        }
    }

    @Test("a double click and a post that comes twice have one effect and one answer")
    func once() async throws {
        for _ in 0..<5 { try hall.slip() }
        let hall = hall
        try await serve { page, token in
            let desk = Desk(page: page, token: token)
            let answers = try await withThrowingTaskGroup(of: String.self) { group in
                for _ in 0..<8 {
                    group.addTask { try await desk.act("call-next", request: "one-request").text }
                }
                return try await group.reduce(into: Set<String>()) { $0.insert($1) }
            }
            #expect(answers == [#"{"serving":"A101"}"#])
            #expect(hall.view?.waiting.count == 4)
        }
    }

    @Test("refusals are told in words, in the language of the page, with the code")
    func refusals() async throws {
        for _ in 0..<2 { try hall.slip() }
        let hall = hall
        try await serve { page, token in
            let desk = Desk(page: page, token: token)
            var codes = [try await desk.code("finish"), try await desk.code("call-next", window: 6)]
            codes.append(try await desk.code("recall", #","number":"A999""#))
            #expect(codes == [.hallNotPossible, .windowUnknown, .ticketUnknown])
            _ = try await desk.serving("call-next")
            let busy = try await desk.act("call-next").json(ScreenProblem.self)
            #expect(busy.code == .windowBusy && busy.text == "The window still serves a number.")
            codes = [try await desk.code("transfer", #","toService":"nothing""#)]
            _ = try await desk.serving("finish")
            _ = try await desk.serving("pause", #","paused":true"#)
            codes.append(try await desk.code("call-next"))
            hall.refuse(with: Failure(.hallUnreachable))
            codes.append(try await desk.code("finish"))
            #expect(codes == [.serviceUnknown, .windowPaused, .hallUnreachable])
        }
    }

    @Test(
        "Bad input: posts that are none change nothing",
        arguments: [
            "{}", "[]", "{\"action\":\"call-next\",\"window\":0,\"request\":\"12345678\"}",
            "{\"action\":\"call-next\",\"window\":3,\"request\":\"1\"}",
            "{\"action\":\"dance\",\"window\":3,\"request\":\"12345678\"}",
            "{\"action\":\"transfer\",\"window\":3,\"request\":\"12345678\",\"toWindow\":1,\"toService\":\"documents\"}",
            "{\"action\":\"pause\",\"window\":3,\"request\":\"12345678\"}",
        ])
    func badPosts(body: String) async throws {
        try hall.slip()
        let before = hall.hall
        try await serve { page, token in
            let answer = try await page.post("/desk/act?lang=en", body, ["X-Screen-Token": token])
            let code = try answer.json(ScreenProblem.self).code
            #expect(code == .requestInvalid)
        }
        #expect(hall.hall == before)
    }

    @Test("a window is chosen by who serves citizens, and only one of the plan")
    func chosen() async throws {
        let host = host
        @Sendable func sit(_ duty: DeskDuty) async {
            await host.sit(
                OperatorSeatView(
                    session: .signedIn(OperatorCard(name: "Operator 1", fingerprint: "ab", duties: [duty]))))
        }
        try await serve { page, _ in
            await sit(.officer)
            _ = try await page.get("/desk?lang=en&window=3")
            await sit(.operator)
            _ = try await page.get("/desk?lang=en&window=9")
            let none = try await page.get("/desk?lang=en").text
            #expect(!none.contains("#ticket"))
            _ = try await page.get("/desk?lang=en&window=3")
            let third = try await page.get("/desk?lang=en").text
            #expect(third.contains("#ticket"))
        }
    }

    @Test("R4: a locked desk shows its lock, has no stream of numbers and calls nobody; another page's post is refused")
    func locked() async throws {
        try hall.slip()
        let before = hall.hall
        try await serve { page, _ in
            let foreign = try await page.post("/desk/act", "{}", ["X-Screen-Token": "0"])
            #expect(foreign.status == 403)
        }
        await host.sit(OperatorSeatView(session: .locked(.operatorLocked)))
        try await serve { page, token in
            let html = try await page.get("/desk?lang=en&window=3").text
            #expect(html.contains("Sign in at the desk") && !html.contains("data-do=") && !html.contains("A101"))
            let answer = try await Desk(page: page, token: token).act("call-next")
            let code = try answer.json(ScreenProblem.self).code
            #expect(code == .operatorCardNeeded)
            let stream = try await page.get("/desk/events?window=3").text
            #expect(stream == "")
        }
        #expect(hall.hall == before)
    }

    @Test("live: a call elsewhere comes by event, and promises that were not kept are named")
    func live() async throws {
        try hall.slip(.reserved, promise: ScriptedHall.morning + .seconds(60))
        let hall = hall
        try await serve { page, _ in
            try await page.events("/desk/events?lang=en&window=3") { reader in
                let first = try #require(try await reader.next())
                #expect(
                    first.name == "desk" && first.data.contains("B101") && !first.data.contains("not called in time"))
                hall.move(by: .seconds(600))
                var event = try await reader.next()
                while let one = event, one.name == "beat" { event = try await reader.next() }
                #expect(event?.data.contains("Reservations not called in time: 1") == true)
            }
        }
    }
}
