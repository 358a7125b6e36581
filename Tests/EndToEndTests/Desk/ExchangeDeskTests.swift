import FoundationEssentials
import Glibc
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 7, items 5 and 7: the officer's part of an exchange at the desk, with the real portal, kiosk and cards.
    @Suite("exchange at the officer's desk", .serialized, .stage(Stage.Settings(officers: true)))
    struct ExchangeDesk {
        @Test("R4: an operator is no officer; a locked desk shows neither queue nor application")
        func duties() async throws {
            let stage = try Stage.here()
            let desk = try await Desk.open(stage)
            #expect(try await desk.exchange().text.contains("operator.duty"))
            #expect(try await desk.exchangeAct("list").text.contains("operator.duty"))
            #expect(try await !desk.seat().text.contains("data-exchange"))
            let officer = try await Desk.officer(stage)
            #expect(try await officer.check(.matching).code == "operator.duty", "and an officer is no operator")
            #expect(try await officer.exchange("the queue") { $0.waiting != nil }.waiting == 0)
            try await stage.takeOperatorCard()
            #expect(try await officer.exchange().status == 409)
            #expect(try await officer.exchangeAct("list").text.contains("operator.card-needed"))
        }

        @Test("I4, P4: pictures beside the register's; the card drawn: nothing of the applicant on page or disk")
        func drawn() async throws {
            try RealPart.require(programs: "sqlite3")
            let stage = try Stage.here()
            let eds = try await Citizen.run("eds", stage)
            try #require(eds.outcome == "issued", "\(eds)")
            let slip = try await submitted(stage)
            let desk = try await Desk.officer(stage)
            let queue = try await desk.exchange("the queue") { $0.waiting == 1 }
            #expect(queue.text.contains(slip))
            let open = try await desk.openExchange(slip)
            #expect(open.text.components(separatedBy: "data-passed=\"true\"").count == 6, "five checks passed")
            #expect(!open.text.contains(Person.matching.iin), "masked")
            #expect(Set(open.pictures.keys).isSuperset(of: ["photo", "specimen", "register-photo"]))
            let address = try #require(open.pictures["photo"])
            let photo = try await LocalHTTP.shared.send("GET", address, port: stage.screens)
            let stored = try await stage.portal("SELECT length(picture) FROM exchangePicture WHERE kind = 'photo'")
            #expect(photo.status == 200 && stored == ["\(photo.body.count)"])
            try await desk.exchangeAct("reveal")
            _ = try await desk.exchange("revealed") { $0.text.contains(Person.matching.iin) }

            try await stage.takeOperatorCard()
            #expect(try await desk.exchange().status == 409)
            #expect(try await LocalHTTP.shared.send("GET", address, port: stage.screens).status == 403)
            let again = try await Desk.officer(stage)
            let page = try await again.exchange("closed") { $0.stage == "closed" && $0.waiting == 1 }
            #expect(page.pictures.isEmpty)
            for name in try FileManager.default.subpathsOfDirectory(atPath: stage.folder.file("kiosk")) {
                let data = FileManager.default.contents(atPath: stage.folder.file("kiosk/\(name)")) ?? Data()
                #expect(data.firstRange(of: Data(Person.matching.iin.utf8)) == nil, "\(name)")
                #expect(data.firstRange(of: Data(photo.body.prefix(64))) == nil, "\(name)")
            }
        }

        @Test("two officers on one application: one wins, the other is told; the pictures go with the decision")
        func second() async throws {
            let stage = try Stage.here()
            let slip = try await waiting(stage)
            let desk = try await Desk.officer(stage)
            _ = try await desk.openExchange(slip)
            try await desk.exchangeAct("certify")
            _ = try await desk.exchange("the pad") { $0.stage == "pin" }
            let other = try await MigrationOfficer.run("annul", stage, ["--slip", slip, "--reason", "photo"])
            #expect(other.stage == "annulled")
            try await desk.certify(with: Operator.pin)
            let told = try await desk.exchange("told") { $0.refused != nil }
            #expect(told.refused == "exchange.decided" && told.pictures.isEmpty)
            _ = try await desk.exchange("the queue anew") { $0.waiting == 0 }
            let late = try await desk.openExchange(slip)
            #expect(late.stage == "open" && !late.text.contains("data-exchange-do=\"certify\""), "shown as decided")
        }

        @Test("a portal that is slow and answers twice: sent again it is decided once; I5: a new one pays anew")
        func slow() async throws {
            let stage = try Stage.here()
            let slip = try await submitted(stage)
            let desk = try await Desk.officer(stage)
            _ = try await desk.openExchange(slip)
            let portal = try #require(stage.child("portal"))
            portal.send(SIGSTOP)
            try await desk.exchangeAct("annul", ["text": "signature"])
            let unknown = try await desk.exchange("no answer", within: .seconds(60)) { $0.stage == "unanswered" }
            #expect(unknown.refused == "portal.unreachable")
            portal.send(SIGCONT)
            try await desk.exchangeAct("send-again")
            let settled = try await desk.exchange("settled", within: .seconds(60)) {
                $0.settled != nil || $0.stage == "unanswered"
            }
            if settled.stage == "unanswered" { try await desk.exchangeAct("send-again") }
            let done = try await desk.exchange("settled") { $0.settled != nil }
            #expect(done.settled == "annulled" && done.fee == "refundable")
            #expect(try await stage.count("audit WHERE action = 'exchange.annulled' AND detail LIKE '\(slip)%'") == 1)
            let fees = try await stage.portal(
                "SELECT DISTINCT payment FROM cardExchange WHERE iin = '\(Person.matching.iin)'")
            let applications = try await stage.count("cardExchange WHERE iin = '\(Person.matching.iin)'")
            #expect(fees.count == applications, "each application has a fee of its own")
            // R4: asked for, not answered, asked for again; only then annulled.
            let deeds = try await stage.deeds("officer.").filter { $0.contains(slip) }
            let annulled = try #require(deeds.firstIndex { $0.hasPrefix("officer.exchange-annulled") })
            #expect(deeds[..<annulled].count { $0.hasPrefix("officer.exchange-requested") } >= 2, "\(deeds)")
            #expect(deeds[..<annulled].contains { $0.hasPrefix("officer.exchange-unanswered") }, "\(deeds)")
        }

        @Test(
            "by keys only in Chromium, three languages: annulled, certified, collected; CMS for OpenSSL",
            .timeLimit(.minutes(9)))
        func keys() async throws {
            try RealPart.require(programs: "openssl", "sqlite3")
            let (python, stage) = (try await Programs.playwright(), try Stage.here())
            try await stage.registerOfficer()
            var slip = ""
            for (language, deed) in [("kk", "annul"), ("ru", "annul"), ("en", "certify")] {
                slip = try await submitted(stage)
                let output = try await Tool.run(
                    python,
                    [
                        "\(Programs.tests)/Browser/exchange_desk.py", "--base", "http://127.0.0.1:\(stage.screens)",
                        "--card-socket", stage.folder.file("run/operator.sock"), "--pin", Operator.pin, "--slip", slip,
                        "--iin", Person.matching.iin, "--other-iin", Person.other.iin, "--deed", deed, "--lang",
                        language, "--out", "\(Programs.package)/.build/screens",
                    ], limit: .seconds(200))
                try #require(
                    output.succeeded, "\(output.standardOutput) \(output.standardError.suffix(3000))")
            }
            #expect(try await stage.portal("SELECT stage FROM cardExchange WHERE slip = '\(slip)'") == ["collected"])
            #expect(try await stage.count("exchangePicture") == 0, "erased with the decisions")
            try await verify(slip, stage)
            // What the journal says: each deed with the officer's name, no IIN.
            let deeds = try await stage.deeds("officer.")
            for kind in ["opened", "iin-revealed", "annulled", "certified", "arrived", "collected"] {
                #expect(deeds.contains { $0.contains(kind) && $0.contains(Stage.officerName) }, "\(kind)")
            }
            #expect(!deeds.contains { $0.contains(Person.matching.iin) })
        }

        /// The certification, verified by OpenSSL under the portal's authority; it names slip and application.
        private func verify(_ slip: String, _ stage: Stage) async throws {
            let row = try #require(
                try await stage.portal(
                    "SELECT hex(certification) || ' ' || hex(signature) FROM cardExchange WHERE slip = '\(slip)'"
                ).first)
            let parts = row.split(separator: " ").map { Stage.bytes($0) }
            let content = stage.folder.file("certification.json")
            let verified = try await Tool.run(
                "openssl",
                [
                    "cms", "-verify", "-inform", "DER", "-in", try stage.folder.write("certification.p7s", parts[0]),
                    "-CAfile", stage.folder.file("portal/issuing-ca.pem"), "-partial_chain", "-purpose", "any", "-out",
                    content,
                ])
            #expect(verified.succeeded, "\(verified.standardError)")
            let digest = try await Tool.run("sha256sum", [try stage.folder.write("application.p7s", parts[1])])
            let text = try String(contentsOfFile: content, encoding: .utf8)
            #expect(text.contains(slip) && text.contains(digest.standardOutput.prefix(64)))
        }

        /// An application made at the kiosk by the scripted citizen.
        private func submitted(_ stage: Stage) async throws -> String {
            let made = try await Citizen.run("exchange", stage)
            return try #require(made.registration, "\(made)")
        }

        /// The one that waits.
        private func waiting(_ stage: Stage) async throws -> String {
            try #require(try await stage.portal("SELECT slip FROM cardExchange WHERE stage = 'under-check'").first)
        }
    }
}
