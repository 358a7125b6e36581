import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskScreens
import Testing

@Suite("Events and the script's twin")
struct EventTests {
    @Test("The current screen comes at once, then each change; an unchanged one is not sent again")
    func screens() async throws {
        let host = ScriptedHost(Stages.snapshot(.services(.kazakh)))
        try await Page.serve(host) { page in
            let token = try await page.claim()
            try await page.events("/events?token=\(token)") { events in
                let first = try #require(try await events.next())
                #expect(first.name == "screen" && first.data.contains("\"name\":\"services\""))
                #expect(try await events.next()?.name == "live")
                await host.show(Stages.snapshot(.services(.kazakh)))
                await host.show(Stages.snapshot(.ticket(.kazakh, .choosing(QueueChoice()))))
                let second = try #require(try await events.next())
                #expect(second.data.contains("\"name\":\"ticket-choosing\""))
            }
        }
    }

    @Test("Guidance and the last seconds come as live events and leave the screen as it is")
    func live() async throws {
        var snapshot = Stages.snapshot(.eds(.english, .positioning(try Stages.applicant(), cameraFault: nil)))
        let host = ScriptedHost(snapshot)
        try await Page.serve(host) { [snapshot] page in
            let token = try await page.claim()
            try await page.events("/events?token=\(token)") { events in
                #expect(try await events.next()?.name == "screen")
                #expect(try await events.next()?.data.contains("looking") == true)
                var changed = snapshot
                changed.guidance = "too-far"
                await host.show(changed)
                let guidance = try #require(try await events.next())
                #expect(guidance.name == "live" && guidance.data.contains("Come closer"))
                changed.secondsLeft = 20
                await host.show(changed)
                #expect(try await events.next()?.data.contains("\"secondsLeft\":20") == true)
            }
        }
        snapshot.guidance = nil
    }

    @Test("A script sees the session as JSON, the pad only with the token of the screen")
    func session() async throws {
        var snapshot = Stages.snapshot(.eds(.russian, .pin(try Stages.application(), .remaining(3), .pinWrong)))
        snapshot.pad = PINPad(id: "pad-1", labels: Array(0...9))
        try await Page.serve(ScriptedHost(snapshot)) { page in
            let token = try await page.claim()
            let open = try await page.get("/api/session").json(SessionView.self)
            #expect(open.screen == .pin && open.language == .russian && open.code == .pinWrong)
            #expect(open.pad == nil)
            let held = try await page.get("/api/session", ["X-Screen-Token": token])
            #expect(try held.json(SessionView.self).pad?.id == "pad-1")
            #expect(!held.text.contains(Stages.iinText))
            try await page.events("/api/events?token=\(token)") { events in
                let event = try #require(try await events.next())
                #expect(event.name == "session")
                let view = try JSONDecoder().decode(SessionView.self, from: Data(event.data.utf8))
                #expect(view.pad?.labels == Array(0...9) && view.triesLeft == 3)
            }
        }
    }

    @Test("What the page posts reaches the host as it was meant")
    func acts() async throws {
        let host = ScriptedHost(Stages.snapshot(.idle))
        try await Page.serve(host) { page in
            let header = ["X-Screen-Token": try await page.claim()]
            for action in ScreenActionTests.every {
                let answer = try await page.post("/api/act", String(decoding: action.json, as: UTF8.self), header)
                #expect(answer.status == 200)
            }
            #expect(await host.actions == ScreenActionTests.every)
        }
    }
}
