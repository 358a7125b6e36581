import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 7, item 5: the exchange of an identity card with the real portal, kiosk, card, camera and printer.
    @Suite("exchange", .serialized, .stage())
    struct Exchange {
        @Test("I1–I6 by clicks in three languages; the EDS for OpenSSL; the officer's part", .timeLimit(.minutes(9)))
        func clicks() async throws {
            try RealPart.require(programs: "openssl", "sqlite3")
            let (python, stage) = (try await Programs.playwright(), try Stage.here())
            let eds = try await Citizen.run("eds", stage)
            try #require(eds.outcome == "issued", "\(eds)")
            var slips: [String] = []
            for language in ["kk", "ru", "en"] {
                let slip = try await click("exchange", language, python)
                slips.append(slip)
                let queue = try await MigrationOfficer.run("queue", stage)
                #expect(queue.queue == [slip] && queue.waiting == 1, "\(queue)")
                try await verify(slip, stage)
                _ = try await click("exchange-standing", language, python, ["--slip", slip])
                if language == "en" { break }
                let annulled = try await MigrationOfficer.run("annul", stage, ["--slip", slip, "--reason", "photo"])
                #expect(annulled.stage == "annulled" && annulled.fee == "refundable", "\(annulled)")
            }
            let last = try #require(slips.last)
            #expect(try await MigrationOfficer.run("certify", stage, ["--slip", last]).stage == "in-production")
            let again = try await MigrationOfficer.run("annul", stage, ["--slip", last, "--reason", "photo"])
            #expect(again.outcome == "refused" && again.code == "exchange.decided")
            let card = ["--slip", last, "--document", "000000901", "--expires", "2036-11-21"]
            #expect(try await MigrationOfficer.run("arrive", stage, card).stage == "ready")
            let other = try await MigrationOfficer.run("collect", stage, ["--slip", last, "--iin", Person.other.iin])
            #expect(other.code == "portal.other-person")
            #expect(
                try await MigrationOfficer.run("collect", stage, ["--slip", last, "--iin", Person.matching.iin]).stage
                    == "collected")
            // What the portal counts equals what was done.
            #expect(try await stage.count("cardExchange") == 3)
            #expect(try await stage.count("cardExchange WHERE stage = 'annulled'") == 2)
            #expect(try await stage.count("feePayment JOIN cardExchange ON payment = reference") == 3)
            #expect(try await stage.count("exchangePicture") == 0, "erased with the decisions")
            #expect(try await stage.count("audit WHERE action = 'exchange.submitted'") == 3)
            let shown = try await Citizen.run("exchange-standing", stage, slip: last)
            #expect(shown.exchangeStage == "collected" && shown.registration == last, "\(shown)")
        }

        /// The signed application, verified by OpenSSL under the portal's authority; its content names person and pictures.
        private func verify(_ slip: String, _ stage: Stage) async throws {
            let folder = stage.folder.file("opened-\(slip)")
            let opened = try await MigrationOfficer.run("open", stage, ["--slip", slip, "--out", folder])
            #expect(opened.checks.count == 5 && opened.checks.values.allSatisfy { $0 }, "\(opened.checks)")
            let content = "\(folder)/content.json"
            let verified = try await Tool.run(
                "openssl",
                [
                    "cms", "-verify", "-inform", "DER", "-in", "\(folder)/application.p7s", "-CAfile",
                    stage.folder.file("portal/issuing-ca.pem"), "-partial_chain", "-purpose", "any", "-out", content,
                ])
            #expect(verified.succeeded, "\(verified.standardError)")
            let text = try String(contentsOfFile: content, encoding: .utf8)
            for (name, field) in [("photo.jpg", "photo"), ("specimen.png", "specimen")] {
                let digest = try await Tool.run("sha256sum", ["\(folder)/\(name)"])
                #expect(text.contains("\"\(field)\":\"\(digest.standardOutput.prefix(64))\""), "\(name)")
            }
            #expect(text.contains(Person.matching.iin))
        }

        @discardableResult
        private func click(
            _ flow: String, _ language: String, _ python: String, _ more: [String] = []
        ) async throws -> String {
            let stage = try Stage.here()
            let output = try await Tool.run(
                python,
                [
                    "\(Programs.tests)/Browser/flow.py", "--base", "http://127.0.0.1:\(stage.screens)",
                    "--portal", "https://127.0.0.1:\(stage.portalPort)", "--ca", stage.folder.file("portal/tls-ca.pem"),
                    "--card-socket", stage.folder.file("run/card.sock"), "--out", "\(Programs.package)/.build/screens",
                    "--lang", language, "--flow", flow,
                ] + more, limit: .seconds(240))
            try #require(output.succeeded, "\(flow): \(output.standardOutput) \(output.standardError.suffix(2000))")
            struct Visits: Decodable {
                struct Visit: Decodable { var slip: String? }
                var visits: [Visit]
            }
            let visits = try JSONDecoder().decode(Visits.self, from: Data(output.standardOutput.utf8))
            return visits.visits.first?.slip ?? ""
        }
    }
}
