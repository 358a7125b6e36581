import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 7, item 11: the desk's services by `kiosk-sim operator --json`, through the page's own interface.
    @Suite("scripted operator", .serialized, .stage(Stage.Settings(officers: true)))
    struct OperatorFlows {
        /// The report of `kiosk-sim operator --json`.
        private struct Report: Decodable {
            var outcome: String
            var code: String?
            var failures: Int?
            var caseNumber: String?
            var applicationStatus: String?
            var serials: [String]
            var certificates: [String]
            var screen: String?
        }

        private func run(_ flow: String, _ stage: Stage, _ more: [String] = []) async throws -> Report {
            try await stage.takeOperatorCard()
            let output = try await Tool.run(
                try Programs.path("kiosk-sim"),
                [
                    "operator", "--flow", flow, "--json", "--base", "http://127.0.0.1:\(stage.screens)", "--portal",
                    "https://127.0.0.1:\(stage.portalPort)", "--portal-ca", stage.folder.file("portal/tls-ca.pem"),
                    "--card", stage.folder.file("run/operator.sock"), "--person-card",
                    stage.folder.file("run/card.sock"), "--pin", Operator.pin, "--person-pin", Person.pin,
                    "--step-limit", "60",
                ] + more, limit: .seconds(240))
            for person in [Person.fourFailures, .fiveFailures, .matching] {
                #expect(!(output.standardOutput + output.standardError).contains(person.iin), "P4: \(flow)")
            }
            guard let report = try? JSONDecoder().decode(Report.self, from: Data(output.standardOutput.utf8)) else {
                throw Problem("kiosk-sim operator: \(output.standardOutput)\(output.standardError)")
            }
            #expect(output.succeeded == (report.outcome == "done"), "\(flow): \(report)")
            return report
        }

        @Test(
            "attempts, application, refusal, withdrawal, issue, card, new PIN by PIN and by PUK, certificates, revoked; each once more is refused",
            .timeLimit(.minutes(8)))
        func everything() async throws {
            try RealPart.require(programs: "curl")
            let stage = try Stage.here()
            try await stage.registerOperator()
            let four = try await run("attempts", stage, ["--iin", Person.fourFailures.iin])
            #expect(four.outcome == "done" && four.failures == 4, "\(four)")
            #expect(try await run("accept", stage, ["--iin", Person.fourFailures.iin]).code == "attempts.too-few")

            // L4: who has no number is sent to a desk, and with the number that the desk registered a code comes.
            let person = Person.withoutPhone
            let named = ["--person", "5"]
            #expect(try await Citizen.run("eds", stage, more: named).code == "sms.phone-unknown")
            let phone = ["--iin", person.iin, "--number", "8 (701) 000-00-77"]
            #expect(try await run("phone", stage, phone).outcome == "done")
            #expect(try await stage.portal("SELECT phone FROM person WHERE iin = '\(person.iin)'") == ["+77010000077"])
            #expect(try await run("phone", stage, ["--iin", person.iin, "--number", "12"]).code == "phone.invalid")
            #expect(try await Citizen.run("eds", stage, more: named).attempts.count > 0, "the code came")

            let five = ["--iin", Person.fiveFailures.iin]
            let taken = try await run("accept", stage, five + ["--medium", "file"])
            let open = try #require(taken.caseNumber, "\(taken)")
            #expect(taken.applicationStatus == "submitted")
            #expect(try await run("accept", stage, five).caseNumber == open, "the one that is open")
            #expect(
                try await stage.portal("SELECT number, medium FROM application WHERE channel = 'operator'") == [
                    "\(open)|file"
                ])
            let no = ["--case-number", open, "--justification", "Другой носитель"]
            #expect(try await run("refuse", stage, no).applicationStatus == "refused")
            try await takesBack(five, stage)

            try await stage.changeCard(to: .fiveFailures)
            let number = try await stage.applyAtHome(.fiveFailures)
            let opened = try await run("application", stage, ["--case-number", number])
            #expect(opened.applicationStatus == "applied" && opened.caseNumber == number, "\(opened)")
            #expect(try await run("reveal", stage, ["--case-number", number]).outcome == "done")
            let confirmed = try await run("confirm", stage, ["--case-number", number])
            #expect(confirmed.applicationStatus == "confirmed", "\(confirmed)")
            let late = try await run("refuse", stage, ["--case-number", number, "--justification", "Не подписан"])
            #expect(late.code == "application.decided")

            let issued = try await run("issue", stage, ["--case-number", number])
            #expect(issued.screen == "ending-issued" && issued.serials.count == 2, "\(issued)")
            #expect(try await run("issue", stage, ["--case-number", number]).outcome == "refused")
            let card = try await run("card", stage)
            #expect(card.outcome == "done" && card.certificates.count == 2, "\(card)")
            let changed = try await run("change-pin", stage, ["--new-pin", "731904"])
            #expect(changed.screen == "ending-pin-renewed", "\(changed)")
            #expect(
                try await run("change-pin", stage, ["--person-pin", "731904", "--new-pin", Person.pin]).outcome
                    == "done")
            let unblocked = try await run("unblock", stage, ["--new-pin", Person.pin])
            #expect(unblocked.outcome == "done" && unblocked.screen == "ending-pin-renewed", "\(unblocked)")

            let held = try await run("certificates", stage, five)
            #expect(held.outcome == "done" && Set(held.serials) == Set(issued.serials), "\(held)")
            #expect(try await run("revoke", stage, five).outcome == "done")
            #expect(try await stage.count("revocation") == 2)
            #expect(try await run("revoke", stage, five).code == "certificate.revoked")
        }

        /// E5: a confirmation of which nothing was issued; only with a word, and once.
        private func takesBack(_ person: [String], _ stage: Stage) async throws {
            let number = try #require(try await run("accept", stage, person).caseNumber)
            let form = ["--case-number", number]
            #expect(try await run("confirm", stage, form).applicationStatus == "confirmed")
            let silent = try await Tool.run(
                try Programs.path("kiosk-sim"), ["operator", "--flow", "withdraw", "--json"] + form)
            #expect(!silent.succeeded && silent.standardError.contains("--justification"), "\(silent.standardError)")
            let taken = try await run("withdraw", stage, form + ["--justification", "Нужен файл"])
            #expect(taken.outcome == "done" && taken.applicationStatus == "refused", "\(taken)")
            let again = try await run("withdraw", stage, form + ["--justification", "Ещё раз"])
            #expect(again.code == "application.decided", "\(again)")
            #expect(
                try await stage.portal(
                    "SELECT state || '|' || justification FROM application WHERE number = '\(number)'")
                    == ["refused|Нужен файл"])
            let deeds = "audit WHERE action = 'application.withdrawn' AND detail LIKE '\(number) %'"
            #expect(try await stage.count(deeds) == 1)
        }

        @Test(
            "I4–I6: an officer at the desk: queue, opened, annulled, then one certified and collected",
            .timeLimit(.minutes(8)))
        func officer() async throws {
            try RealPart.require(programs: "curl")
            let stage = try Stage.here()
            try await stage.changeCard(to: .matching)
            let eds = try await Citizen.run("eds", stage)
            try #require(eds.outcome == "issued", "\(eds)")
            let first = try #require(try await Citizen.run("exchange", stage).registration)
            try await stage.registerOfficer()
            func deed(_ deed: String, _ slip: String?, _ more: [String] = []) async throws -> MigrationOfficer {
                try await stage.takeOperatorCard()
                let output = try await Tool.run(
                    try Programs.path("kiosk-sim"),
                    [
                        "officer", "--at-desk", "--deed", deed, "--json", "--base",
                        "http://127.0.0.1:\(stage.screens)", "--card", stage.folder.file("run/operator.sock"), "--pin",
                        Operator.pin,
                    ] + (slip.map { ["--slip", $0] } ?? []) + more, limit: .seconds(120))
                guard
                    let report = try? JSONDecoder().decode(
                        MigrationOfficer.self, from: Data(output.standardOutput.utf8))
                else { throw Problem("kiosk-sim officer: \(output.standardOutput)\(output.standardError)") }
                return report
            }
            let queue = try await deed("queue", nil)
            #expect(queue.queue == [first] && queue.waiting == 1, "\(queue)")
            let opened = try await deed("open", first)
            #expect(opened.checks.count == 5 && opened.checks.values.allSatisfy { $0 }, "\(opened)")
            let annulled = try await deed("annul", first, ["--reason", "photo"])
            #expect(
                annulled.stage == "annulled" && annulled.fee == "refundable" && annulled.slip == first, "\(annulled)")
            #expect(try await deed("certify", first).outcome == "refused")
            let second = try #require(try await Citizen.run("exchange", stage).registration)
            #expect(try await deed("certify", second).stage == "in-production")
            let card = ["--document", "000000901", "--expires", "2036-11-21"]
            #expect(try await deed("arrive", second, card).stage == "ready")
            #expect(try await deed("collect", second, ["--iin", Person.other.iin]).code == "portal.other-person")
            #expect(try await deed("collect", second, ["--iin", Person.matching.iin]).stage == "collected")
        }
    }
}
