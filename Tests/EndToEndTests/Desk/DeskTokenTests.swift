import FoundationEssentials
import Glibc
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 7, items 1 and 2: the EDS on a token at the operator's desk, with SoftHSM's module behind the real kiosk-token;
    /// OpenSSL and OpenSC's tool judge what is on it.
    @Suite("EDS on a token at the desk", .serialized, .stage(Stage.Settings(tokens: true)))
    struct OnToken {
        private struct Report: Decodable {
            var outcome: String
            var code: String?
            var serials: [String]
            var screen: String?
        }

        /// kiosk-sim operator issues it.
        private func issue(_ number: String, _ stage: Stage) async throws -> Report {
            try await stage.registerOperator()
            try await stage.takeOperatorCard()
            let output = try await Tool.run(
                try Programs.path("kiosk-sim"),
                [
                    "operator", "--flow", "issue", "--json", "--base", "http://127.0.0.1:\(stage.screens)", "--portal",
                    "https://127.0.0.1:\(stage.portalPort)", "--portal-ca", stage.folder.file("portal/tls-ca.pem"),
                    "--card", stage.folder.file("run/operator.sock"), "--person-card",
                    stage.folder.file("run/card.sock"), "--pin", Operator.pin, "--token-pin", SoftToken.pin,
                    "--case-number", number, "--step-limit", "60",
                ], limit: .seconds(240))
            guard let report = try? JSONDecoder().decode(Report.self, from: Data(output.standardOutput.utf8)) else {
                throw Problem("kiosk-sim operator: \(output.standardOutput)\(output.standardError)")
            }
            return report
        }

        @Test(
            "E1, E2, E3a: kiosk-sim operator --flow issue: keys made on the token, certificates beside them, told once",
            .timeLimit(.minutes(5)))
        func written() async throws {
            try RealPart.require(programs: "curl", "openssl")
            let (stage, token) = try Stage.onToken()
            let before = try await token.certificates(stage)
            let number = try await stage.confirmed("kaztoken")
            let report = try await issue(number, stage)
            try #require(report.outcome == "done" && report.screen == "ending-issued", "\(report)")
            try await stage.knowsWritten(number)
            let written = try await token.certificates(stage).filter { !before.map(\.id).contains($0.id) }
            #expect(Set(written.map(\.serial)) == Set(report.serials.map { Citizen.plain($0) }) && written.count == 2)
            for one in written {
                #expect(one.text.contains("IIN\(Person.fiveFailures.iin)"), "\(one.text)")
                #expect((1094...1097).contains(one.days), "E1: three years, not \(one.days) days")
                try await token.provePossession(of: one, stage)
                try await stage.verify(one)
            }
            // NCA profile: signing and log-in by personal certificates.
            #expect(written.contains { $0.text.contains("1.2.398.3.3.4.1.1") }, "\(written.map(\.text))")
            let keys = try await token.objects("privkey")
            #expect(keys.components(separatedBy: "never extractable").count - 1 >= 2, "E2: \(keys)")
            #expect(try await issue(number, stage).code == "application.nothing-to-write")
            #expect(try await stage.count("certificate WHERE application = '\(number)'") == 2)
            let deeds = try await stage.deeds("operator.eds-").filter { $0.contains(number) }
            #expect(
                deeds.map { $0.split(separator: " ").first.map(String.init) ?? "" } == [
                    "operator.eds-begun", "operator.eds-issued",
                ], "\(deeds)")
        }

        @Test(
            "by keys only in Chromium, three languages, both screens: the person types the PIN, the EDS is on the token",
            .timeLimit(.minutes(9)))
        func clicks() async throws {
            try RealPart.require(programs: "curl")
            let (python, (stage, token)) = (try await Programs.playwright(), try Stage.onToken())
            let before = try await token.certificates(stage).count
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            await page.close()
            try await stage.registerOperator()
            var applications: [String] = []
            for _ in 1...3 { applications.append(try await stage.confirmed("kaztoken")) }
            let output = try await Tool.run(
                python,
                [
                    "\(Programs.tests)/Browser/desk_card.py", "--base", "http://127.0.0.1:\(stage.screens)",
                    "--card-socket", stage.folder.file("run/operator.sock"), "--pin", Operator.pin, "--person-socket",
                    stage.folder.file("run/card.sock"), "--person-pin", Person.pin, "--token-pin", SoftToken.pin,
                    "--iin", Person.fiveFailures.iin, "--out", "\(Programs.package)/.build/screens", "--applications",
                ] + applications, limit: .seconds(480))
            #expect(output.succeeded, "\(output.standardOutput) \(output.standardError.suffix(3000))")
            for number in applications { try await stage.knowsWritten(number) }
            #expect(try await token.certificates(stage).count == before + 6)
        }

        @Test("E3: an organisation's, applied for at the kiosk, in the organisation's profile", .timeLimit(.minutes(5)))
        func organisation() async throws {
            try RealPart.require(programs: "curl", "openssl")
            let (stage, token) = try Stage.onToken()
            let own = try await Citizen.run("eds", stage)
            try #require(own.outcome == "issued", "\(own)")
            let applied = try await Citizen.run(
                "organisation", stage, more: ["--bin", "230440000010", "--medium", "kaztoken"])
            #expect(applied.code == "organisation.at-desk", "\(applied)")
            let number = try #require(applied.applicationNumber)
            let before = try await token.certificates(stage).map(\.id)
            let report = try await issue(number, stage)
            try #require(report.outcome == "done", "\(report)")
            let written = try await token.certificates(stage).filter { !before.contains($0.id) }
            #expect(written.count == 2)
            for one in written {
                for part in ["O = Demo Organisation 1", "OU = BIN230440000010", "1.2.398.3.3.4.1.2"] {
                    #expect(one.text.contains(part), "\(part): \(one.text)")
                }
                try await token.provePossession(of: one, stage)
            }
        }

        @Test(
            "E1, E3a: a person's own, applied for by face at the kiosk: a slip leads to the desk, which writes it by the number",
            .timeLimit(.minutes(5)))
        func byFace() async throws {
            try RealPart.require(programs: "curl", "openssl")
            let (stage, token) = try Stage.onToken()
            let slips = try await stage.slips()
            let applied = try await Citizen.run("eds", stage, more: ["--medium", "kaztoken"])
            #expect(applied.outcome == "application-left" && applied.code == "application.at-desk", "\(applied)")
            #expect(applied.attempts == ["matched"] && applied.steps.map(\.name).contains("eds-token"), "\(applied)")
            #expect(try await stage.slips() == slips + 1 && applied.slipNumber != nil)
            let number = try #require(applied.applicationNumber)
            let asked = "application WHERE number = '\(number)' AND medium = 'kaztoken' AND state = 'confirmed'"
            #expect(try await stage.count(asked) == 1)
            #expect(try await stage.count("certificate WHERE application = '\(number)'") == 0)
            // Whoever comes back to a kiosk with the number is sent to the desk again.
            let asking = try await Citizen.run("application", stage, application: number)
            #expect(asking.applicationStep == "see-operator", "\(asking)")

            let before = try await token.certificates(stage).map(\.id)
            let report = try await issue(number, stage)
            try #require(report.outcome == "done", "\(report)")
            try await stage.knowsWritten(number)
            let written = try await token.certificates(stage).filter { !before.contains($0.id) }
            #expect(Set(written.map(\.serial)) == Set(report.serials.map { Citizen.plain($0) }) && written.count == 2)
            for one in written {
                #expect(one.text.contains("IIN\(Person.matching.iin)") && !one.text.contains("BIN"), "\(one.text)")
                #expect((1094...1097).contains(one.days), "E1: three years, not \(one.days) days")
                try await token.provePossession(of: one, stage)
                try await stage.verify(one)
            }
        }

        @Test(
            "none, another kind, two, a wrong PIN: told on both sides, E9: also when the token is back; who walks away leaves the application",
            .timeLimit(.minutes(5)))
        func refusals() async throws {
            let (stage, token) = try Stage.onToken()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            let desk = try await Desk.open(stage)
            let number = try await stage.confirmed("kaztoken")
            try token.draw()
            try await notice(number, desk, page)
            // SoftHSM always shows a blank token beside its others.
            try await told("token.without-pin", desk, page)
            try await token.plugOtherKind()
            try await told("token.other-kind", desk, page)
            try token.drawOtherKind()
            try token.plug()
            var pad = try await page.until("the pad") { $0.screen == "eds-pin" && $0.pad != nil }
            try await page.enter("11112222", on: pad)
            pad = try await page.until("wrong") { $0.screen == "eds-pin" && $0.code == "pin.wrong" && $0.pad != nil }
            _ = try await desk.card("the operator is told") { $0.noticed == "pin.wrong" }
            #expect(!(try await desk.cardPart().text.contains(pad.pad?.id ?? "?")), "the pad is the person's")
            try await page.act("cancel")
            try await page.untilEnded("ending-application-left")
            try await page.reset(stage)

            try token.draw()
            try token.plug()
            try await notice(number, desk, page)
            try await page.until("the pad") { $0.screen == "eds-pin" && $0.pad != nil }
            _ = try await desk.card("what is known of the token") { $0.text.contains("Wrong entries here: 1") }
            #expect(try await stage.trials().first == CardTrial(wrong: 1, remaining: nil, blocked: false))
            try await page.act("cancel")
            try await page.untilEnded("ending-application-left")
            try await page.reset(stage)

            try await token.plugSecond()
            try await notice(number, desk, page)
            try await told("token.several", desk, page)
            try await desk.cardAct("end")
            try await page.untilEnded("ending-application-left")
            try await page.reset(stage)
            try token.drawSecond()
            await page.close()
            #expect(try await stage.count("certificate WHERE application = '\(number)'") == 0)
        }

        @Test(
            "R5: pulled and killed between certificate and writing: the same keys, the same certificates, told once",
            .timeLimit(.minutes(6)))
        func killed() async throws {
            let (stage, token) = try Stage.onToken()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            let desk = try await Desk.open(stage)
            let number = try await stage.confirmed("kaztoken")
            let (keys, certificates) = (try await token.keyCount(), try await token.certificates(stage).count)
            try await notice(number, desk, page)
            let pad = try await page.until("the pad") { $0.screen == "eds-pin" && $0.pad != nil }
            // The portal is slow: keys are made, certificates not yet.
            stage.child("portal")?.send(SIGSTOP)
            try await page.enter(SoftToken.pin, on: pad)
            try await eventually("the keys are on the token", within: .seconds(60)) {
                try await token.keyCount() == keys + 2 ? () : nil
            }
            try token.draw()
            stage.child("portal")?.send(SIGCONT)
            try await page.until("told", within: .seconds(90)) {
                $0.screen == "eds-insert-token" && $0.code?.hasPrefix("token.") == true
            }
            #expect(try await stage.count("certificate WHERE application = '\(number)'") == 2)
            try await stage.child("kioskd")?.kill9()
            await page.close()
            try token.plug()
            #expect(try await token.certificates(stage).count == certificates, "nothing was written")

            try await stage.startKiosk()
            let report = try await issue(number, stage)
            try #require(report.outcome == "done", "\(report)")
            try await stage.knowsWritten(number)
            #expect(try await token.keyCount() == keys + 2, "no second pair was made")
            #expect(try await token.certificates(stage).count == certificates + 2)
            #expect(try await stage.count("certificate WHERE application = '\(number)'") == 2)
        }

        @Test(
            "E9, E10: \"My card\" reads the token without a PIN, from the desk, too; pulling it ends the view",
            .timeLimit(.minutes(6)))
        func report() async throws {
            let (stage, token) = try Stage.onToken()
            // The last screen of whoever was here before keeps the desk from beginning.
            let before = try await Page.open(port: stage.screens)
            try await before.reset(stage)
            await before.close()
            let issued = try await issue(try await stage.confirmed("kaztoken"), stage)
            try #require(issued.outcome == "done", "\(issued)")
            let all = try await token.certificates(stage).count
            let report = try await Citizen.run("token-report", stage)
            #expect(report.outcome == "card", "\(report)")

            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.act("language", ["value": "en"])
            try await page.until("services")
            try await page.act("service", ["value": "my-card"])
            try await page.until("card-insert")
            try await page.act("my-token")
            let card = try #require(try await page.until("token-shown").card)
            #expect(
                card.certificates.count == all && card.pinTries == nil && card.offers == ["change", "unblock"],
                "\(card)")
            #expect(card.certificates.contains { (1_090...1_097).contains($0.daysLeft ?? 0) && $0.isRevoked == "no" })
            let html = try await page.html()
            #expect(html.contains("Kaztoken: Demo token") && html.contains("is not renewed here"))
            try token.draw()
            try await page.until("idle")
            #expect(try await page.now().card == nil)
            try token.plug()

            let desk = try await Desk.open(stage)
            try await desk.cardAct("read", ["language": "en"])
            try await page.until("card-insert")
            try await page.act("my-token")
            let seen = try await desk.card("the operator sees it") { $0.stage == "token-shown" }
            #expect(seen.text.contains("Kaztoken: Demo token"), "\(seen.text)")
            try await desk.cardAct("end")
            try await page.until("idle")

            try token.draw()
            try await desk.cardAct("read", ["language": "en"])
            try await page.until("card-insert")
            try await page.act("my-token")
            try await page.until("told") { $0.screen == "token-insert" && $0.code == "token.without-pin" }
            _ = try await desk.card("the operator is told") { $0.noticed == "token.without-pin" }
            try token.plug()
            try await page.until("token-shown")
            try await desk.cardAct("end")
            try await page.until("idle")
            await page.close()
        }

        @Test(
            "E2a, E8, E9: at the desk the maker's PIN is advised against and changed, a wrong one is told, the PUK sets a new one",
            .timeLimit(.minutes(5)))
        func newPIN() async throws {
            let (stage, token) = try Stage.onToken()
            let (factory, own) = ("12345678", "731904")
            try await token.changePIN(from: SoftToken.pin, to: factory)
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            let desk = try await Desk.open(stage)

            try await beginCare(desk, page)
            try await page.act("change-pin")
            try await enter(factory, "old", page)
            let advised = try await page.until("the advice") { $0.newPINStep == "new" && $0.pad != nil }
            #expect(advised.screen == "card-pin" && advised.code == "pin.factory")
            #expect(try await page.html().contains("This is the maker"))
            try await page.enter(factory, on: advised)
            try await page.until("not as the new one") {
                $0.newPINStep == "new" && $0.code == "pin.factory" && $0.pad != nil && $0.pad != advised.pad
            }
            try await enter(own, "new", page)
            try await enter(own, "again", page)
            try await page.until("card-last-try")
            try await page.act("confirm-last-try")
            try await page.untilEnded("ending-pin-renewed")
            try await page.reset(stage)
            #expect(try await !token.opens(with: factory))
            #expect(try await token.opens(with: own))

            try await beginCare(desk, page)
            try await page.act("change-pin")
            for (entry, step) in [(factory, "old"), (SoftToken.pin, "new"), (SoftToken.pin, "again")] {
                try await enter(entry, step, page)
            }
            try await page.until("card-last-try")
            try await page.act("confirm-last-try")
            try await page.until("told") { $0.screen == "card-pin" && $0.code == "pin.wrong" && $0.pad != nil }
            let seen = try await desk.card("the operator is told") { $0.noticed == "pin.wrong" }
            #expect(seen.text.contains("Wrong entries here: 1"), "\(seen.text)")
            try await page.act("cancel")
            try await page.until("token-shown")
            try await page.act("unblock-pin")
            for (entry, step) in [(SoftToken.puk, "old"), (SoftToken.pin, "new"), (SoftToken.pin, "again")] {
                try await enter(entry, step, page)
            }
            try await page.until("card-last-try")
            try await page.act("confirm-last-try")
            try await page.untilEnded("ending-pin-renewed")
            try await page.reset(stage)
            await page.close()
            #expect(try await !token.opens(with: own))
            #expect(try await token.opens(with: SoftToken.pin))
            let deeds = try await stage.deeds("operator.pin-renewed")
            #expect(deeds.count == 2 && !deeds.contains { $0.contains(own) || $0.contains(factory) }, "\(deeds)")
        }

        /// The operator begins, the person's token is shown.
        private func beginCare(_ desk: Desk, _ page: Page) async throws {
            try await desk.cardAct("read", ["language": "en"])
            try await page.until("card-insert")
            try await page.act("my-token")
            try await page.until("token-shown")
        }

        private func enter(_ secret: String, _ step: String, _ page: Page) async throws {
            let view = try await page.until("the pad, \(step)") {
                $0.screen == "card-pin" && $0.newPINStep == step && $0.pad != nil
            }
            try await page.enter(secret, on: view)
        }

        /// The operator begins, the person confirms the notice; a token is awaited.
        private func notice(_ number: String, _ desk: Desk, _ page: Page) async throws {
            try await desk.cardAct("issue", ["text": number, "language": "en"])
            try await page.until("application-notice")
            try await page.act("confirm-notice")
        }

        private func told(_ code: String, _ desk: Desk, _ page: Page) async throws {
            try await page.until(code) { $0.screen == "eds-insert-token" && $0.code == code }
            _ = try await desk.card("the operator is told \(code)") { $0.noticed == code }
        }
    }
}

extension Stage {
    fileprivate static func onToken() throws -> (Stage, SoftToken) {
        let stage = try Stage.here()
        guard let token = stage.token else { throw Problem("a stage without a token") }
        return (stage, token)
    }

    /// As an operator's yes leaves it.
    fileprivate func confirmed(_ medium: String) async throws -> String {
        try RealPart.require(programs: "curl")
        let number = try await applyAtHome(.fiveFailures, medium: medium)
        try await change("UPDATE application SET state = 'confirmed' WHERE number = '\(number)'")
        return number
    }

    /// OpenSSL builds a path to the portal's root, by the issuer that the certificate itself names.
    fileprivate func verify(_ held: SoftToken.Held) async throws {
        func fetched(_ address: String, _ name: String) async throws -> String {
            let file = folder.file(name)
            let got = try await Tool.run(
                "curl", ["-sSf", "--cacert", folder.file("portal/tls-ca.pem"), "-o", file, address])
            guard got.succeeded else { throw Problem("\(address): \(got.standardError)") }
            return file
        }
        let line = held.text.split(separator: "\n").first { $0.contains("CA Issuers - URI:") } ?? ""
        let address = line.firstRange(of: "URI:").map { String(line[$0.upperBound...]) } ?? ""
        let issuer = try await fetched(address, "issuer.cer")
        let roots = try await fetched("https://127.0.0.1:\(portalPort)/cert/anchors.pem", "anchors.pem")
        let pem = folder.file("issuer.pem")
        _ = try await Tool.run("openssl", ["x509", "-inform", "DER", "-in", issuer, "-out", pem])
        let verified = try await Tool.run(
            "openssl", ["verify", "-CAfile", roots, "-untrusted", pem, held.file])
        #expect(verified.succeeded, "\(verified.standardOutput) \(verified.standardError)")
    }
}
