import Testing

extension EndToEnd {
    /// DESIGN 5.9 at the running kiosk.
    @Suite("who may use the screen", .serialized, .stage())
    struct ScreenAccess {
        @Test("a second tab is told that the screen is open elsewhere, and gets it when the first one is gone")
        func secondTab() async throws {
            let stage = try Stage.here()
            let first = try await Page.open(port: stage.screens)
            try await first.reset(stage)
            let second = try await LocalHTTP.shared.send("POST", "/api/session", port: stage.screens)
            #expect(second.status == 409)
            #expect(second.text.contains("screen.already-open"))
            let page = try await LocalHTTP.shared.send("GET", "/", port: stage.screens)
            #expect(page.status == 409)
            try await first.act("language", ["value": "en"])
            try await first.until("services")
            await first.close()
            let third = try await Page.open(port: stage.screens)
            try await third.reset(stage)
            await third.close()
        }

        @Test("an action without the page's token is refused, and changes nothing")
        func token() async throws {
            let stage = try Stage.here()
            for headers in [[:], ["X-Screen-Token": "0123456789abcdef0123456789abcdef"]] {
                let answer = try await LocalHTTP.shared.send(
                    "POST", "/api/act", port: stage.screens, headers: headers,
                    body: Array(#"{"action":"language","value":"en"}"#.utf8))
                #expect(answer.status == 403)
                #expect(answer.text.contains("screen.session-expired"))
            }
        }

        @Test("the Host header of another site, its Origin, and a cross-site fetch are refused")
        func otherSite() async throws {
            let stage = try Stage.here()
            let port = stage.screens
            let kinds: [(host: String?, headers: [String: String])] = [
                ("attacker.example:\(port)", [:]), ("attacker.example", [:]), ("127.0.0.1:\(port - 1)", [:]),
                (nil, ["Origin": "http://attacker.example"]), (nil, ["Sec-Fetch-Site": "cross-site"]),
            ]
            for kind in kinds {
                for (method, path) in [("GET", "/"), ("GET", "/operator"), ("POST", "/api/session")] {
                    let answer = try await LocalHTTP.shared.send(
                        method, path, port: port, host: kind.host, headers: kind.headers)
                    #expect(answer.status == 403, "\(method) \(path) \(kind)")
                    #expect(answer.text.contains("screen.origin-refused"))
                }
            }
        }
    }
}
