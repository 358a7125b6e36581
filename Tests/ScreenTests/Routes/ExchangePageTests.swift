import Foundation
import KioskDevices
import KioskDomain
import KioskScreens
import Testing

@Suite("I4–I6: the officer's part of the desk's page")
struct ExchangePageTests {
    private let dossier: ExchangeDossier
    private static let officer = OperatorCard(name: "Officer 1", fingerprint: "cd", duties: [.officer])

    init() throws {
        dossier = ExchangeDossier(
            slip: "M00000014821", stage: .underCheck, fee: .paid, submittedOn: .literal(2026, 1, 5),
            iin: try IIN(text: Stages.iinText), name: Stages.personName, birthDate: .literal(1990, 1, 1),
            documentNumber: "000000001", expiresOn: .literal(2026, 1, 20), digest: "ab",
            findings: ExchangeFinding.Subject.allCases.map { ExchangeFinding($0, passed: $0 != .window) },
            pictures: Set(ExchangePicture.allCases))
    }

    private func view(_ events: ExchangeReviewEvent...) -> ExchangeDeskView {
        var review = ExchangeReview()
        for event in events {
            if case .answer(_, let answer) = event {
                _ = review.apply(.answer(look: review.look, answer))
            } else {
                _ = review.apply(event)
            }
        }
        var view = ExchangeDeskView()
        view.stage = review.stage
        view.look = review.look
        if review.dossier != nil { view.pictures = [.photo: "p1", .registerPhoto: "p2", .specimen: "p3"] }
        if case .pin = review.stage { view.pad = PINPad(id: "pad1", labels: [3, 1, 4, 0, 5, 9, 2, 6, 8, 7]) }
        view.queue = ExchangeQueue(
            rows: [.init(slip: "M00000014821", name: Stages.personName, submitted: "2026-01-05 10:00")], waiting: 1,
            hasMore: false, isLater: false)
        return view
    }

    private func answer(_ answer: ExchangeReviewAnswer) -> ExchangeReviewEvent { .answer(look: 0, answer) }

    private var sound: ExchangeDossier {
        var sound = dossier
        sound.findings = sound.findings.map { ExchangeFinding($0.subject, passed: true) }
        return sound
    }

    private func host(_ view: ExchangeDeskView?, _ card: OperatorCard = officer) async -> ScriptedHost {
        let host = ScriptedHost(Stages.snapshot(.idle))
        await host.sit(OperatorSeatView(session: .signedIn(card)))
        await host.check(
            view, pictures: ["p1": ShownPicture(bytes: WipedBytes([0xFF, 0xD8, 0xFF]), mediaType: "image/jpeg")])
        return host
    }

    private func token(_ page: Page) async throws -> String {
        let html = try await page.get("/operator").text
        let start = try #require(html.range(of: "data-token=\""))
        return String(html[start.upperBound...].prefix { $0 != "\"" })
    }

    @Test("every stage in three languages, P4: masked, until the officer asks")
    func stages() async throws {
        let open = [ExchangeReviewEvent.open(slip: sound.slip), answer(.opened(sound))]
        let settled = ExchangeSettlement(
            slip: sound.slip, stage: .annulled, annulment: .photo, fee: .refundableNewOnePaysAgain)
        let views = [
            (view(), "Талон нөмірі", "Номер талона", "Waiting to be checked: 1"),
            (view(open[0]), "Портал сұралуда", "Запрос к порталу", "The portal is asked"),
            (view(open[0], open[1]), "ЭЦҚ-мен куәландыру", "Удостоверить ЭЦП", "Certify by EDS"),
            (view(open[0], open[1], .certify), "Картаңыз оқылуда", "карта читается", "card is being read"),
            (
                view(open[0], open[1], .certify, answer(.counter(.remaining(3)))), "картаңыздың PIN коды",
                "PIN вашей карты", "Tries left: 3"
            ),
            (
                view(open[0], open[1], .certify, answer(.counter(.remaining(1)))), "картаңыздың PIN коды",
                "PIN вашей карты", "confirm-last-try"
            ),
            (
                view(open[0], open[1], .annul(.photo), answer(.unanswered(.portalUnreachable))), "белгісіз",
                "неизвестно", "Sending again does not decide twice"
            ),
            (
                view(open[0], open[1], .annul(.photo), answer(.settled(settled))), "қайтарылады", "можно вернуть",
                "refundable"
            ),
        ]
        for (shown, kk, ru, en) in views {
            let host = await host(shown)
            try await Page.serve(host) { page in
                for (language, text) in [("kk", kk), ("ru", ru), ("en", en)] {
                    let html = try await page.get("/operator?lang=\(language)").text
                    #expect(html.contains(text), "\(language) \(shown.stage)")
                    #expect(!html.contains(Stages.iinText), "P4 \(shown.stage)")
                    #expect(!html.contains("action=\"/operator/check\""), "an officer serves no citizens")
                }
            }
        }
        let revealed = view(open[0], open[1], .revealed)
        try await Page.serve(await host(revealed)) { page in
            let html = try await page.get("/operator?lang=en").text
            #expect(html.contains(Stages.iinText))
        }
    }

    @Test("I5: with a check that did not pass there is no button to certify, and the reason is said")
    func failed() async throws {
        try await Page.serve(await host(view(.open(slip: dossier.slip), answer(.opened(dossier))))) { page in
            let html = try await page.get("/operator?lang=en").text
            #expect(html.contains("data-check=\"window\" data-passed=\"false\""))
            #expect(!html.contains("data-exchange-do=\"certify\"") && html.contains("It cannot be certified"))
            #expect(html.contains("/operator/exchange/picture/p1") && html.contains("<p>none</p>"))
        }
    }

    @Test("pictures are given to an officer who is signed in, by their name of this look, and are never cached")
    func pictures() async throws {
        let host = await host(view(.open(slip: sound.slip), answer(.opened(sound))))
        try await Page.serve(host) { page in
            let picture = try await page.get("/operator/exchange/picture/p1")
            #expect(picture.status == 200 && picture.header("content-type") == "image/jpeg")
            #expect(picture.header("cache-control") == "no-store")
            #expect(try await page.get("/operator/exchange/picture/p9").status == 403)
            await host.sit(OperatorSeatView(session: .locked(.operatorLocked)))
            #expect(try await page.get("/operator/exchange/picture/p1").status == 403)
            let html = try await page.get("/operator?lang=en").text
            #expect(!html.contains(Stages.personName) && !html.contains("data-exchange"))
        }
    }

    @Test("R4: an operator who is no officer sees nothing of it and does nothing with it")
    func duty() async throws {
        let host = await host(view(), OperatorCard(name: "Operator 1", fingerprint: "ab"))
        try await Page.serve(host) { page in
            let html = try await page.get("/operator?lang=en").text
            #expect(!html.contains("data-exchange") && html.contains("/operator/check"))
            let token = ["X-Screen-Token": try await token(page)]
            let part = try await page.get("/operator/exchange?lang=en", token)
            #expect(part.status == 409 && part.text.contains(FailureCode.operatorDuty.rawValue))
            let posted = try await page.post("/operator/exchange", #"{"action":"certify"}"#, token)
            #expect(posted.status == 409 && posted.text.contains(FailureCode.operatorDuty.rawValue))
            #expect(await host.exchangeActions.isEmpty)
        }
    }

    @Test("what is posted reaches the desk once; without the token, or with nonsense, nothing does")
    func actions() async throws {
        let host = await host(view())
        try await Page.serve(host) { page in
            let token = ["X-Screen-Token": try await token(page)]
            let stranger = try await page.post("/operator/exchange", #"{"action":"list"}"#, ["X-Screen-Token": "0"])
            #expect(stranger.status == 403)
            let orders = [
                (#"{"action":"open","text":"M1"}"#, ExchangeAction.open("M1")),
                (#"{"action":"annul","text":"photo"}"#, .annul(.photo)),
                (#"{"action":"pin","pad":"a","positions":[1]}"#, .pin(pad: "a", positions: [1])),
                (#"{"action":"collected","slip":"M1","iin":"9"}"#, .collected(slip: "M1", iin: "9")),
                (
                    #"{"action":"arrived","slip":"M1","number":"1","expires":"2036-01-01"}"#,
                    .arrived(slip: "M1", number: "1", expires: "2036-01-01")
                ),
            ]
            for (json, _) in orders { #expect(try await page.post("/operator/exchange", json, token).status == 200) }
            let long = String(repeating: "1", count: 65)
            for nonsense in [
                "x", #"{"action":"annul","text":"no"}"#, #"{"action":"open"}"#, #"{"action":"x"}"#,
                #"{"action":"open","text":"\#(long)"}"#, #"{"action":"pin","pad":"a"}"#,
            ] {
                #expect(try await page.post("/operator/exchange", nonsense, token).status == 400, "\(nonsense)")
            }
            #expect(await host.exchangeActions == orders.map(\.1))
        }
    }

    @Test("one navigation: the places of the duties that a card has, the same on each page of the desk")
    func navigation() async throws {
        let both = OperatorCard(name: "Both", fingerprint: "ef", duties: [.operator, .officer])
        try await Page.serve(await host(view(), both)) { page in
            let html = try await page.get("/operator?lang=en").text
            for place in ["#person", "#applications", "#exchanges", "#cards"] {
                #expect(html.contains("href=\"\(place)\"") && html.contains("id=\"\(place.dropFirst())\""), "\(place)")
            }
        }
        let nobody = OperatorCard(name: "Nobody", fingerprint: "ef", duties: [])
        try await Page.serve(await host(view(), nobody)) { page in
            let html = try await page.get("/operator?lang=en").text
            #expect(html.contains("not registered for any work") && !html.contains("<form"))
        }
    }
}
