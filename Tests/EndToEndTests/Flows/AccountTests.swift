import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 7, item 3: the personal account with the real portal, kiosk and card.
    @Suite("personal account", .serialized, .stage())
    struct PersonalAccount {
        @Test(
            "L1: kiosk-sim citizen --flow account: card, PIN and code open it; certificates and attempts are the person's",
            .timeLimit(.minutes(3)))
        func byCard() async throws {
            try RealPart.require(programs: "sqlite3")
            let stage = try Stage.here()
            let issued = try await Citizen.run("eds", stage)
            try #require(issued.outcome == "issued", "\(issued)")
            let report = try await Citizen.run("account", stage)
            #expect(report.outcome == "account", "\(report)")
            let steps = ["account-choosing", "account-insert-card", "account-pin", "account-code", "account-shown"]
            for step in steps { #expect(report.steps.map(\.name).contains(step), "\(step)") }
            #expect(
                report.accountEntries == [
                    try await stage.count(
                        "certificate WHERE application IN (SELECT number FROM application WHERE iin = '\(Person.matching.iin)')"
                    ),
                    try await stage.count("application WHERE iin = '\(Person.matching.iin)'"),
                    try await stage.outcomes(.matching).count, 0, 0,
                ])
            try await ended(stage)
            #expect(try await stage.count("logIn WHERE eds = 1 AND coded = 1") == 1)
            #expect(try await stage.count("proof WHERE purpose = 'login' AND spent = 1") == 1)
        }

        @Test(
            "L1: kiosk-sim citizen --flow account-by-phone: the stub of the phone scans the code",
            .timeLimit(.minutes(2)))
        func byPhone() async throws {
            let stage = try Stage.here()
            let report = try await Citizen.run("account-by-phone", stage)
            #expect(report.outcome == "account", "\(report)")
            #expect(report.steps.map(\.name).contains("account-scanning"))
            try await ended(stage)
            #expect(try await stage.count("logIn WHERE scanned = 1 AND eds = 0") == 1)
        }

        @Test(
            "L3: a code that did not come is reported with the four fields, once, by a number", .timeLimit(.minutes(2)))
        func missingCode() async throws {
            let stage = try Stage.here()
            let report = try await Citizen.run("account-missing-code", stage)
            #expect(report.outcome == "reported" && report.missingCode == "R000000001", "\(report)")
            let kept = try await stage.portal(
                "SELECT iin, phone, description FROM missingCode WHERE requestedAt <= receivedAt")
            #expect(
                kept == [
                    "\(Person.matching.iin)|+77010000077|Приём сообщений с коротких номеров запрещён: разрешите его."
                ])
            try await ended(stage)
        }

        @Test(
            "L4: kiosk-sim citizen --flow account-new-number: the number is changed by EDS and code",
            .timeLimit(.minutes(2)))
        func newNumber() async throws {
            let stage = try Stage.here()
            let report = try await Citizen.run("account-new-number", stage)
            #expect(report.outcome == "account" && report.maskedPhone?.hasSuffix("77") == true, "\(report)")
            #expect(
                try await stage.portal("SELECT phone FROM person WHERE iin = '\(Person.matching.iin)'")
                    == ["+77010000077"])
            try await ended(stage)
        }

        @Test("L2, E9: a wrong PIN and a wrong code count once each, and open nothing", .timeLimit(.minutes(2)))
        func wrong() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            let opened = try await stage.count("logIn WHERE coded = 1")
            var pad = try await toPIN(page, stage)
            try await page.enter("111111", on: pad)
            pad = try await page.until("asked again") {
                $0.screen == "account-pin" && $0.code == "pin.wrong" && $0.pad != nil
            }
            try await page.enter(Person.pin, on: pad)
            try await page.until("account-code")
            let right = try await stage.code(.matching)
            try await page.act("code", ["value": right == "000000" ? "000001" : "000000"])
            let view = try await page.until("asked again") { $0.screen == "account-code" && $0.code == "sms.wrong" }
            #expect(view.triesLeft == 2)
            #expect(try await stage.count("logIn WHERE coded = 1") == opened)
            try await page.reset(stage)
            await page.close()
            try await ended(stage)
        }

        /// Where a person may walk away.
        enum Place: String, CaseIterable, Sendable {
            case scanning = "account-scanning"
            case pin = "account-pin"
            case code = "account-code"
            case reason = "missing-code"
            case shown = "account-shown"
            case list = "account-list"
            case phone = "account-phone"
        }

        @Test(
            "who walks away leaves nothing: the screen is free, the card reset, the log-in ended, nothing on the disk",
            .timeLimit(.minutes(2)), arguments: Place.allCases)
        func walkedAway(_ place: Place) async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            let logIn = try await go(to: place, page, stage)
            try await page.act("cancel")
            // From the new number and from a list, cancel goes back to the account.
            if place == .phone || place == .list {
                try await page.until("account-shown")
                try await page.act("cancel")
            }
            try await page.until("nobody is here") { $0.screen == "idle" || $0.screen == "take-card" }
            try await stage.order("card", "remove")
            let view = try await page.until("idle")
            #expect(view.accountEntries == nil && view.qr == nil && view.maskedPhone == nil)
            try await ended(stage)
            for secret in logIn + (try await person(stage)) { #expect(try kept(secret, stage) == [], "\(place)") }
            await page.close()
        }

        @Test(
            "R3: the card is drawn, or another one is put in, while the account is shown: it is gone and its log-in ended",
            .timeLimit(.minutes(2)), arguments: [false, true])
        func cardTaken(_ swapped: Bool) async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            let secrets = try await go(to: .shown, page, stage)
            let before = try await page.now()
            #expect(before.screen == "account-shown" && before.accountEntries != nil)
            try await stage.order("card", "remove")
            if swapped {
                // The virtual reader is faster than any hand: pcscd does not see a card that is away for some milliseconds.
                try await page.until("the account is gone") { $0.screen != "account-shown" }
                try await stage.order("card", "insert")
            }
            let view = try await page.until("nobody's account is shown") {
                ["idle", "take-card", "former-card"].contains($0.screen)
            }
            #expect(view.accountEntries == nil && view.maskedPhone == nil)
            try await ended(stage)
            for secret in secrets + (try await person(stage)) { #expect(try kept(secret, stage) == []) }
            try await page.reset(stage)
            await page.close()
        }

        /// - Returns: what must not stay: name, challenge and code of the log-in.
        private func go(to place: Place, _ page: Page, _ stage: Stage) async throws -> [String] {
            var secrets: [String] = []
            if place == .scanning {
                try await begin(page, "phone")
                let view = try await page.until("the code") { $0.screen == "account-scanning" && $0.qr != nil }
                if let qr = view.qr { secrets.append(String(qr.dropFirst("psc-log-in:".count))) }
            } else {
                let pad = try await toPIN(page, stage)
                if place != .pin {
                    try await page.enter(Person.pin, on: pad)
                    try await page.until("account-code")
                    if place == .reason { try await page.act("code-missing") }
                    if [.shown, .list, .phone].contains(place) {
                        try await page.act("code", ["value": try await stage.code(.matching)])
                        try await page.until("account-shown")
                        if place == .phone { try await page.act("change-phone") }
                        if place == .list {
                            try await page.act("account-page", ["group": "certificates", "value": "0"])
                        }
                    }
                }
            }
            try await page.until(place.rawValue)
            return secrets + (try await stage.portal("SELECT id FROM logIn WHERE endedAt IS NULL"))
                + (try await stage.portal("SELECT challenge FROM logIn WHERE endedAt IS NULL"))
        }

        @Test(
            "L1: a code of another system, one that was scanned, and one whose time is over open nothing",
            .timeLimit(.minutes(2)))
        func codes() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await begin(page, "phone")
            let view = try await page.until("the code") { $0.screen == "account-scanning" && $0.qr != nil }
            let qr = view.qr ?? ""
            #expect(try await scan(qr.replacing("psc-log-in:", with: "other:"), stage) == "digital.code-foreign")
            #expect(try await scan(qr, stage) == nil)
            try await page.until("account-shown")
            #expect(try await scan(qr, stage) == "digital.code-used")
            try await page.reset(stage)
            try await ended(stage)
            #expect(try await scan(qr, stage) == "log-in.over")
            await page.close()
        }

        // MARK: - Steps

        private func begin(_ page: Page, _ way: String) async throws {
            try await page.act("language", ["value": "en"])
            try await page.until("services")
            try await page.act("service", ["value": "account"])
            try await page.until("account-choosing")
            try await page.act("log-in", ["value": way])
        }

        private func toPIN(_ page: Page, _ stage: Stage) async throws -> View {
            try await begin(page, "card")
            try await page.until("account-insert-card")
            try await stage.order("card", "insert")
            return try await page.until("the pad") { $0.screen == "account-pin" && $0.pad != nil }
        }

        private func ended(_ stage: Stage) async throws {
            try await eventually("every log-in is ended at the portal", within: .seconds(20)) {
                try await stage.count("logIn WHERE endedAt IS NULL") == 0 ? () : nil
            }
        }

        /// What the account shows of the person: name, IIN and phone.
        private func person(_ stage: Stage) async throws -> [String] {
            let columns = "commonName || ';' || iin || ';' || phone"
            let rows = try await stage.portal("SELECT \(columns) FROM person WHERE iin = '\(Person.matching.iin)'")
            return try #require(rows.first).split(separator: ";").map(String.init)
        }

        /// Files of kioskd in which this stands.
        private func kept(_ secret: String, _ stage: Stage) throws -> [String] {
            let folder = stage.folder.file("kiosk")
            let files = try FileManager.default.subpathsOfDirectory(atPath: folder)
            return files.filter { name in
                let data = try? Data(contentsOf: URL(filePath: "\(folder)/\(name)"))
                return data?.firstRange(of: Data(secret.utf8)) != nil
            }
        }

        /// - Returns: why the portal refuses it; nil when it does not.
        private func scan(_ qr: String, _ stage: Stage) async throws -> String? {
            let output = try await Tool.run(
                "curl",
                [
                    "-s", "--cacert", stage.folder.file("portal/tls-ca.pem"), "-H", "Content-Type: application/json",
                    "-d", "{\"iin\":\"\(Person.matching.iin)\",\"qr\":\"\(qr)\"}",
                    "https://127.0.0.1:\(stage.portalPort)/demonstration/log-in-scans",
                ])
            struct Refusal: Decodable { var code: String? }
            return try JSONDecoder().decode(Refusal.self, from: Data(output.standardOutput.utf8)).code
        }
    }
}
