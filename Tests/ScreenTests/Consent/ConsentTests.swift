import Foundation
import KioskDevices
import KioskDomain
import KioskScreens
import NCALayer
import Testing

@Suite("Issue 3, items 10 and 11: consent and PIN on our screen")
struct ConsentTests {
    private let desk = ScriptedDesk()

    private func serve(_ body: @escaping @Sendable (Page) async throws -> Void) async throws {
        try await Page.serve(ScriptedHost(Stages.snapshot(.idle)), consents: desk, sites: desk, body)
    }

    private func token(_ html: String) throws -> String {
        let start = try #require(html.range(of: "name=\"screen-token\" content=\""))
        return String(html[start.upperBound...].prefix { $0 != "\"" })
    }

    @Test("the site's address, the name and size of each document, the count, and what is done with them")
    func request() async throws {
        await desk.show(Questions.view(.chooseKey([try Questions.key()], files: [], reason: nil)))
        try await serve { page in
            let html = try await page.get("/consent").text
            for text in [
                "https://a-rather-long-name.portal.example:8443", "allowed by the operator", "Documents: 3",
                "Application for registration № 0.pdf", "120.5 KB", "XML document", "50.0 MB", "17 bytes",
                "The document becomes part of the signature.", "A time stamp is added.",
            ] { #expect(html.contains(text), "\(text)") }
        }
    }

    @Test("a batch: the first twenty by name, the rest by number; a digest says that the size is not known")
    func batch() async throws {
        await desk.show(
            Questions.view(.chooseKey([], files: [], reason: nil), request: Questions.request(1000)))
        try await serve { page in
            let html = try await page.get("/consent").text
            #expect(html.contains("Documents: 1000") && html.contains("and 980 more"))
            #expect(html.components(separatedBy: "<li><span").count == 21)
            #expect(html.contains("size unknown: only the digest was given"))
        }
    }

    @Test("keys: holder, dates, medium; an expired one is shown and cannot be chosen; IINs are masked (P4)")
    func keys() async throws {
        let keys = [try Questions.key(), try Questions.key(.expired, id: "old")]
        await desk.show(Questions.view(.chooseKey(keys, files: [], reason: nil)))
        try await serve { page in
            let html = try await page.get("/consent").text
            #expect(html.contains("09.03.2023 – 09.03.2026") && html.contains("Identity card"))
            #expect(html.contains("••••••••0018"))
            let buttons = html.components(separatedBy: "<button").filter { $0.contains("&quot;key&quot;") }
            #expect(buttons.count == 2 && !buttons[0].contains("disabled"))
            #expect(buttons[1].contains(" disabled") && buttons[1].contains("expired"))
        }
    }

    @Test(
        "E9: the counter stands above the pad before anything is entered",
        arguments: [
            (PINTries.remaining(3), "Tries left: 3"), (.remaining(1), "This is the last try"),
            (.unknown, "It is not known how many tries are left"),
        ])
    func tries(tries: PINTries, text: String) async throws {
        await desk.show(
            Questions.view(.secret(.key(try Questions.key()), Questions.pad, tries: tries, reason: nil)))
        try await serve { page in
            let html = try await page.get("/consent").text
            let counter = try #require(html.range(of: text))
            let pad = try #require(html.range(of: "data-pad=\"p1\""))
            #expect(counter.lowerBound < pad.lowerBound)
            #expect(html.contains("portal.example"), "whose request it is")
        }
    }

    @Test("DESIGN 5.6: the pad's positions are those of the permutation, for PIN and password; no digit is posted")
    func pads() async throws {
        await desk.show(
            Questions.view(.secret(.key(try Questions.key()), Questions.pad, tries: .unknown, reason: nil)))
        try await serve { page in
            let html = try await page.get("/consent").text
            #expect(html.contains("data-position=\"0\">3<") && html.contains("data-position=\"9\">5<"))
            let file = ConsentFile(id: "f", name: "demo.p12", size: 1)
            await desk.show(Questions.view(.secret(.file(file), Questions.keyboard, tries: nil, reason: nil)))
            let token = try token(html)
            let fragment = try await page.events("/consent/events?token=\(token)") { reader in
                try #require(try await reader.next()).data
            }
            // 94 characters; the digits stand on the layers of small and capital letters.
            #expect(fragment.components(separatedBy: "data-position").count == 94 + 10 + 1)
            #expect(fragment.contains("data-position=\\\"\(0x7E - 0x61)\\\">a<"))
        }
    }

    @Test("R2: 'More time?' comes to a question as to every screen, and its answer reaches the desk")
    func moreTime() async throws {
        var ending = Questions.view(.reading)
        ending.secondsLeft = 20
        await desk.show(ending)
        try await serve { page in
            let html = try await page.get("/consent").text
            let token = try token(html)
            #expect(html.contains("class=\"more-time\""))
            try await page.events("/consent/events?token=\(token)") { reader in
                #expect(try await reader.next()?.name == "screen")
                let asked = try #require(try await reader.next())
                #expect(asked.name == "live" && asked.data.contains("\"secondsLeft\":20"))
                await desk.show(Questions.view(.reading))
                let answered = try #require(try await reader.next())
                #expect(answered.name == "live" && !answered.data.contains("secondsLeft"))
                // While the page is there: one that is gone holds the screen no more.
                let more = ConsentAction(question: "q1", step: .moreTime)
                for json in [String(decoding: more.json, as: UTF8.self), #"{"action":"more-time"}"#] {
                    #expect(try await page.post("/consent/act", json, ["X-Screen-Token": token]).status == 200)
                }
                let nameless = try await page.post("/consent/act", #"{"action":"cancel"}"#, ["X-Screen-Token": token])
                #expect(nameless.status == 400)
            }
            #expect(await desk.actions.map(\.step) == [.moreTime, .moreTime])
        }
    }

    @Test("every new permutation holds all characters once")
    func permutations() {
        var generator = SystemRandomNumberGenerator()
        for (kind, count) in [(SecretPad.Kind.pin, 10), (.password, 94)] {
            let first = SecretPad.characters(of: kind, using: &generator)
            #expect(Set(first).count == count && first.count == count)
        }
        #expect(
            SecretPad.characters(of: .password, using: &generator)
                != SecretPad.characters(of: .password, using: &generator))
    }

    @Test("what is posted reaches the desk; only from the page that holds the screen")
    func answers() async throws {
        await desk.show(Questions.view(.reading))
        try await serve { page in
            let token = try token(try await page.get("/consent").text)
            let steps: [ConsentAction.Step] = [
                .key("1"), .file("f"), .secret(pad: "p1", positions: [0, 9, 3]), .confirmLastTry, .cancel, .close,
                .language(.kazakh),
            ]
            let expected = steps.map { ConsentAction(question: "q1", step: $0) }
            for action in expected {
                let json = String(decoding: action.json, as: UTF8.self)
                #expect(try await page.post("/consent/act", json, ["X-Screen-Token": token]).status == 200)
                #expect(try await page.post("/consent/act", json, ["X-Screen-Token": "0"]).status == 403)
            }
            #expect(await desk.actions == expected)
            #expect(try await page.get("/consent/events?token=0").status == 403)
            #expect(try await page.get("/consent").status == 409, "a second page")
            await desk.refuse(with: Failure(.doorBusy))
            let refused = try await page.post(
                "/consent/act", #"{"action":"cancel","question":"q1"}"#, ["X-Screen-Token": token])
            #expect(try refused.json(ScreenProblem.self).code == .doorBusy)
        }
    }

    @Test(
        "Bad input: what is no answer is refused",
        arguments: [
            "", "[]", "{}", #"{"action":"cancel"}"#, #"{"action":"key","question":"q"}"#,
            #"{"action":"x","question":"q"}"#,
            #"{"action":"secret","question":"q","pad":"p","positions":[128]}"#,
            #"{"action":"secret","question":"q","pad":"p","positions":[-1]}"#,
            #"{"action":"secret","question":"q","pad":"p","positions":[1e99]}"#,
            #"{"action":"secret","question":"q","pad":"p","positions":["1"]}"#,
            #"{"action":"secret","question":"q","pad":"p","positions":[\#(Array(repeating: "1", count: 65).joined(separator: ","))]}"#,
            #"{"action":"language","question":"q","value":"de"}"#,
            #"{"action":"key","question":"\#(String(repeating: "q", count: 300))","value":"1"}"#,
        ])
    func badAnswers(json: String) {
        let failure = #expect(throws: Failure.self) { try ConsentAction(json: Array(json.utf8)) }
        #expect(failure?.code == .requestInvalid)
    }

    @Test("the screen follows the question without being asked, and rests without one")
    func pushes() async throws {
        try await serve { page in
            let html = try await page.get("/consent").text
            #expect(html.contains("No site is asking"))
            let token = try token(html)
            try await page.events("/consent/events?token=\(token)") { reader in
                _ = try await reader.next()
                await desk.show(Questions.view(.signing(.key(try Questions.key()), done: 417, of: 1000)))
                #expect(try #require(try await reader.next()).data.contains("417 / 1000"))
                await desk.show(nil)
                #expect(try #require(try await reader.next()).data.contains("No site is asking"))
            }
        }
    }

    @Test("a page cannot draw on our screen: what it names is text")
    func escaped() async throws {
        var request = Questions.request(1)
        request.documents = [ConsentDocument(name: "<img src=x onerror=alert(1)>", size: 1, kind: .file)]
        await desk.show(Questions.view(.chooseKey([], files: [], reason: nil), request: request))
        try await serve { page in
            let html = try await page.get("/consent").text
            #expect(html.contains("&lt;img src=x") && !html.contains("<img src=x"))
        }
    }

    @Test("without a desk there is no such page")
    func none() async throws {
        try await Page.serve(ScriptedHost(Stages.snapshot(.idle))) { page in
            for path in ["/consent", "/operator/sites"] {
                let answer = try await page.get(path)
                #expect(answer.status == 404)
            }
        }
    }
}
