import FoundationEssentials
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 7, "Bad input": boundaries of the rules from both sides, by the clocks of the built programs.
    @Suite("boundaries of time")
    struct Boundaries {}
}

extension EndToEnd.Boundaries {
    @Suite(
        "from today", .serialized, .stage(Stage.Settings(documents: true, begins: "\(Date.now.formatted(.iso8601))")))
    struct FromToday {
        @Test("L2: a code is good in its fifth minute, and not after it", .timeLimit(.minutes(3)))
        func code() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            for (later, isGood) in [(Self.justBefore(300), true), (301, false)] {
                try await page.reset(stage)
                try await page.toIdentity()
                try await page.identify(.matching)
                try await page.until("eds-code")
                let code = try await stage.code(.matching)
                try await stage.movePortal(to: stage.now + later)
                var view = try await answer(to: code, page)
                // The first request may meet a connection that went with the former portal.
                if view.code == "portal.unreachable" { view = try await answer(to: code, page) }
                #expect((view.screen == "eds-positioning") == isGood, "\(later) s: \(view)")
                #expect(isGood || view.code == "sms.expired")
            }
            try await page.reset(stage)
            await page.close()
        }

        private func answer(to code: String, _ page: Page) async throws -> View {
            try await page.act("code", ["value": code])
            return try await page.until("an answer", within: .seconds(60)) { view in
                view.screen == "eds-positioning" || (view.screen == "eds-code" && view.code != nil)
            }
        }

        @Test("D1: a document opens in the fifth minute of its code, and not after it", .timeLimit(.minutes(3)))
        func document() async throws {
            try RealPart.require(programs: "curl")
            let stage = try Stage.here()
            let desk = try await Desk.open(stage)
            for (later, isGood) in [(Self.justBefore(300), true), (301, false)] {
                let access = try await stage.openAccess(.matching)
                try await stage.movePortal(to: stage.now + later)
                var part = try await desk.look(access.shortCode)
                if part.refused == "digital.offline" { part = try await desk.look(access.shortCode) }
                #expect((part.stage == "shown") == isGood, "\(later) s: \(part.refused ?? "shown")")
                #expect(isGood || part.refused == "digital.code-expired")
                try await desk.documentAct("close")
                _ = try await desk.document("closed") { $0.stage == "closed" }
            }
        }

        @Test("E4: handed in on day 30, not on day 31; E5: advised after two days, not before", .timeLimit(.minutes(4)))
        func application() async throws {
            try RealPart.require(programs: "curl")
            let stage = try Stage.here()
            let home = try await stage.applyAtHome(.matching)
            let waiting = try await stage.applyAtHome(.fourFailures)
            try await stage.change("UPDATE application SET state = 'submitted' WHERE number = '\(waiting)'")
            let made = stage.now
            for (days, seconds, owner, number, step) in [
                (3, -90.0, "790427300064", waiting, "wait"), (3, 1, "790427300064", waiting, "go-to-centre"),
                (31, -90, "850315300019", home, "hand-in"), (31, 1, "850315300019", home, "apply-anew"),
            ] {
                try await stage.move(to: stage.midnight(days, after: made) + seconds)
                let shown = try await Citizen.run("application", stage, application: number, iin: owner)
                #expect(shown.applicationStep == step, "day \(days), \(seconds) s: \(shown)")
            }
        }
    }

    @Suite("three years later", .serialized, .stage(Stage.Settings(begins: "2026-01-29T12:00:00+05:00")))
    struct ThreeYearsLater {
        @Test(
            "E1, E6: an EDS can be renewed in the last minutes of its three years, not after them",
            .timeLimit(.minutes(4)))
        func reissue() async throws {
            let stage = try Stage.here()
            let eds = try await Citizen.run("eds", stage)
            try #require(eds.outcome == "issued", "\(eds)")
            let ends = try await stage.portal("SELECT DISTINCT notAfter FROM certificate").compactMap(Double.init)
            let end = Date(timeIntervalSince1970: try #require(ends.first) / 1000)
            try #require(ends.count == 1 && abs(end.timeIntervalSince(stage.now) / 86_400 - 1096) < 1, "\(ends)")
            var later = KioskConfiguration(stage)
            later.name = "TEST-LATER"
            later.state = stage.folder.file("later")
            for (seconds, isGood) in [(-120.0, true), (1, false)] {
                try await stage.move(to: end + seconds, later)
                let page = try await Page.open(port: stage.screens)
                try await page.reset(stage)
                try await page.act("language", ["value": "en"])
                try await page.act("service", ["value": "my-card"])
                try await page.until("card-insert")
                try await stage.order("card", "insert")
                let shown = try await page.until("card-shown")
                #expect(shown.card?.certificates.count == 2, "\(shown)")
                try await page.act("reissue")
                let view = try await page.now()
                #expect(view.screen == (isGood ? "reissue-notice" : "card-shown"), "\(seconds) s: \(view)")
                try await page.reset(stage)
                await page.close()
            }
        }
    }

    @Suite(
        "days of the exchange", .serialized,
        .stage(Stage.Settings(exchangePilot: nil, begins: "2026-01-29T12:00:00+05:00")))
    struct DaysOfExchange {
        @Test(
            "I1: from 30 days before the card's last day to 10 after it; I3: to 2026-03-31, the last day of the pilot",
            .timeLimit(.minutes(6)))
        func window() async throws {
            let stage = try Stage.here()
            let eds = try await Citizen.run("eds", stage)
            try #require(eds.outcome == "issued", "\(eds)")
            for (instant, lastDay, isOpen) in [
                ("2026-01-29T23:59:00+05:00", "2026-03-01", false), ("2026-01-30T00:00:01+05:00", "2026-03-01", true),
                ("2026-03-11T23:58:00+05:00", "2026-03-01", true), ("2026-03-12T00:00:01+05:00", "2026-03-01", false),
                ("2026-03-31T23:58:00+05:00", "2026-04-05", true), ("2026-04-01T00:00:01+05:00", "2026-04-05", false),
            ] {
                try await stage.move(to: Date(instant, strategy: .iso8601))
                try await stage.change(
                    "UPDATE identityCard SET expiresOn = '\(lastDay)' WHERE iin = '\(Person.matching.iin)'")
                let screen = try await asked(stage)
                #expect(screen == (isOpen ? "exchange-positioning" : "ending-exchange-unavailable"), "\(instant)")
            }
        }

        /// Where a person who wants the card exchanged comes to: before the camera, or to an end.
        private func asked(_ stage: Stage) async throws -> String {
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
    }

    @Suite("the year's last minute", .serialized, .stage(Stage.Settings(begins: "2025-12-31T23:50:00+05:00")))
    struct YearsEnd {
        @Test("F2: in 2025 the fine is told in tenge, from 2026 on in MCI alone", .timeLimit(.minutes(3)))
        func fine() async throws {
            let stage = try Stage.here()
            try await stage.move(to: Date("2025-12-31T23:57:00+05:00", strategy: .iso8601))
            let before = try await notice(stage)
            #expect(before.contains("10 MCI (39,320 tenge)") && before.contains("50 MCI (196,600 tenge)"), "\(before)")
            try await stage.move(to: Date("2026-01-01T00:00:01+05:00", strategy: .iso8601))
            let after = try await notice(stage)
            #expect(after.contains("10 MCI") && after.contains("50 MCI") && !after.contains("tenge"), "\(after)")
        }

        /// What stands on the screen of the notice.
        private func notice(_ stage: Stage) async throws -> String {
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await page.act("language", ["value": "en"])
            try await page.until("services")
            try await page.act("service", ["value": "eds-by-face"])
            try await page.until("eds-medium")
            try await page.act("medium", ["value": "id-card"])
            try await page.until("eds-consent")
            let fragments = EventStream()
            try await fragments.open("/events?token=\(page.token)", port: stage.screens)
            try await page.act("consent")
            try await page.until("eds-notice")
            let text = try await eventually("the notice on the screen") {
                let event = try await fragments.next(within: .seconds(10)).map { String(decoding: $0, as: UTF8.self) }
                return event.flatMap { $0.contains("MCI") ? $0 : nil }
            }
            await fragments.close()
            try await page.reset(stage)
            await page.close()
            return text
        }
    }
}

extension EndToEnd.Boundaries.FromToday {
    /// Seconds after which a portal that is started anew still has time to be asked within the limit.
    fileprivate static func justBefore(_ limit: TimeInterval) -> TimeInterval { limit - 40 }
}
