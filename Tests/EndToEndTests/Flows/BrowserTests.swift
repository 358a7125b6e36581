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
            let python = try await Programs.playwright()
            try await click(["slip", "eds", "revoke"], language, python)
        }

        @Test(
            "E7: the EDS of a lost card is revoked by clicks, with face and code, with a picture of every screen",
            .timeLimit(.minutes(4)), arguments: Programs.languages)
        func lostCard(_ language: String) async throws {
            let python = try await Programs.playwright()
            _ = try await Citizen.run("eds", Stage.here())
            try await click(["revoke-by-face"], language, python)
        }

        @Test(
            "E4, E10: \"My application\" by clicks, its form printed, with a picture of every screen",
            .timeLimit(.minutes(3)), arguments: Programs.languages)
        func myApplication(_ language: String) async throws {
            try RealPart.require(programs: "curl")
            let python = try await Programs.playwright()
            let number = try await Stage.here().applyAtHome(.matching)
            try await click(["application"], language, python, ["--application", number])
        }

        @Test(
            "L1, L3, L4: the personal account by clicks: by card and by a phone that reads the screen, another number, a code that did not come",
            .timeLimit(.minutes(4)), arguments: Programs.languages)
        func account(_ language: String) async throws {
            try RealPart.require(programs: "zbarimg")
            let python = try await Programs.playwright()
            _ = try await Citizen.run("eds", Stage.here())
            try await click(["account", "account-by-phone", "account-missing-code"], language, python)
        }

        @Test(
            "E2a, E6, E9: by clicks, with a picture of every screen: a new EDS with the old one, a new PIN by PIN and by PUK, an EDS obtained anew",
            .timeLimit(.minutes(8)))
        func cardCare() async throws {
            let (python, stage) = (try await Programs.playwright(), try Stage.here())
            _ = try await Citizen.run("eds", stage)
            for language in Programs.languages {
                try await click(["reissue", "pin-change", "pin-unblock"], language, python)
            }
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.toMyCard(stage)
            try await page.blockPUK()
            try await page.reset(stage)
            await page.close()
            for language in Programs.languages { try await click(["obtain-anew"], language, python) }
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

        private func click(
            _ flows: [String], _ language: String, _ python: String, _ more: [String] = []
        ) async throws {
            let stage = try Stage.here()
            let output = try await Tool.run(
                python,
                [
                    "\(Programs.tests)/Browser/flow.py", "--base", "http://127.0.0.1:\(stage.screens)",
                    "--portal", "https://127.0.0.1:\(stage.portalPort)", "--ca", stage.folder.file("portal/tls-ca.pem"),
                    "--card-socket", stage.folder.file("run/card.sock"), "--out", "\(Programs.package)/.build/screens",
                    "--lang", language, "--flow",
                ] + flows + more, limit: .seconds(240))
            #expect(output.succeeded, "\(flows): \(output.standardOutput) \(output.standardError.suffix(2000))")
        }
    }
}
