import Foundation
import KioskDevices
import KioskDomain
import KioskScreens
import KioskTexts
import Testing

@Suite("Every stage as a screen")
struct StageRenderingTests {
    @Test("DESIGN 5.11: every stage renders in three languages, no text missing", arguments: Language.allCases)
    func complete(language: Language) async throws {
        let stages = try Stages.all(in: language)
        let other: Language = language == .kazakh ? .english : .kazakh
        let host = ScriptedHost(Stages.snapshot(.idle))
        try await Page.serve(host) { page in
            let token = try await page.claim()
            try await page.events("/events?token=\(token)") { events in
                var seen: Set<String> = []
                for stage in stages {
                    // A screen in between, for stages that look alike are not sent twice.
                    await host.show(Stages.snapshot(.services(other)))
                    _ = try await Self.next(.services, other, &events)
                    await host.show(stage.snapshot)
                    let shown = stage.snapshot.session.stage
                    let html = try await Self.next(ScreenName(shown), shown.language ?? .kazakh, &events)
                    seen.insert(html.name)
                    Self.expectComplete(html.html, stage.name)
                    Self.expectComplete(html.header, stage.name + " header")
                }
                #expect(seen.count == ScreenName.allCases.count, "all screens were shown")
            }
        }
    }

    /// Screen, its buttons, and how much is named as being elsewhere.
    private static let rightsShown: [(String, Set<String>, Int)] = [
        ("card-shown-card-in", ["reissue", "revoke-eds", "organisation-eds"], 0),
        ("card-shown-elsewhere-card-in", ["revoke-eds"], 3), ("card-shown-dead-elsewhere-card-in", [], 1),
        ("card-shown-dead-card-in", ["obtain-anew"], 0), ("key-file-shown", ["reissue", "organisation-eds"], 0),
        ("key-file-shown-elsewhere", [], 2), ("key-file-shown-organisation-only", ["organisation-eds"], 1),
        ("key-file-shown-expired", [], 0), ("key-file-shown-revoked", [], 0),
        ("card-shown-revoked-card-in", ["obtain-anew"], 0), ("card-shown-blocked-card-in", [], 0),
        ("card-shown-blocked-phone-card-in", ["revoke-eds"], 0),
    ]

    @Test(
        "E3a: what no kiosk may write is named in the place of its button, and where to go; an organisation's EDS needs no renewal",
        arguments: Self.rightsShown)
    func rights(_ name: String, _ buttons: Set<String>, _ elsewhere: Int) async throws {
        for language in Language.allCases {
            let stage = try #require(try Stages.all(in: language).first { $0.name == name })
            try await Page.serve(ScriptedHost(stage.snapshot)) { page in
                let html = try await page.get("/").text
                let all = ["reissue", "revoke-eds", "organisation-eds", "obtain-anew"]
                #expect(Set(all.filter { html.contains("id=\"\($0)\"") }) == buttons, "\(language)")
                let told =
                    try html.firstMatch(of: Regex("<p class=\"elsewhere\">([^<]*)</p>"))?.output[1].substring ?? ""
                #expect(told.count { "«“".contains($0) } == elsewhere, "\(told)")
                let place = FailureCode.applicationNoMedium.remedy[language]
                #expect(told.isEmpty || told.hasSuffix(place), "\(told)")
            }
        }
    }

    @Test(
        "E10: revoked and unknown stand on the person's and the operator's screen, each in words of its own",
        arguments: [
            (Language.kazakh, "Қайтарып алынған. ", "қазір белгісіз"), (.russian, "Отозван. ", "сейчас неизвестно"),
            (.english, "Revoked. ", "is not known at the moment"),
        ])
    func revocation(_ language: Language, _ revoked: String, _ unclear: String) async throws {
        for (name, told) in [
            ("card-shown-revoked-card-in", revoked), ("key-file-shown-revoked", revoked),
            ("card-shown-unclear-card-in", unclear), ("key-file-shown-unclear", unclear), ("card-shown-card-in", ""),
            ("token-shown-revoked", revoked), ("token-shown-unclear", unclear), ("token-shown", ""),
        ] {
            let stage = try #require(try Stages.all(in: language).first { $0.name == name })
            try await Page.serve(ScriptedHost(stage.snapshot)) { page in
                let html = try await page.get("/").text
                for word in [revoked, unclear] { #expect(html.contains(word) == (word == told), "\(name): \(word)") }
            }
        }
    }

    @Test(
        "I5: the account's list tells why an exchange was annulled and what to do",
        arguments: [
            (Language.kazakh, "Себебі: сурет талапқа сай емес", "бажды қайта төлеңіз"),
            (.russian, "Причина: фото не подходит", "снова оплатите пошлину"),
            (.english, "Reason: the photo does not conform", "pay the fee again"),
        ])
    func annulled(_ language: Language, _ reason: String, _ advice: String) async throws {
        let stage = try #require(try Stages.all(in: language).first { $0.name == "account-list-annulled" })
        try await Page.serve(ScriptedHost(stage.snapshot)) { page in
            let html = try await page.get("/").text
            #expect(html.contains(reason) && html.contains(advice), "\(html)")
        }
        let account = try #require(try Stages.all(in: language).first { $0.name == "account-shown-annulled" })
        try await Page.serve(ScriptedHost(account.snapshot)) { page in
            let html = try await page.get("/").text
            #expect(html.contains("id=\"all-exchanges\""), "the list is a touch away")
        }
    }

    @Test("E1: who chooses where the keys are is told that no kiosk reaches a SIM card", arguments: Language.allCases)
    func noSIM(_ language: Language) async throws {
        let word = MediaPolicy.Refusal.simOutOfReach.text[language]
        for name in ["eds-medium", "eds-medium-obtaining-sticks", "organisation-medium", "key-file-medium"] {
            let stage = try #require(try Stages.all(in: language).first { $0.name == name })
            try await Page.serve(ScriptedHost(stage.snapshot)) { page in
                let html = try await page.get("/").text
                #expect(html.contains(word), "\(name)")
            }
        }
    }

    @Test(
        "E1, E3a: a token is among the media, with its kinds behind it; what is on one names the way to a new EDS",
        arguments: [
            (Language.kazakh, "Токенге", "Токеніңіз қандай?", "қызметінде өтініш беріледі"),
            (.russian, "На токен", "Какой у вас токен?", "Заявление на новую"),
            (.english, "On my token", "Which token do you have?", "Apply anew"),
        ])
    func tokens(_ language: Language, _ tile: String, _ question: String, _ way: String) async throws {
        let kinds = ["Kaztoken", "eToken", "JaCarta", "aKey"]
        for (name, words) in [
            ("eds-medium", [tile]), ("eds-medium-sticks", [tile]), ("eds-medium-obtaining-sticks", [tile]),
            ("eds-token", [question] + kinds), ("token-shown", [way]),
            ("ending-application-left-token-at-desk", ["E000000042"]),
        ] {
            let stage = try #require(try Stages.all(in: language).first { $0.name == name })
            try await Page.serve(ScriptedHost(stage.snapshot)) { page in
                let html = try await page.get("/").text
                for word in words { #expect(html.contains(word), "\(name): \(word)") }
            }
        }
        let elsewhere = try #require(try Stages.all(in: language).first { $0.name == "token-shown-elsewhere" })
        try await Page.serve(ScriptedHost(elsewhere.snapshot)) { page in
            let html = try await page.get("/").text
            #expect(!html.contains(way), "a centre that takes no such applications does not promise it")
        }
    }

    @Test(
        "E6: an EDS of a kind that is not renewed is told so, with its code and where to go",
        arguments: [
            (Language.kazakh, "Мұндай ЭЦҚ киоскіде жаңартылмайды."), (.russian, "Такая ЭЦП в киоске не продлевается."),
            (.english, "An EDS of this kind is not renewed at a kiosk."),
        ])
    func excluded(_ language: Language, _ words: String) async throws {
        let stage = try #require(try Stages.all(in: language).first { $0.name == "ending-refused-excluded" })
        try await Page.serve(ScriptedHost(stage.snapshot)) { page in
            let html = try await page.get("/").text
            for word in [words, FailureCode.reissueExcluded.remedy[language], "reissue.excluded"] {
                #expect(html.contains(word), "\(word)")
            }
        }
    }

    @Test("B1, B4: as many dots as the rule book gives attempts, and as many of them used", arguments: [3, 5, 7])
    func attemptDots(_ limit: Int) async throws {
        for failures in [0, 1, limit, limit + 1] {
            let applicant = Applicant(
                identity: try Stages.identity(), failures: failures, hasPortrait: true, attemptLimit: limit)
            try await Page.serve(ScriptedHost(Stages.snapshot(.eds(.english, .failed(applicant, .noMatch))))) { page in
                let html = try await page.get("/").text
                let pattern = "<div class=\"attempts\"><p>[^<]*</p><div aria-hidden=\"true\">(.*?)</div>"
                let dots = try #require(try html.firstMatch(of: Regex(pattern))?.output[1].substring)
                #expect(dots.components(separatedBy: "<span").count == limit + 1, "\(dots)")
                #expect(dots.components(separatedBy: "class=\"used\"").count == min(failures, limit) + 1, "\(dots)")
            }
        }
    }

    @Test(
        "E10: a kiosk that checks no revocation says that, and not that it is unknown at the moment",
        arguments: [
            (Language.kazakh, "мұнда тексерілмейді", "қазір белгісіз"),
            (.russian, "здесь не проверяется", "сейчас неизвестно"),
            (.english, "is not checked here", "is not known at the moment"),
        ])
    func unasked(_ language: Language, _ told: String, _ untold: String) async throws {
        var report = Stages.report()
        for index in report.certificates.indices { report.certificates[index].take(isRevoked: nil, isAsked: false) }
        let snapshot = Stages.snapshot(.cardCare(language, .shown(report, nil)), cardPresent: true)
        try await Page.serve(ScriptedHost(snapshot)) { page in
            let html = try await page.get("/").text
            #expect(html.contains(told) && !html.contains(untold))
        }
    }

    @Test(
        "Issue 4: before the easier challenge the screen says that it does not stop a photo", arguments: [false, true])
    func limits(cannotTurn: Bool) async throws {
        let name = cannotTurn ? "eds-positioning-cannot-turn" : "eds-positioning"
        let stage = try #require(try Stages.all(in: .english).first { $0.name == name })
        try await Page.serve(ScriptedHost(stage.snapshot)) { page in
            let token = try await page.claim()
            try await page.events("/events?token=\(token)") { events in
                let html = try await Self.next(ScreenName(stage.snapshot.session.stage), .english, &events).html
                #expect(html.contains("does not stop a photo") == cannotTurn)
            }
        }
    }

    struct Screen: Decodable {
        var name: String
        var language: String
        var title: String
        var html: String
        var header: String
    }

    private static func next(
        _ wanted: ScreenName, _ language: Language, _ events: inout EventReader
    ) async throws -> Screen {
        while let event = try await events.next() {
            guard event.name == "screen" else { continue }
            let screen = try JSONDecoder().decode(Screen.self, from: Data(event.data.utf8))
            if screen.name == wanted.rawValue, screen.language == language.rawValue { return screen }
        }
        throw Failure(.internalError, "the stream ended before \(wanted)")
    }

    private static func expectComplete(_ html: String, _ name: String) {
        #expect(!html.contains("{{"), "\(name): template marks are left")
        for element in ["h1", "h2", "p", "button", "span class=\"label\"", "li", "strong", "dt", "dd", "td"] {
            let tag = element.split(separator: " ")[0]
            #expect(!html.contains("<\(element)></\(tag)>"), "\(name): empty \(element)")
        }
        #expect(!html.contains("Localised("), "\(name): a text in no language")
        #expect(!html.contains("Optional("), "\(name): an unwrapped value")
        #expect(!html.contains(Stages.iinText), "\(name): P4, the IIN is masked")
        #expect(!html.contains("style="), "\(name): the policy forbids inline styles")
        #expect(!html.contains("onclick"), "\(name): the policy forbids inline scripts")
    }

    @Test("R1: a demonstration is said in three languages with its virtual parts")
    func demonstration() async throws {
        try await Page.serve(ScriptedHost(Stages.snapshot(.services(.english)))) { page in
            let html = try await page.get("/").text
            for text in ["Көрсетілім режимі", "Демонстрация", "Demonstration", "camera", "камера", "printer"] {
                #expect(html.contains(text))
            }
        }
    }

    @Test("E9: tries stand above the pad; a blocked PIN offers no retry")
    func triesAndBlocked() async throws {
        let host = ScriptedHost(
            Stages.snapshot(.eds(.english, .pin(try Stages.application(), .remaining(2), nil))))
        try await Page.serve(host) { page in
            let token = try await page.claim()
            let pin = try await page.get("/api/session", ["X-Screen-Token": token]).json(SessionView.self)
            #expect(pin.triesLeft == 2)
            await host.show(
                Stages.snapshot(.ending(.english, .applicationLeft(try Stages.application(), .pinBlocked), .printed)))
            let view = try await page.get("/api/session").json(SessionView.self)
            #expect(view.screen == .pinBlocked)
            try await page.events("/events?token=\(token)") { events in
                let event = try #require(try await events.next())
                #expect(!event.data.contains("try-again") && !event.data.contains("\\\"pin\\\""))
            }
        }
    }

    @Test("E9: who forgot a PIN is offered a file or another card; a blocked one says what can be done next")
    func obtaining() async throws {
        let stage = try #require(try Stages.all(in: .english).first { $0.name == "eds-medium-obtaining-sticks" })
        try await Page.serve(ScriptedHost(stage.snapshot)) { page in
            let html = try await page.get("/").text
            #expect(html.contains("On another card") && html.contains("In a file on my stick"))
            #expect(!html.contains("On my ID card") && !html.contains("I forgot the password"))
        }
        let left = Ending.applicationLeft(try Stages.application(), .pinBlocked)
        try await Page.serve(ScriptedHost(Stages.snapshot(.ending(.english, left, .printed)))) { page in
            let html = try await page.get("/").text
            #expect(html.contains("at &quot;My card&quot;") && html.contains("on another card or a stick"))
        }
    }

    @Test("F1: the person's own row comes first, F2: with tenge of the year, without them when today is unknown")
    func liability() async throws {
        var snapshot = Stages.snapshot(.eds(.english, .notice))
        let host = ScriptedHost(snapshot)
        try await Page.serve(host) { page in
            let html = try await page.get("/").text
            let own = try #require(html.range(of: "10 MCI"))
            let others = try #require(html.range(of: "15 MCI"))
            #expect(own.lowerBound < others.lowerBound)
            #expect(html.contains("39,320"))
        }
        snapshot.today = nil
        await host.show(snapshot)
        try await Page.serve(ScriptedHost(snapshot)) { page in
            let html = try await page.get("/").text
            #expect(html.contains("10 MCI") && !html.contains("39,320"))
        }
    }

    @Test(
        "F2: the head of an organisation reads 15/100 first, under words that say so",
        arguments: ["organisation-notice", "application-notice-organisation", "key-file-notice-organisation"])
    func liabilityOfHeads(name: String) async throws {
        let stage = try #require(try Stages.all(in: .english).first { $0.name == name })
        try await Page.serve(ScriptedHost(stage.snapshot)) { page in
            let html = try await page.get("/").text
            let own = try #require(html.range(of: "15 MCI"))
            let others = try #require(html.range(of: "10 MCI"))
            #expect(own.lowerBound < others.lowerBound && html.contains("100 MCI"))
            #expect(html.contains("as the head of an organisation"))
        }
    }
}
