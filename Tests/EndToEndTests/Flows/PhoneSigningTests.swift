import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 7, item 6: signing by QR with the mobile app (L5), with the real portal, kiosk and screen.
    @Suite("signing by phone", .serialized, .stage(Stage.Settings(phones: true)))
    struct PhoneSigning {
        @Test(
            "L5: kiosk-sim citizen --flow exchange-by-phone: no PIN; OpenSSL verifies what the app signed; the officer has it",
            .timeLimit(.minutes(4)))
        func exchange() async throws {
            try RealPart.require(programs: "openssl", "sqlite3")
            let stage = try Stage.here()
            try #require(try await Citizen.run("eds", stage).outcome == "issued")
            let file = stage.folder.file("phone.p7m")
            let report = try await Citizen.run("exchange-by-phone", stage, signature: file)
            #expect(report.outcome == "exchanged", "\(report)")
            let steps = report.steps.map(\.name)
            #expect(steps.contains("phone-signing") && !steps.contains { $0.hasSuffix("-pin") }, "\(steps)")
            let content = try await verified(file, stage)
            for part in [Person.matching.iin, "\"photo\"", "\"specimen\"", "\"payment\""] {
                #expect(content.contains(part), "\(part)")
            }
            let slip = try #require(report.registration)
            let kept = try await stage.portal("SELECT hex(signature) FROM cardExchange WHERE slip = '\(slip)'")
            let bytes = try Data(contentsOf: URL(filePath: file))
            #expect(kept == [bytes.map { Self.hex($0) }.joined()], "the portal has the very bytes")
            try await nothingWaits(stage)
        }

        @Test(
            "L5, E7: kiosk-sim citizen --flow revoke-by-phone: the EDS on the card is revoked with the one in the app",
            .timeLimit(.minutes(4)))
        func revocation() async throws {
            try RealPart.require(programs: "openssl", "sqlite3")
            let stage = try Stage.here()
            let issued = try await Citizen.run("eds", stage)
            try #require(issued.outcome == "issued", "\(issued)")
            let file = stage.folder.file("revocation.p7m")
            let report = try await Citizen.run("revoke-by-phone", stage, signature: file)
            #expect(report.outcome == "revoked", "\(report)")
            #expect(Set(report.certificateSerials) == Set(issued.certificateSerials))
            #expect(try await verified(file, stage).contains("cessation-of-operation"))
            for serial in issued.certificateSerials {
                #expect(try await stage.status(of: serial).contains(": revoked"))
            }
            try await nothingWaits(stage)
        }

        @Test(
            "L5 by clicks in three languages: ZBar reads the screen, OpenSSL is the phone", .timeLimit(.minutes(6)),
            arguments: Programs.languages)
        func clicks(_ language: String) async throws {
            try RealPart.require(programs: "zbarimg", "openssl")
            let stage = try Stage.here()
            _ = try await Citizen.run("eds", stage)
            try await stage.click(["revoke-by-phone"], language)
            try await nothingWaits(stage)
        }

        @Test("who walks away from the code leaves nothing: the portal forgets it, a later scan finds nothing")
        func walkedAway() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            _ = try await Citizen.run("eds", stage)
            let before = try await stage.count("revocation")
            try await page.act("language", ["value": "en"])
            try await page.act("service", ["value": "my-card"])
            try await page.until("card-insert")
            try await stage.order("card", "insert")
            try await page.until("card-shown")
            try await page.act("revoke-eds")
            try await page.until("revocation-cause")
            try await page.act("revoke-for", ["value": "key-compromise"])
            try await page.until("revocation-pin")
            try await page.act("sign-by-phone")
            let view = try await page.until("the code") { $0.screen == "phone-signing" && $0.qr != nil }
            #expect(view.qr?.hasPrefix("psc-sign:") == true)
            #expect(try await stage.count("phoneSignature") == 1)
            try await page.act("cancel")
            try await page.until("nobody is here") { $0.screen == "idle" || $0.screen == "take-card" }
            try await stage.order("card", "remove")
            let idle = try await page.until("idle")
            #expect(idle.qr == nil)
            try await nothingWaits(stage)
            #expect(try await stage.count("revocation") == before)
            await page.close()
        }

        @Test(
            "E9, L1, L5: a PIN blocked while signing, or before a log-in, ends with its code and nothing signed; the phone signs instead",
            .timeLimit(.minutes(4)))
        func blockedPIN() async throws {
            try RealPart.require(programs: "openssl", "sqlite3")
            let stage = try Stage.here()
            let issued = try await Citizen.run("eds", stage)
            try #require(issued.outcome == "issued", "\(issued)")
            let (page, before) = (try await Page.open(port: stage.screens), try await stage.count("revocation"))
            try await page.reset(stage)
            try await block(page, stage)
            #expect(try await stage.count("revocation") == before)
            try await page.reset(stage)

            try await page.act("language", ["value": "en"])
            try await page.until("services")
            try await page.act("service", ["value": "account"])
            try await page.until("account-choosing")
            try await page.act("log-in", ["value": "card"])
            try await page.until("account-insert-card")
            try await stage.order("card", "insert")
            let told = try await page.until("account-retry")
            #expect(told.code == "pin.blocked" && told.pad == nil)
            #expect(try await stage.count("logIn WHERE eds = 1") == 0)
            try await page.act("try-again")
            try await page.until("the code for the phone") { $0.screen == "account-scanning" && $0.qr != nil }
            try await page.reset(stage)
            await page.close()

            let file = stage.folder.file("blocked.p7m")
            let report = try await Citizen.run("revoke-by-phone", stage, signature: file)
            #expect(report.outcome == "revoked", "\(report)")
            #expect(Set(report.certificateSerials) == Set(issued.certificateSerials))
            #expect(!report.steps.contains { $0.name.hasSuffix("-pin") }, "\(report)")
            #expect(try await verified(file, stage).contains("cessation-of-operation"))
            try await nothingWaits(stage)
            // A card whose PIN is as it was, for whoever comes next.
            try await stage.changeCard(to: .matching)
        }

        /// The PIN entered wrong for a revocation until it is blocked, the last time behind a yes.
        private func block(_ page: Page, _ stage: Stage) async throws {
            try await page.toMyCard(stage)
            try await page.act("revoke-eds")
            try await page.until("revocation-cause")
            try await page.act("revoke-for", ["value": "key-compromise"])
            var view = try await page.until("the pad") { $0.screen == "revocation-pin" && $0.pad != nil }
            let tries = try #require(view.triesLeft)
            for left in stride(from: tries - 1, through: 1, by: -1) {
                try await page.enter("111111", on: view)
                view = try await page.until("\(left) tries") {
                    $0.screen == "revocation-pin" && $0.triesLeft == left && $0.code == "pin.wrong" && $0.pad != nil
                }
            }
            try await page.enter("111111", on: view)
            try await page.until("revocation-last-try")
            try await page.act("confirm-last-try")
            try await page.until("blocked") { $0.screen == "card-shown" && $0.code == "pin.blocked" }
        }

        private func nothingWaits(_ stage: Stage) async throws {
            try await eventually("the portal has forgotten it") {
                try await stage.count("phoneSignature") == 0 ? () : nil
            }
        }

        /// What OpenSSL says is signed.
        private func verified(_ file: String, _ stage: Stage) async throws -> String {
            let content = "\(file).json"
            let output = try await Tool.run(
                "openssl",
                [
                    "cms", "-verify", "-inform", "DER", "-in", file, "-CAfile",
                    stage.folder.file("portal/issuing-ca.pem"), "-partial_chain", "-purpose", "any", "-out", content,
                ])
            #expect(output.succeeded, "\(output.standardError)")
            return try String(contentsOfFile: content, encoding: .utf8)
        }

        private static func hex(_ byte: UInt8) -> String {
            let digits = String(byte, radix: 16, uppercase: true)
            return digits.count == 1 ? "0\(digits)" : digits
        }
    }
}
