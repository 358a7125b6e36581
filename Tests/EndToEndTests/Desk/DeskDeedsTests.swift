import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 7, item 7: what an operator decides at the desk's page in Chromium, found at the portal and on the person's screen.
    @Suite("deeds at the desk by keys", .serialized, .stage(Stage.Settings(documents: true)))
    struct DeskDeeds {
        /// What the script has done in one language.
        private struct Done: Decodable {
            var language: String
            var refused: String
            var refusal: String
            var withdrawn: String
            var withdrawal: String
            var phone: String
            var serials: [String]
            var cause: String
        }

        private struct Report: Decodable { var done: [Done] }

        /// As OpenSSL has the causes (RFC 5280, 5.3.1).
        private static let reasons = [
            "key-compromise": "keyCompromise", "cessation-of-operation": "cessationOfOperation",
            "superseded": "superseded",
        ]

        @Test(
            "B5, E5, E7, L4, D1: accepted, refused, taken back, another number, a document, an EDS revoked: keys only",
            .timeLimit(.minutes(8)))
        func keys() async throws {
            try RealPart.require(programs: "openssl", "sqlite3")
            let (python, stage) = (try await Programs.playwright(), try Stage.here())
            var issued: [Citizen] = []
            for _ in Programs.languages {
                let eds = try await Citizen.run("eds", stage)
                try #require(eds.outcome == "issued", "\(eds)")
                issued.append(eds)
            }
            try await stage.registerOperator()
            let (slips, former) = (try await stage.slips(), try await phone(stage))
            let output = try await Tool.run(
                python,
                [
                    "\(Programs.tests)/Browser/desk_deeds.py", "--base", "http://127.0.0.1:\(stage.screens)",
                    "--portal", "https://127.0.0.1:\(stage.portalPort)", "--ca", stage.folder.file("portal/tls-ca.pem"),
                    "--card-socket", stage.folder.file("run/operator.sock"), "--phone-socket",
                    stage.folder.file("run/phone.sock"), "--pin", Operator.pin, "--iin", Person.fiveFailures.iin,
                    "--holder", Person.matching.iin, "--document", Person.matching.document, "--languages",
                    Programs.languages.joined(separator: ","), "--out", "\(Programs.package)/.build/screens",
                ], limit: .seconds(300))
            try #require(output.succeeded, "\(output.standardOutput) \(output.standardError.suffix(3000))")
            let done = try JSONDecoder().decode(Report.self, from: Data(output.standardOutput.utf8)).done
            #expect(done.map(\.language) == Programs.languages)
            for one in done {
                try await decided(one, stage)
                try await revoked(one, stage)
            }
            #expect(Set(done.flatMap(\.serials)) == Set(issued.flatMap(\.certificateSerials)))
            #expect(try await stage.slips() == slips + done.count, "one for each EDS, for its holder")
            let last = try #require(done.last)
            #expect(former.count == 1 && former != [last.phone])
            #expect(try await phone(stage) == [last.phone])
            #expect(
                try await stage.portal("SELECT detail FROM audit WHERE action = 'phone.registered' ORDER BY id")
                    == done.map { "+7 ••• ••• •• \($0.phone.suffix(2)) by \(Operator.name)" })
            let looks = done.flatMap { _ in ["shown", "refused digital.code-used"] }
            #expect(try await stage.ownersHistory(.matching) == looks)
            #expect(try await stage.desksHistory() == looks)
            try await told(last, issued, stage)
            try await journalled(done.count, stage)
        }

        private func phone(_ stage: Stage) async throws -> [String] {
            try await stage.portal("SELECT phone FROM person WHERE iin = '\(Person.fiveFailures.iin)'")
        }

        /// Both applications at the portal, with the operator's words and name.
        private func decided(_ done: Done, _ stage: Stage) async throws {
            let columns = "state || '|' || justification || '|' || medium || '|' || operatorID"
            for (number, reason, medium, deeds) in [
                (done.refused, done.refusal, "file", ["application.refused"]),
                (
                    done.withdrawn, done.withdrawal, "id-card", ["application.confirmed", "application.withdrawn"]
                ),
            ] {
                #expect(
                    try await stage.portal("SELECT \(columns) FROM application WHERE number = '\(number)'")
                        == ["refused|\(reason)|\(medium)|\(Operator.name)"])
                let by = "SELECT action FROM audit WHERE detail = '\(number) by \(Operator.name)' ORDER BY id"
                #expect(try await stage.portal(by) == deeds)
            }
        }

        /// OCSP says so, with the cause that was chosen.
        private func revoked(_ done: Done, _ stage: Stage) async throws {
            let reason = try #require(Self.reasons[done.cause])
            for serial in done.serials {
                let status = try await stage.status(of: serial)
                #expect(status.contains(": revoked") && status.contains(reason), "\(status)")
            }
        }

        /// What the persons see at the kiosk: the operator's word, the new number, the EDS that is over.
        private func told(_ done: Done, _ issued: [Citizen], _ stage: Stage) async throws {
            let page = try await Page.open(port: stage.screens)
            for (number, reason) in [(done.refused, done.refusal), (done.withdrawn, done.withdrawal)] {
                try await page.reset(stage)
                try await page.act("language", ["value": "en"])
                try await page.until("services")
                try await page.act("service", ["value": "my-application"])
                try await page.until("application-number")
                try await page.act(
                    "application-number", ["value": String(number.dropFirst()), "iin": Person.fiveFailures.iin])
                try await page.until("application-code")
                #expect(try await page.html().contains("•• \(done.phone.suffix(2))"), "the code comes there")
                try await page.act("code", ["value": try await stage.code(.fiveFailures)])
                try await page.until("application-shown")
                #expect(try await page.html().contains(reason))
            }
            try await page.reset(stage)
            await page.close()
            let eds = try #require(issued.first { Set($0.certificateSerials) == Set(done.serials) })
            let own = try await Citizen.run("application", stage, application: eds.applicationNumber)
            #expect(own.applicationStatus == "revoked" && own.applicationStep == "apply-anew", "\(own)")
        }

        /// R4, P4: each deed with the operator's name and no IIN.
        private func journalled(_ times: Int, _ stage: Stage) async throws {
            let deeds = try await stage.deeds("operator.")
            for (kind, each) in [
                ("application", 2), ("application-refused", 1), ("application-confirmed", 1),
                ("application-withdrawn", 1), ("phone-code", 1), ("phone-registered", 2), ("document-shown", 1),
                ("revoked", 1),
            ] {
                let lines = deeds.filter { $0.hasPrefix("operator.\(kind) ") }
                #expect(
                    lines.count == each * times && lines.allSatisfy { $0.contains(Operator.name) }, "\(kind): \(lines)")
            }
            for person in [Person.fiveFailures, .matching] {
                #expect(!deeds.contains { $0.contains(person.iin) })
            }
        }
    }
}
