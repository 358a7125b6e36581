import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 7, item 1: "My application", with the real portal, kiosk, card and printer.
    @Suite("my application", .serialized, .stage())
    struct MyApplication {
        @Test(
            "R5, E10: left without a card, then interrupted at the keys, then taken up by its number and written",
            .timeLimit(.minutes(4)))
        func takenUp() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.toCard(stage)
            try await page.act("cancel")
            let number = try #require(try await page.untilEnded("ending-application-left").applicationNumber)
            try await page.reset(stage)

            try await page.toStanding(number, .matching, stage)
            let shown = try await page.until("application-shown")
            #expect(shown.applicationStep == "write" && shown.applicationNumber == number)
            try await page.act("write-now")
            try await page.until("application-notice")
            try await page.act("confirm-notice")
            try await page.until("eds-insert-card")
            try await stage.order("card", "insert")
            let pad = try await page.until("the pad") { $0.screen == "eds-pin" && $0.pad != nil }
            try await stage.order("card", "fault pull-after ins=47 n=2")
            try await page.enter(Person.pin, on: pad)
            #expect(try await page.untilEnded("ending-interrupted").applicationNumber == number)
            try await page.reset(stage)
            await page.close()

            let report = try await Citizen.run("application", stage, application: number)
            #expect(report.outcome == "issued" && report.applicationNumber == number, "\(report)")
            try await eventually("the portal knows that the card is written") {
                try await stage.count("application WHERE number = '\(number)' AND state = 'written'") == 1 ? () : nil
            }
            let after = try await Citizen.run("application", stage, application: number)
            #expect(after.outcome == "application" && after.applicationStatus == "written")
        }

        @Test("E4: made at home, its form printed here; from day 31 on there is none", .timeLimit(.minutes(3)))
        func form() async throws {
            try RealPart.require(programs: "curl")
            let stage = try Stage.here()
            let number = try await stage.applyAtHome(.matching)
            let slips = try await stage.slips()
            let report = try await Citizen.run("application", stage, application: number)
            #expect(report.outcome == "application" && report.applicationStep == "hand-in", "\(report)")
            #expect(report.steps.map(\.name).contains("application-printing"))
            #expect(try await stage.slips() == slips + 1)
            try await stage.change(
                "UPDATE application SET createdAt = createdAt - 2678400000 WHERE number = '\(number)'")
            let late = try await Citizen.run("application", stage, application: number)
            #expect(late.applicationStep == "apply-anew" && late.applicationStatus == "applied", "\(late)")
            #expect(try await stage.slips() == slips + 1)
        }

        @Test("guessing: wrong numbers are mended without a new code, the sixth is not looked up any more")
        func guessing() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.toStanding("E999999991", .fourFailures, stage)
            for index in 2...5 {
                try await page.until("mended") { $0.screen == "application-number" && $0.code == "application.unknown" }
                try await page.act("application-number", ["value": "99999999\(index)"])
            }
            try await page.until("mended") { $0.screen == "application-number" && $0.code == "application.unknown" }
            try await page.act("application-number", ["value": "999999996"])
            #expect(try await page.untilEnded("ending-refused").code == "application.too-many-tries")
            try await page.reset(stage)
            await page.close()
        }

        @Test(
            "E5, E3a: the operator opens it, reveals the IIN, confirms; its owner has it written at the kiosk",
            .timeLimit(.minutes(4)))
        func confirmed() async throws {
            try RealPart.require(programs: "curl")
            let stage = try Stage.here()
            let number = try await stage.applyAtHome(.fiveFailures)
            let desk = try await Desk.open(stage)
            let opened = try await desk.post("application", "number=\(number)")
            #expect(opened.text.contains("data-status=\"applied\"") && !opened.text.contains(Person.fiveFailures.iin))
            #expect(try await desk.post("reveal", "number=\(number)").text.contains(Person.fiveFailures.iin))
            let confirmed = try await desk.post("confirm", "number=\(number)&papers=seen")
            #expect(confirmed.text.contains("data-status=\"confirmed\""), "\(confirmed.code ?? "")")
            let again = try await desk.post("refuse", "number=\(number)&justification=Late")
            #expect(again.code == "application.decided")
            _ = try await stage.child("card")?.stop()
            try FileManager.default.removeItem(atPath: stage.folder.file("card.json"))
            try await stage.startCard(of: .fiveFailures)
            let report = try await Citizen.run(
                "application", stage, application: number, iin: Person.fiveFailures.iin)
            #expect(report.outcome == "issued", "\(report)")
            #expect(try await desk.check(.fiveFailures).failures == 0)
            _ = try await stage.child("card")?.stop()
            try FileManager.default.removeItem(atPath: stage.folder.file("card.json"))
            try await stage.startCard()
        }
    }
}

extension Page {
    /// From the free screen to the code that was typed.
    func toStanding(_ number: String, _ person: Person, _ stage: Stage) async throws {
        try await act("language", ["value": "en"])
        try await until("services")
        try await act("service", ["value": "my-application"])
        try await until("application-number")
        try await act("application-number", ["value": String(number.dropFirst()), "iin": person.iin])
        try await until("application-code")
        try await act("code", ["value": try await stage.code(person)])
    }
}

extension Stage {
    /// An application as the person makes it on the portal's pages; answers its number.
    func applyAtHome(_ person: Person, medium: String = "id-card") async throws -> String {
        let body = #"{"iin":"\#(person.iin)","medium":"\#(medium)","centre":"PSC-1"}"#
        let file = try folder.write("application.json", body.utf8)
        let answer = try await Tool.run(
            "curl",
            [
                "-s", "--cacert", folder.file("portal/tls-ca.pem"), "-H", "Content-Type: application/json", "--data",
                "@" + file, "https://127.0.0.1:\(portalPort)/demonstration/applications",
            ]
        ).standardOutput
        guard let number = Desk.value(after: "\"number\":\"", in: answer) else {
            throw Problem("the portal: \(answer)")
        }
        return number
    }

    /// Changes the portal's database, as time would.
    func change(_ statement: String) async throws {
        let output = try await Tool.run(
            "sqlite3", ["-cmd", ".timeout 5000", folder.file("portal/portal.sqlite"), statement])
        guard output.succeeded else { throw Problem("sqlite3: \(output.standardError)") }
    }
}
