import AsyncHTTPClient
import KioskDevices
import KioskDomain
import KioskScreens
import KioskTexts
import Testing

@Suite("DESIGN 5.9: who may use the screens")
struct AccessTests {
    private func code(_ answer: Page.Answer) throws -> FailureCode { try answer.json(ScreenProblem.self).code }

    @Test(
        "Bad input: the Host header of another site is refused",
        arguments: ["evil.example", "evil.example:80", "127.0.0.1"])
    func foreignHost(host: String) async throws {
        try await Page.serve(ScriptedHost(Stages.snapshot(.idle))) { page in
            let answer = try await page.get("/", ["Host": host])
            #expect(answer.status == 403)
            #expect(try code(answer) == .originRefused)
        }
    }

    @Test("Loopback by every name, and hosts that the configuration adds, are let in")
    func ownHosts() async throws {
        let options = ScreenOptions(additionalHosts: ["kiosk.local:8080"], claimPatience: .zero)
        try await Page.serve(ScriptedHost(Stages.snapshot(.idle)), options: options) { page in
            for host in ["127.0.0.1:\(page.port)", "localhost:\(page.port)", "[::1]:\(page.port)", "kiosk.local:8080"] {
                let answer = try await page.get("/healthz", ["Host": host])
                #expect(answer.status == 200, "\(host)")
            }
        }
    }

    @Test(
        "Cross-site requests are refused, posts and streams and the page alike",
        arguments: [
            ["Origin": "http://evil.example"], ["Origin": "null"], ["Sec-Fetch-Site": "cross-site"],
            ["Sec-Fetch-Site": "same-site"],
        ])
    func crossSite(headers: [String: String]) async throws {
        try await Page.serve(ScriptedHost(Stages.snapshot(.idle))) { page in
            let token = try await page.claim()
            for answer in [
                try await page.post(
                    "/api/act", #"{"action":"cancel"}"#, headers.merging(["X-Screen-Token": token]) { $1 }),
                try await page.get("/events?token=\(token)", headers), try await page.get("/", headers),
                try await page.get("/preview.mjpeg?token=\(token)", headers),
                try await page.post("/api/session", "", headers),
            ] {
                #expect(answer.status == 403)
                #expect(try code(answer) == .originRefused)
            }
        }
    }

    @Test("An act, a stream or a preview without the token of the page is refused")
    func noToken() async throws {
        let host = ScriptedHost(Stages.snapshot(.idle))
        try await Page.serve(host) { page in
            _ = try await page.claim()
            for token in ["", "0123456789abcdef0123456789abcdef"] {
                let header = ["X-Screen-Token": token]
                for answer in [
                    try await page.post("/api/act", #"{"action":"consent"}"#, header),
                    try await page.get("/events?token=\(token)"), try await page.get("/api/events?token=\(token)"),
                    try await page.get("/preview.mjpeg?token=\(token)"),
                ] {
                    #expect(answer.status == 403)
                    #expect(try code(answer) == .sessionExpired)
                }
            }
            #expect(await host.actions.isEmpty)
        }
    }

    @Test("Bad input: a second tab is refused while the first is open, and gets the screen when it is gone")
    func secondTab() async throws {
        let host = ScriptedHost(Stages.snapshot(.idle))
        try await Page.serve(host, options: ScreenOptions(heartbeat: .milliseconds(100), claimPatience: .zero)) {
            page in
            let token = try await page.claim()
            try await page.events("/events?token=\(token)") { events in
                _ = try await events.next()
                let second = try await page.get("/")
                #expect(second.status == 409)
                #expect(second.text.contains("data-screen=\"elsewhere\""))
                #expect(try code(try await page.post("/api/session", "")) == .screenElsewhere)
            }
            let deadline = ContinuousClock.now + .seconds(20)
            var freed = try await page.get("/")
            while freed.status != 200, ContinuousClock.now < deadline {
                await Task.yield()
                freed = try await page.get("/")
            }
            #expect(freed.status == 200)
            #expect(await host.presence == [true, false])
        }
    }

    @Test("Bad input: a body that is too large is refused with 413, an unknown action with 400")
    func badBodies() async throws {
        let host = ScriptedHost(Stages.snapshot(.services(.russian)))
        try await Page.serve(host) { page in
            let header = ["X-Screen-Token": try await page.claim()]
            let large = try await page.post("/api/act", String(repeating: " ", count: 17 * 1024), header)
            #expect(large.status == 413)
            #expect(try code(large) == .requestInvalid)
            let unknown = try await page.post("/api/act", #"{"action":"fly"}"#, header)
            #expect(unknown.status == 400)
            let problem = try unknown.json(ScreenProblem.self)
            #expect(problem.code == .requestInvalid)
            #expect(problem.text == FailureCode.requestInvalid.text.ru, "in the session's language")
            #expect(await host.actions.isEmpty)
        }
    }

    @Test("A refusal of the kiosk comes with its code, text and remedy; its detail stays inside")
    func refusal() async throws {
        let host = ScriptedHost(Stages.snapshot(.services(.english)))
        await host.refuse(with: Failure(.cardAbsent, "inner detail"))
        try await Page.serve(host) { page in
            let answer = try await page.post(
                "/api/act", #"{"action":"consent"}"#, ["X-Screen-Token": try await page.claim()])
            #expect(answer.status == 409)
            #expect(try code(answer) == .cardAbsent)
            #expect(!answer.text.contains("inner detail"))
        }
    }

    @Test(
        "Every answer forbids framing, sniffing, inline code and keeping",
        arguments: ["/", "/healthz", "/board", "/nowhere"])
    func headers(path: String) async throws {
        try await Page.serve(ScriptedHost(Stages.snapshot(.idle))) { page in
            let answer = try await page.get(path)
            let policy = try #require(answer.header("Content-Security-Policy"))
            #expect(policy.contains("default-src 'self'") && !policy.contains("unsafe"))
            #expect(answer.header("X-Frame-Options") == "DENY")
            #expect(answer.header("X-Content-Type-Options") == "nosniff")
            #expect(answer.header("Referrer-Policy") == "same-origin")
            #expect(answer.header("Cache-Control") == "no-store")
        }
    }

    @Test("Assets carry an entity tag and are not sent twice; nothing outside the folder is served")
    func assets() async throws {
        try await Page.serve(ScriptedHost(Stages.snapshot(.idle))) { page in
            let first = try await page.get("/assets/screen.js")
            #expect(first.status == 200)
            #expect(first.header("Content-Type") == "text/javascript; charset=utf-8")
            let tag = try #require(first.header("ETag"))
            let again = try await page.get("/assets/screen.js", ["If-None-Match": tag])
            #expect(again.status == 304 && again.text.isEmpty)
            for path in [
                "/assets/../templates/page.mustache", "/assets/%2e%2e/templates/page.mustache", "/assets/none.css",
            ] {
                #expect(try await page.get(path).status == 404)
            }
        }
    }
}
