import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 2, "Shown by": Debian's Chromium runs the flow by clicks; pictures of the screens stay in `.build/screens`.
    @Suite("browser", .serialized, .stage())
    struct Browser {
        @Test(
            "a slip, an EDS and its revoking by clicks, with a picture of every screen", .timeLimit(.minutes(4)),
            arguments: Programs.languages)
        func clicks(_ language: String) async throws {
            try await Stage.here().click(["slip", "eds", "revoke"], language)
        }

        @Test(
            "Q3, Q7: the slip of a reservation by its IIN by clicks, the same number for who asks again, with a picture of every screen",
            .timeLimit(.minutes(3)), arguments: Programs.languages)
        func reservation(_ language: String) async throws {
            let stage = try Stage.here()
            let numbers = try await stage.click(["reservation", "reservation"], language).compactMap(\.slip)
            #expect(numbers.count == 2 && Set(numbers).count == 1 && numbers[0].hasPrefix("B"), "\(numbers)")
            try await eventually("the portal knows it", within: .seconds(90)) {
                let ofPerson = "reservation WHERE iin = '\(Person.matching.iin)'"
                return try await stage.count("\(ofPerson) AND state = 'used'") == 1 ? () : nil
            }
        }

        @Test(
            "E7: the EDS of a lost card is revoked by clicks, with face and code, with a picture of every screen",
            .timeLimit(.minutes(4)), arguments: Programs.languages)
        func lostCard(_ language: String) async throws {
            let stage = try Stage.here()
            _ = try await Citizen.run("eds", stage)
            try await stage.click(["revoke-by-face"], language)
        }

        @Test(
            "E4, E10: \"My application\" by clicks, its form printed, with a picture of every screen",
            .timeLimit(.minutes(3)), arguments: Programs.languages)
        func myApplication(_ language: String) async throws {
            try RealPart.require(programs: "curl")
            let stage = try Stage.here()
            let number = try await stage.applyAtHome(.matching)
            try await stage.click(["application"], language, ["--application", number])
        }

        @Test(
            "L1, L3, L4: the personal account by clicks: by card and by a phone that reads the screen, another number, a code that did not come",
            .timeLimit(.minutes(4)), arguments: Programs.languages)
        func account(_ language: String) async throws {
            try RealPart.require(programs: "zbarimg")
            let stage = try Stage.here()
            _ = try await Citizen.run("eds", stage)
            try await stage.click(["account", "account-by-phone", "account-missing-code"], language)
        }

        @Test(
            "E2a, E6, E9: by clicks, with a picture of every screen: a new EDS with the old one, a new PIN by PIN and by PUK, an EDS obtained anew",
            .timeLimit(.minutes(8)))
        func cardCare() async throws {
            let stage = try Stage.here()
            _ = try await Citizen.run("eds", stage)
            for language in Programs.languages {
                try await stage.click(["reissue", "pin-change", "pin-unblock"], language)
            }
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.toMyCard(stage)
            try await page.blockPUK()
            try await page.reset(stage)
            await page.close()
            for language in Programs.languages { try await stage.click(["obtain-anew"], language) }
            #expect(try await stage.count("application WHERE reason = 'forgotten-pin'") == Programs.languages.count)
            // A card whose PUK helps, for whoever comes next.
            try await stage.changeCard(to: .matching)
        }

        @Test("an operator signs in by card and PIN, checks a person and draws the card", .timeLimit(.minutes(3)))
        func desk() async throws {
            let python = try await Programs.playwright()
            let stage = try Stage.here()
            try await stage.registerOperator()
            var numbers: [String] = []
            for _ in 1...3 { numbers.append(try await stage.applyAtHome(.fiveFailures)) }
            let output = try await Tool.run(
                python,
                [
                    "\(Programs.tests)/Browser/desk.py", "--base", "http://127.0.0.1:\(stage.screens)",
                    "--portal", "https://127.0.0.1:\(stage.portalPort)", "--ca", stage.folder.file("portal/tls-ca.pem"),
                    "--card-socket", stage.folder.file("run/operator.sock"), "--pin", Operator.pin,
                    "--iin", Person.fourFailures.iin, "--out", "\(Programs.package)/.build/screens",
                    "--applications",
                ] + numbers)
            #expect(output.succeeded, "\(output.standardOutput) \(output.standardError.suffix(2000))")
        }
    }
}
