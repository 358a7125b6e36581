import Foundation
import KioskDomain
import KioskScreens
import Testing

@Suite("D1–D4: digital documents on the operator's page")
struct DocumentPageTests {
    private let document: DeskDocument

    init() throws {
        document = DeskDocument(
            access: "a", kind: .identityCard, number: "000000001", owner: try IIN(text: Stages.iinText),
            name: Stages.personName, birthDate: .literal(1990, 1, 1), expiresOn: .literal(2030, 1, 1),
            issuer: "TEST ISSUING BODY")
    }

    private func view(_ events: DocumentEvent...) -> DocumentDeskView {
        var viewing = DocumentViewing()
        for event in events { _ = viewing.apply(event) }
        var view = DocumentDeskView(hasCamera: true)
        view.stage = viewing.stage
        view.look = viewing.look
        if case .shown = view.stage { view.endsAt = .now + .milliseconds(287_900) }
        return view
    }

    private var shown: DocumentDeskView {
        view(.typed("12345678"), .answer(look: 1, .verified(document, life: .seconds(288))))
    }

    private func token(_ page: Page) async throws -> String {
        let html = try await page.get("/operator").text
        let start = try #require(html.range(of: "data-token=\""))
        return String(html[start.upperBound...].prefix { $0 != "\"" })
    }

    @Test("the document with its signature, its countdown and a masked IIN; every stage in three languages")
    func stages() async throws {
        let host = ScriptedHost(Stages.snapshot(.idle))
        try await Page.serve(host) { page in
            let refused = view(.typed("12345678"), .answer(look: 1, .refused(.digitalCodeUsed)))
            for (view, kk, ru, en) in [
                (view(), "Сегіз цифрлық код", "Код из восьми цифр", "Code of eight digits"),
                (view(.scan), "камерасының алдында", "перед камерой", "before the document camera"),
                (view(.typed("1")), "тексерілуде", "подпись проверяется", "signature verified"),
                (refused, "Код пайдаланылған", "Код уже использован", "The code was used before"),
                (shown, "қолтаңбасы тексерілді", "органа проверена", "signature is verified"),
            ] as [(DocumentDeskView, String, String, String)] {
                await host.look(view)
                for (language, text) in [("kk", kk), ("ru", ru), ("en", en)] {
                    let html = try await page.get("/operator?lang=\(language)").text
                    #expect(html.contains(text), "\(language) \(view.stage)")
                }
            }
            let html = try await page.get("/operator?lang=en").text
            // The clock goes on while the pages are asked for.
            #expect((200...287).contains { html.contains("data-seconds=\"\($0)\"") })
            #expect(html.contains("TEST ISSUING BODY") && html.contains("000000001"))
            #expect(html.contains("••••") && !html.contains(Stages.iinText), "P4")
        }
    }

    @Test("its part is given to the page that has the token, with the desk open, and is never cached")
    func part() async throws {
        let host = ScriptedHost(Stages.snapshot(.idle))
        await host.look(shown)
        try await Page.serve(host) { page in
            let token = try await token(page)
            #expect(try await page.get("/operator/document", ["X-Screen-Token": "0"]).status == 403)
            let part = try await page.get("/operator/document?lang=en", ["X-Screen-Token": token])
            #expect(part.text.contains("data-stage=\"shown\"") && part.header("cache-control") == "no-store")
            await host.sit(OperatorSeatView(session: .locked(.operatorLocked)))
            let locked = try await page.get("/operator/document?lang=en", ["X-Screen-Token": token])
            #expect(locked.status == 409 && !locked.text.contains(Stages.personName))
            #expect(try await !page.get("/operator?lang=en").text.contains(Stages.personName))
        }
    }

    @Test("what is posted reaches the desk once; without the token, or with nonsense, nothing does")
    func actions() async throws {
        let host = ScriptedHost(Stages.snapshot(.idle))
        await host.look(view())
        try await Page.serve(host) { page in
            let token = try await token(page)
            for body in [
                #"{"action":"scan"}"#, #"{"action":"code","text":"1234 5678"}"#, #"{"action":"use","text":"E1"}"#,
                #"{"action":"close"}"#, #"{"action":"here"}"#, #"{"action":"history"}"#,
                #"{"action":"history","text":"42"}"#, #"{"action":"hide-history"}"#,
            ] {
                #expect(try await page.post("/operator/document", body, ["X-Screen-Token": "0"]).status == 403)
                #expect(try await page.post("/operator/document", body, ["X-Screen-Token": token]).status == 200)
            }
            let all: [DocumentAction] = [
                .scan, .code("1234 5678"), .use("E1"), .close, .here, .history(before: nil), .history(before: 42),
                .withoutHistory,
            ]
            #expect(await host.documentActions == all)
            let long = String(repeating: "1", count: 601)
            for body in [
                "", "{}", #"{"action":"code"}"#, #"{"action":"code","text":"\#(long)"}"#,
                #"{"action":"history","text":"0"}"#, #"{"action":"history","text":"x"}"#,
            ] {
                #expect(try await page.post("/operator/document", body, ["X-Screen-Token": token]).status == 400)
            }
            #expect(await host.documentActions.count == all.count)
        }
    }

    @Test(
        "D2: what was looked at with this desk: masked, with reason and service, in three languages; earlier ones by a button"
    )
    func history() async throws {
        let host = ScriptedHost(Stages.snapshot(.idle))
        try await Page.serve(host) { page in
            var view = self.view()
            await host.look(view)
            #expect(try await page.get("/operator?lang=en").text.contains("What was looked at with this desk</button>"))
            view.history = .shown(Array(Stages.looks.prefix(10)), hasEarlier: true)
            await host.look(view)
            for (language, texts) in [
                ("kk", ["қызметке пайдаланылды: E000000042", "көрсетілмеді: "]),
                ("ru", ["использован для услуги: E000000042", "не показан: "]),
                ("en", ["used for the service E000000042", "not shown: ", "20.11.2025 10:00", "Demo Operator 1"]),
            ] {
                let html = try await page.get("/operator?lang=\(language)").text
                for text in texts { #expect(html.contains(text), "\(language) \(text)") }
                #expect(html.contains("••••••••0017") && html.contains(#"data-text="3""#))
            }
            for (history, text) in [
                (.asking, "The portal is asked"), (.shown([], hasEarlier: false), "Nothing so far"),
                (.refused(.portalUnreachable), #"data-history-refused="portal.unreachable""#),
            ] as [(DocumentHistoryView, String)] {
                view.history = history
                await host.look(view)
                let html = try await page.get("/operator?lang=en").text
                #expect(html.contains(text) && !html.contains("data-text="))
            }
        }
    }

    @Test("a desk without issuing bodies, or without a camera, offers what it has")
    func offers() async throws {
        let host = ScriptedHost(Stages.snapshot(.idle))
        try await Page.serve(host) { page in
            #expect(try await !page.get("/operator").text.contains("data-document"))
            await host.look(DocumentDeskView(hasCamera: false))
            let html = try await page.get("/operator").text
            #expect(html.contains("data-document-form=\"code\"") && !html.contains("data-document-do=\"scan\""))
        }
    }
}
