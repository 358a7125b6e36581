import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 5, item 3 and the status link of item 4, with the real portal, kiosk and printer.
    @Suite("reservations", .serialized, .stage(Noon.settings))
    struct Reservations {
        /// To the slip of the reservation, or to what is said instead.
        private func ask(_ page: Page, _ iin: String) async throws -> View {
            try await page.act("language", ["value": "en"])
            try await page.until("services")
            try await page.act("service", ["value": "queue-ticket"])
            try await page.until("ticket-choosing")
            try await page.act("reservation")
            try await page.until("ticket-reservation")
            try await page.act("reservation-of", ["iin": iin])
            return try await page.until("an answer", within: .seconds(60)) { view in
                view.screen == "ticket-choosing" || (view.screen == "ending-ticket" && view.slip != "printing")
            }
        }

        @Test(
            "Q1–Q3, Q7, Q9: reserved at the portal, a slip in its lane with its link, a copy, a cut line",
            .timeLimit(.minutes(4)))
        func wholeWay() async throws {
            try RealPart.require(programs: "curl", "zbarimg")
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            let portalDay = Noon.portalDay
            try await stage.reserve(.matching, minutes: 10)
            try await stage.reserve(.fourFailures, minutes: 15)

            let first = try await ask(page, Person.matching.iin)
            #expect(first.ticketNumber == "B001" && first.slip == "printed")
            let link = try await stage.linkOnSlip(1)
            #expect(link.hasPrefix("https://127.0.0.1:\(stage.portalPort)/q/"))
            let token = link.split(separator: "/").last ?? ""
            #expect(token.count == 22)
            try await eventually("the portal knows the number", within: .seconds(90)) {
                try await stage.statusPage(link).contains("B001") ? () : nil
            }
            let waiting = try await stage.statusPage(link)
            #expect(waiting.contains("Waiting") && waiting.contains("Before you in this queue: 0"))
            #expect(!waiting.contains(Person.matching.iin) && !waiting.contains("Demo Person"))
            try await page.reset(stage)

            // A second try is the same number, marked as a copy, with the same link.
            let again = try await ask(page, Person.matching.iin)
            #expect(again.ticketNumber == "B001" && again.slip == "printed")
            #expect(try await stage.linkOnSlip(2) == link)
            #expect(try await stage.count("reservation WHERE state = 'used'") == 1)
            try await page.reset(stage)

            // The line is cut: the list that is kept serves; whoever is not in it gets a provisional slip.
            try await stage.child("portal")?.kill9()
            let kept = try await ask(page, Person.fourFailures.iin)
            #expect(kept.ticketNumber == "B002" && kept.slip == "printed")
            try await page.reset(stage)
            let unknown = try await ask(page, Person.unknown.iin)
            #expect(unknown.screen == "ticket-choosing" && unknown.code == "queue.reservations-unknown")
            try await page.act("purpose", ["value": "id-card"])
            #expect(try await page.untilEnded("ending-ticket").ticketNumber == "A001")
            try await page.reset(stage)
            let other = try await stage.linkOnSlip(3)
            try await stage.startPortal()

            // What was given without the portal is told when it is back.
            try await eventually("the portal knows the second number", within: .seconds(90)) {
                try await stage.statusPage(other).contains("Before you in this queue: 1") ? () : nil
            }
            #expect(try await stage.count("reservation WHERE state = 'used'") == 2)
            // The hall calls whose time comes first, and the telephone says where to go.
            try await stage.callNext()
            try await eventually("the call on the page of the number", within: .seconds(60)) {
                let page = try await stage.statusPage(link)
                return page.contains("Called") && page.contains("Window 1") ? () : nil
            }
            await page.close()
            guard Noon.portalDay == portalDay else { return }
            let stranger = try await stage.statusPage(String(link.dropLast(22)) + "AAAAAAAAAAAAAAAAAAAAAA")
            #expect(stranger.contains("There is no such slip"))
        }

        @Test(
            "wrong IINs: after five the answer is one and the same, with or without a reservation",
            .timeLimit(.minutes(4)))
        func wrongNumbers() async throws {
            let stage = try Stage.here()
            try await stage.reserve(.withoutPortrait, minutes: 10)
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            var codes: [String?] = []
            for _ in 0..<6 {
                codes.append(try await ask(page, Person.unknown.iin).code)
                try await page.reset(stage)
            }
            #expect(codes.last == "queue.too-many-tries")
            let holder = try await ask(page, Person.withoutPortrait.iin)
            #expect(holder.screen == "ticket-choosing" && holder.code == "queue.too-many-tries")
            try await page.reset(stage)
            await page.close()
        }
    }
}

/// A wall that shows the middle of the day, on the date that the portal has: no midnight comes in between.
private enum Noon {
    /// At the portal: UTC+5.
    private static var portalSeconds: Int { Int(Date().timeIntervalSince1970) + 5 * 3600 }
    static var portalDay: Int { portalSeconds / 86_400 }

    static let secondsEast = portalSeconds % 86_400 < 43_200 ? 12 * 3600 : 0

    static var settings: Stage.Settings {
        var settings = Stage.Settings()
        settings.centre = "PSC-9"
        // The names of these zones have the sign of the other direction (tz database).
        settings.zone = secondsEast == 0 ? "Etc/GMT" : "Etc/GMT-12"
        return settings
    }

    /// Day and time of the wall in so many minutes.
    static func slot(minutes: Int) -> (day: String, time: String) {
        let date = Date(timeIntervalSince1970: Date().timeIntervalSince1970 + Double(secondsEast + minutes * 60))
        let text = date.formatted(.iso8601)
        return (String(text.prefix(10)), String(text.dropFirst(11).prefix(5)))
    }
}

extension Stage {
    fileprivate var authority: String { folder.file("portal/tls-ca.pem") }

    /// As the person would on the portal's pages.
    fileprivate func reserve(_ person: Person, minutes: Int) async throws {
        let slot = Noon.slot(minutes: minutes)
        let body = """
            {"iin":"\(person.iin)","region":"R-9","centre":"PSC-9","purpose":"id-card","day":"\(slot.day)",
            "time":"\(slot.time)"}
            """
        let file = try folder.write("reservation.json", body.utf8)
        let answer = try await Tool.run(
            "curl",
            [
                "-s", "--cacert", authority, "-H", "Content-Type: application/json", "--data", "@" + file,
                "https://127.0.0.1:\(portalPort)/demonstration/reservations",
            ]
        ).standardOutput
        guard answer.contains("The queue reservation was successful") else { throw Problem("the portal: \(answer)") }
    }

    /// By the operator at window 1.
    fileprivate func callNext() async throws {
        let desk = try await Desk.open(self)
        let order = #"{"action":"call-next","window":1,"request":"reservation-1"}"#
        let answer = try await LocalHTTP.shared.send(
            "POST", "/desk/act", port: screens,
            headers: ["Content-Type": "application/json", "X-Screen-Token": desk.token], body: Array(order.utf8))
        guard answer.text.contains("B001") else { throw Problem("the desk: \(answer.status) \(answer.text)") }
    }

    /// The code on the nth slip that came out, read by zbarimg.
    fileprivate func linkOnSlip(_ number: Int) async throws -> String {
        let name = String("00000\(number)".suffix(6))
        let output = try await Tool.run(
            "zbarimg", ["--quiet", "--raw", "-Sdisable", "-Sqrcode.enable", folder.file("slips/slip-\(name).png")])
        guard output.succeeded else { throw Problem("no code on slip \(number): \(output.standardError)") }
        return output.standardOutput.trimmingNewline
    }

    /// In English.
    fileprivate func statusPage(_ link: String) async throws -> String {
        try await Tool.run("curl", ["-s", "--cacert", authority, link + "?l=en"]).standardOutput
    }
}

extension String {
    fileprivate var trimmingNewline: String { String(prefix { !$0.isNewline }) }
}
