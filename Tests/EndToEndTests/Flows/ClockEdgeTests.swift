import FoundationEssentials
import KioskTestSupport
import Testing

/// More boundaries by the clocks of the built programs: days on which rules begin, and the minutes of a reservation.
extension EndToEnd.Boundaries {
    @Suite(
        "first days", .serialized,
        .stage(Stage.Settings(exchangePilot: nil, begins: "2025-03-12T12:00:00+05:00")))
    struct FirstDays {
        /// Registered as born on the day of the pilot's begin, 16 years before; the digits of the number say 2020 (P5).
        private static let sixteen = Person(iin: Person.child.iin, document: Person.child.document, born: "2009-05-28")

        @Test(
            "F1: part 6 from 2025-03-13 on; I3: the pilot from 2025-05-28 on; P3: an EDS from the 16th birthday on",
            .timeLimit(.minutes(6)))
        func begin() async throws {
            let stage = try Stage.here()
            let eds = try await Citizen.run("eds", stage)
            try #require(eds.outcome == "issued", "\(eds)")
            for (instant, isPunished) in [
                ("2025-03-12T23:56:00+05:00", false), ("2025-03-13T00:00:01+05:00", true),
            ] {
                try await stage.move(to: Date(instant, strategy: .iso8601))
                let notice = try await notice(stage)
                #expect(notice.contains("10 MCI (39,320 tenge)"), "part 5, \(instant): \(notice)")
                #expect(notice.contains("50 MCI (196,600 tenge)") == isPunished, "part 6, \(instant): \(notice)")
            }
            try await stage.change(
                "UPDATE person SET birthDate = '\(Self.sixteen.born)' WHERE iin = '\(Self.sixteen.iin)'")
            for (instant, hasBegun) in [
                ("2025-05-27T23:56:00+05:00", false), ("2025-05-28T00:00:01+05:00", true),
            ] {
                try await stage.move(to: Date(instant, strategy: .iso8601))
                // The portal has the demonstration's cards anew with each start.
                try await stage.change(
                    "UPDATE identityCard SET expiresOn = '2025-06-10' WHERE iin = '\(Person.matching.iin)'")
                let exchange = try await exchange(stage)
                #expect(exchange == (hasBegun ? "exchange-positioning" : "ending-exchange-unavailable"), "\(instant)")
                let identity = try await identity(stage)
                #expect(identity.screen == (hasBegun ? "eds-code" : "ending-refused"), "\(instant): \(identity)")
                #expect(hasBegun || identity.code == "person.under-age", "\(instant): \(identity)")
            }
        }

        /// What stands on the screen of the liability notice.
        private func notice(_ stage: Stage) async throws -> String {
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.act("language", ["value": "en"])
            try await page.until("services")
            try await page.act("service", ["value": "eds-by-face"])
            try await page.until("eds-medium")
            try await page.act("medium", ["value": "id-card"])
            try await page.until("eds-consent")
            try await page.act("consent")
            try await page.until("eds-notice")
            let html = try await page.html()
            try await page.reset(stage)
            await page.close()
            return html
        }

        private func exchange(_ stage: Stage) async throws -> String {
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.toExchange(stage)
            let view = try await page.until("an answer", within: .seconds(60)) { view in
                view.screen == "exchange-positioning" || view.screen.hasPrefix("ending")
            }
            try await page.reset(stage)
            await page.close()
            return view.screen
        }

        private func identity(_ stage: Stage) async throws -> View {
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.toIdentity()
            try await page.identify(Self.sixteen)
            let view = try await page.until("an answer", within: .seconds(60)) { view in
                view.screen == "eds-code" || view.screen.hasPrefix("ending")
            }
            try await page.reset(stage)
            await page.close()
            return view
        }
    }

    @Suite(
        "minutes of a reservation", .serialized,
        .stage(Stage.Settings(centre: "PSC-9", begins: "2026-03-10T10:45:00+05:00")))
    struct MinutesOfReservation {
        @Test(
            "Q3: a slip from the 30th minute before the appointment on; Q4: in the appointed minute, not after it",
            .timeLimit(.minutes(5)))
        func slips() async throws {
            let stage = try Stage.here()
            let booked: [(person: Person, time: String)] = [
                (.matching, "11:30"), (.other, "11:40"), (.fourFailures, "11:40"),
            ]
            for (index, row) in booked.enumerated() { try await stage.book(row.person, "T90000\(index)", row.time) }
            for (instant, person, code) in [
                ("2026-03-10T10:58:20+05:00", Person.matching, "queue.reservation-early"),
                ("2026-03-10T11:00:01+05:00", .matching, nil), ("2026-03-10T11:40:01+05:00", .other, nil),
                ("2026-03-10T11:41:01+05:00", .fourFailures, "queue.reservation-late"),
            ] as [(String, Person, String?)] {
                try await stage.move(to: Date(instant, strategy: .iso8601))
                let view = try await ask(person, stage)
                #expect(view.code == code, "\(instant): \(view)")
                #expect((view.ticketNumber?.hasPrefix("B") == true) == (code == nil), "\(instant): \(view)")
            }
            try await eventually("each reservation's end at the portal", within: .seconds(60)) {
                try await stage.portal("SELECT state FROM reservation WHERE number LIKE 'T%' ORDER BY number")
                    == ["used", "used", "void"] ? () : nil
            }
        }

        /// To the slip of the reservation, or to what is said instead.
        private func ask(_ person: Person, _ stage: Stage) async throws -> View {
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.act("language", ["value": "en"])
            try await page.until("services")
            try await page.act("service", ["value": "queue-ticket"])
            try await page.until("ticket-choosing")
            try await page.act("reservation")
            try await page.until("ticket-reservation")
            try await page.act("reservation-of", ["iin": person.iin])
            let view = try await page.until("an answer", within: .seconds(60)) { view in
                view.screen == "ticket-choosing" || (view.screen == "ending-ticket" && view.slip != "printing")
            }
            try await page.reset(stage)
            await page.close()
            return view
        }
    }
}

extension EndToEnd.Boundaries {
    /// Not the stage of others: the telephone's clock does not go on with the portal's, and takes no certificate of an hour ahead.
    @Suite(
        "an hour from today", .serialized,
        .stage(Stage.Settings(documents: true, begins: "\(Date.now.formatted(.iso8601))")))
    struct HourFromToday {}
}

extension EndToEnd.Boundaries.HourFromToday {
    @Test("D1: an extended code opens in its thirtieth minute, and not after it", .timeLimit(.minutes(3)))
    func longestDocument() async throws {
        try RealPart.require(programs: "curl")
        let stage = try Stage.here()
        let desk = try await Desk.open(stage)
        for (later, isGood) in [(1800.0 - 40, true), (1801, false)] {
            let access = try await stage.openAccess(.matching)
            let opened = stage.now
            // Each one adds five minutes, up to thirty in all; the next one gains nothing.
            for _ in 1...5 { #expect(try await stage.extend(access, of: .matching) == nil) }
            #expect(try await stage.extend(access, of: .matching) == "digital.extension-over")
            try await stage.movePortal(to: opened + later)
            var part = try await desk.look(access.shortCode)
            if part.refused == "digital.offline" { part = try await desk.look(access.shortCode) }
            #expect((part.stage == "shown") == isGood, "\(later) s: \(part.refused ?? "shown")")
            #expect(isGood || part.refused == "digital.code-expired")
            try await desk.documentAct("close")
            _ = try await desk.document("closed") { $0.stage == "closed" }
        }
    }

    @Test("L1: a log-in waits for its EDS for five minutes, and not longer", .timeLimit(.minutes(5)))
    func logIn() async throws {
        let stage = try Stage.here()
        // Whose clock an EDS begins by must not be ahead of the kiosk's.
        try await stage.move(to: stage.now)
        let eds = try await Citizen.run("eds", stage)
        try #require(eds.outcome == "issued", "\(eds)")
        let page = try await Page.open(port: stage.screens)
        for (later, isGood) in [(300.0 - 40, true), (301, false)] {
            var view = try await signedLogIn(later, page, stage)
            // The first request may meet a connection that went with the former portal.
            if view.code == "portal.unreachable" { view = try await signedLogIn(later, page, stage) }
            #expect((view.screen == "account-code") == isGood, "\(later) s: \(view)")
            #expect(isGood || view.code == "log-in.over", "\(later) s: \(view)")
        }
        try await page.reset(stage)
        await page.close()
    }

    /// A log-in whose PIN is entered so many seconds after it was opened.
    private func signedLogIn(_ later: TimeInterval, _ page: Page, _ stage: Stage) async throws -> View {
        try await page.reset(stage)
        try await page.act("language", ["value": "en"])
        try await page.until("services")
        try await page.act("service", ["value": "account"])
        try await page.until("account-choosing")
        try await page.act("log-in", ["value": "card"])
        try await page.until("account-insert-card")
        let opened = stage.now
        try await stage.order("card", "insert")
        let pad = try await page.until("the pad") { $0.screen == "account-pin" && $0.pad != nil }
        try await stage.movePortal(to: opened + later)
        try await page.enter(Person.pin, on: pad)
        return try await page.until("an answer", within: .seconds(60)) { view in
            view.screen == "account-code" || view.screen == "account-retry" || view.screen.hasPrefix("ending")
        }
    }
}

extension Stage {
    /// A reservation of that day at this centre, made on a day on which no other one was.
    fileprivate func book(_ person: Person, _ number: String, _ time: String) async throws {
        try await change(
            """
            INSERT INTO reservation
            (number, iin, region, centre, purpose, day, time, createdOn, state, changedAt)
            VALUES ('\(number)', '\(person.iin)', 'R-9', '\(settings.centre)', 'id-card', '2026-03-10', '\(time)',
            '2026-03-08', 'booked', \(Int64(now.timeIntervalSince1970 * 1000)))
            """)
    }

    /// The owner extends an access on the telephone.
    ///
    /// - Returns: why it gains nothing; nil when it does.
    fileprivate func extend(_ access: OpenedAccess, of person: Person) async throws -> String? {
        let answer = try await Tool.run(
            "curl",
            [
                "-s", "--cacert", folder.file("portal/tls-ca.pem"), "-H", "Content-Type: application/json", "--data",
                #"{"iin":"\#(person.iin)"}"#,
                "https://127.0.0.1:\(portalPort)/demonstration/document-accesses/\(access.access)/extension",
            ])
        return Desk.value(after: "\"code\":\"", in: answer.standardOutput)
    }
}
