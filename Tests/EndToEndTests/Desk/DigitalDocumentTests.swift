import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 7, item 4: digital documents at the desk, with the real portal and a real picture of a QR code.
    @Suite("digital documents at the desk", .serialized, .stage(Stage.Settings(documents: true)))
    struct DigitalDocuments {
        private static let number = "DL000000001"

        @Test(
            "D1, D2, D4: QR before the camera, signature, countdown; a second time, and another system's, are refused")
        func byCamera() async throws {
            try RealPart.require(programs: "curl", "sqlite3")
            let stage = try Stage.here()
            let desk = try await Desk.open(stage)
            let access = try await stage.openAccess(.matching, "driving-licence")
            try await stage.order("phone", "code \(access.qr)")
            try await desk.documentAct("scan")
            let shown = try await desk.document("shown") { $0.stage == "shown" }
            #expect(shown.text.contains(Self.number) && shown.text.contains("TEST ISSUING BODY"))
            #expect((270...300).contains(shown.seconds ?? 0), "\(shown.seconds ?? 0)")
            #expect(!shown.text.contains(Person.matching.iin), "P4")
            #expect(try await desk.seat().text.contains(Self.number), "a page that is loaded anew has it, too")
            try await desk.documentAct("close")
            _ = try await desk.document("closed") { $0.stage == "closed" && $0.refused == nil }
            #expect(try await !desk.seat().text.contains(Self.number))

            try await desk.documentAct("scan")
            #expect(try await desk.document("refused") { $0.refused != nil }.refused == "digital.code-used")
            let history = try await stage.ownersHistory(.matching)
            try await stage.order("phone", "code https://egov.example/qr/1")
            try await desk.documentAct("scan")
            _ = try await desk.document("refused") { $0.refused == "digital.code-foreign" }
            #expect(try await stage.ownersHistory(.matching) == history, "the portal was not asked")
            #expect(history.suffix(2) == ["shown", "refused digital.code-used"])
            #expect(try await stage.desksHistory() == history)
            try await stage.order("phone", "empty")
        }

        @Test("D1: by digits; a second after the end refused, and at the end the document goes from the page by itself")
        func life() async throws {
            let stage = try Stage.here()
            let desk = try await Desk.open(stage)
            let late = try await stage.openAccess(.matching)
            try await stage.endAccess(late, inMilliseconds: -1_000)
            #expect(try await desk.look(late.shortCode).refused == "digital.code-expired")
            let short = try await stage.openAccess(.matching)
            try await stage.endAccess(short, inMilliseconds: 5_000)
            let events = EventStream()
            try await events.open("/operator/parts", port: stage.screens)
            let shown = try await desk.look(short.shortCode)
            #expect((1...5).contains(shown.seconds ?? 0), "\(shown.seconds ?? 0)")
            let over = try await desk.document("over") { $0.stage == "closed" }
            #expect(over.refused == "digital.code-expired" && !over.text.contains("000000001"))
            let told = try #require(try await events.next(within: .seconds(5)))
            #expect(!String(decoding: told, as: UTF8.self).contains("000000001"), "events say nothing of a document")
            await events.close()
            for (typed, code) in [("00000000", "digital.code-unknown"), ("1234567", "digital.code-foreign")] {
                #expect(try await desk.look(typed).refused == code)
            }
        }

        @Test("D2, D3: without consent, and of somebody who may not, with the reason of each")
        func refusals() async throws {
            let stage = try Stage.here()
            let desk = try await Desk.open(stage)
            let closed = try await stage.openAccess(.matching)
            try await stage.changePortal(
                "UPDATE documentAccess SET closedAt = openedAt WHERE id = '\(closed.access)'")
            #expect(try await desk.look(closed.shortCode).refused == "digital.no-consent")
            #expect(
                try await desk.look(stage.openAccess(.fiveFailures).shortCode).refused == "digital.lost")
            #expect(try await stage.ownersHistory(.fiveFailures) == ["refused digital.lost"])
        }

        @Test("R4, D4: the operator draws the card: gone from page and memory; nothing of the document on the disk")
        func drawn() async throws {
            let stage = try Stage.here()
            let desk = try await Desk.open(stage)
            let shown = try await desk.look(stage.openAccess(.matching, "driving-licence").shortCode)
            #expect(shown.text.contains(Self.number))
            try await stage.takeOperatorCard()
            let locked = try await desk.document()
            #expect(locked.status == 409 && !locked.text.contains(Self.number))
            #expect(try await desk.documentAct("here").status == 409)
            let again = try await Desk.open(stage)
            #expect(try await again.document().stage == "closed")
            #expect(try await !again.seat().text.contains(Self.number))
            for name in try FileManager.default.contentsOfDirectory(atPath: stage.folder.file("kiosk")) {
                let data = FileManager.default.contents(atPath: stage.folder.file("kiosk/\(name)")) ?? Data()
                #expect(data.firstRange(of: Data(Self.number.utf8)) == nil, "\(name)")
            }
        }

        @Test("D4: used for a service: the case has a reference; another person's case and no case are refused")
        func used() async throws {
            let stage = try Stage.here()
            let desk = try await Desk.open(stage)
            let own = try await stage.applyAtHome(.matching)
            let foreign = try await stage.applyAtHome(.fourFailures)
            _ = try await desk.look(stage.openAccess(.matching).shortCode)
            for number in [foreign, "E999999999"] {
                try await desk.documentAct("use", number)
                let refused = try await desk.document("refused") { $0.refused != nil }
                #expect(refused.refused == "digital.case-unknown" && refused.stage == "shown")
            }
            try await desk.documentAct("use", own)
            #expect(try await desk.document("attached") { $0.cases?.isEmpty == false }.cases == own)
            #expect(try await stage.portal("SELECT caseNumber FROM documentUse") == [own])
            #expect(try await stage.ownersHistory(.matching).last == "attached \(own)")
        }

        @Test(
            "D2: what was shown and used at the desk stands in the owner's account at the kiosk, and in the desk's history",
            .timeLimit(.minutes(2)))
        func histories() async throws {
            let stage = try Stage.here()
            let desk = try await Desk.open(stage)
            let own = try await stage.applyAtHome(.matching)
            let access = try await stage.openAccess(.matching)
            _ = try await desk.look(access.shortCode)
            try await desk.documentAct("use", own)
            _ = try await desk.document("attached") { $0.cases == own }
            try await desk.documentAct("close")
            #expect(try await desk.look(access.shortCode).refused == "digital.code-used")
            let told = [
                "used for the service \(own)", "shown to an operator", "The code was used before", Operator.name,
            ]
            try await desk.documentAct("history")
            let listed = try await desk.document("the history") { $0.text.contains("<table>") }.text
            for text in told + ["••••••••0019"] { #expect(listed.contains(text), "desk: \(text)") }
            #expect(!listed.contains(Person.matching.iin), "P4")

            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.act("language", ["value": "en"])
            try await page.until("services")
            try await page.act("service", ["value": "account"])
            try await page.until("account-choosing")
            try await page.act("log-in", ["value": "phone"])
            let scanning = try await page.until("the code") { $0.screen == "account-scanning" && $0.qr != nil }
            try await stage.scanLogIn(.matching, try #require(scanning.qr))
            let account = try await page.until("account-shown")
            let kept = try await stage.count("documentHistory WHERE owner = '\(Person.matching.iin)'")
            #expect(account.accountEntries?.last == min(kept, 50))
            try await page.act("account-page", ["group": "documents", "value": "0"])
            try await page.until("account-list")
            let html = try await page.html()
            for text in told { #expect(html.contains(text), "account: \(text)") }
            try await page.act("cancel")
            try await page.until("account-shown")
            try await page.act("done")
            let left = try await page.until("idle")
            #expect(left.accountEntries == nil)
            #expect(try await !page.html().contains(own))
            await page.close()
        }

        @Test("issue 7.11: the scripted operator, by QR and by digits; what it reports is what the portal has")
        func scripted() async throws {
            let stage = try Stage.here()
            try await stage.registerOperator()
            let number = try await stage.applyAtHome(.matching)
            for more in [[], ["--digits"], ["--case-number", number]] {
                let report = try await Officer.run(stage, more)
                #expect(report.outcome == (more.contains(number) ? "attached" : "shown"), "\(report)")
                #expect(report.kind == "identity-card" && (270...300).contains(report.secondsLeft ?? 0))
                let lines = try await stage.ownersHistory(.matching)
                let reported = report.history.filter { $0.operatorID != nil }.map {
                    $0.deed + ($0.detail.map { " \($0)" } ?? "")
                }
                #expect(Array(lines.suffix(50)).reversed().starts(with: reported.prefix(10)))
            }
            let refused = try await Officer.run(stage, ["--iin", Person.fiveFailures.iin])
            #expect(refused.outcome == "refused" && refused.code == "digital.lost")
        }

        @Test("by clicks in Chromium, in three languages, with a picture of each step", .timeLimit(.minutes(4)))
        func browser() async throws {
            let python = try await Programs.playwright()
            let stage = try Stage.here()
            try await stage.registerOperator()
            var numbers: [String] = []
            for _ in 1...3 { numbers.append(try await stage.applyAtHome(.matching)) }
            let before = try await stage.ownersHistory(.matching).count
            let output = try await Tool.run(
                python,
                [
                    "\(Programs.tests)/Browser/documents.py", "--base", "http://127.0.0.1:\(stage.screens)",
                    "--portal", "https://127.0.0.1:\(stage.portalPort)", "--ca",
                    stage.folder.file("portal/tls-ca.pem"), "--card-socket",
                    stage.folder.file("run/operator.sock"), "--phone-socket", stage.folder.file("run/phone.sock"),
                    "--pin", Operator.pin, "--iin", Person.matching.iin, "--out",
                    "\(Programs.package)/.build/screens", "--cases",
                ] + numbers)
            #expect(output.succeeded, "\(output.standardOutput) \(output.standardError.suffix(2000))")
            let added = Array(try await stage.ownersHistory(.matching).dropFirst(before))
            #expect(
                added
                    == numbers.flatMap { ["shown", "attached \($0)", "refused digital.code-used", "shown"] })
            #expect(try await stage.desksHistory().suffix(added.count) == added[...])
        }

        @Test("D4: kioskd verifies by itself: a body that it does not know, and no line to the portal, show nothing")
        func verified() async throws {
            let stage = try Stage.here()
            _ = try await stage.child("kioskd")?.stop()
            try await stage.startKiosk(KioskConfiguration(stage, issuers: ["SOMEBODY ELSE"]))
            var desk = try await Desk.open(stage)
            let access = try await stage.openAccess(.matching)
            let refused = try await desk.look(access.shortCode)
            #expect(refused.refused == "digital.signature" && !refused.text.contains("000000001"))
            #expect(try await stage.ownersHistory(.matching).last == "shown", "the portal had given it")
            _ = try await stage.child("kioskd")?.stop()
            try await stage.startKiosk()
            desk = try await Desk.open(stage)
            let unseen = try await stage.openAccess(.matching)
            try await stage.child("portal")?.kill9()
            #expect(try await desk.look(unseen.shortCode).refused == "digital.offline")
            try await stage.startPortal()
        }
    }
}

/// The report of `kiosk-sim operator --json`.
struct Officer: Decodable, Sendable {
    struct Line: Decodable, Sendable {
        var deed: String
        var operatorID: String?
        var detail: String?
    }

    var outcome: String
    var code: String?
    var kind: String?
    var secondsLeft: Int?
    var history: [Line]

    static func run(_ stage: Stage, _ more: [String]) async throws -> Officer {
        let output = try await Tool.run(
            try Programs.path("kiosk-sim"),
            [
                "operator", "--flow", "documents", "--json", "--state", stage.folder.file("none"), "--base",
                "http://127.0.0.1:\(stage.screens)", "--portal", "https://127.0.0.1:\(stage.portalPort)", "--portal-ca",
                stage.folder.file("portal/tls-ca.pem"), "--card", stage.folder.file("run/operator.sock"), "--phone",
                stage.folder.file("run/phone.sock"),
            ] + more)
        guard let report = try? JSONDecoder().decode(Officer.self, from: Data(output.standardOutput.utf8)) else {
            throw Problem("kiosk-sim operator: \(output.standardOutput)\(output.standardError)")
        }
        return report
    }
}
