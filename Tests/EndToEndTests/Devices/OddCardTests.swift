import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 7, "Bad input": the right keys on the person's card, under certificates that no portal gave.
    @Suite("odd certificates on the card", .serialized, .stage())
    struct OddCards {
        /// What the person reads.
        struct Refusal: Sendable {
            var code: String
            var words: String

            static let unknown = Refusal(
                code: "certificate.status-unknown", words: "It is not known whether the certificate is valid.")
        }

        struct Row: Sendable, CustomTestStringConvertible {
            var testDescription: String
            var odd: OddCertificates
            /// The kiosk itself says no to a log-in, before the PIN.
            var stopsBeforePIN = false
            var logIn = Refusal.unknown
            /// Nil where a renewal is not even offered.
            var reissue: Refusal?
            /// At the reading of the card; nil where the portal says no to the signed application.
            var exchangeAtCard: Refusal?
            var exchange: String?
        }

        static let rows = [
            Row(
                testDescription: "not valid before ten days have gone", odd: OddCertificates(days: 10),
                stopsBeforePIN: true,
                logIn: Refusal(code: "certificate.not-yet-valid", words: "The certificate is not valid yet."),
                exchangeAtCard: Refusal(code: "exchange.no-eds", words: "There is no valid EDS on the card.")),
            Row(
                testDescription: "of another issuer", odd: OddCertificates(isOfPortal: false),
                reissue: Refusal(
                    code: "reissue.not-valid", words: "This EDS is not valid any more and cannot be renewed."),
                exchange: "certificate.issuer-missing"),
            Row(
                testDescription: "for servers of TLS", odd: OddCertificates(isForServers: true),
                exchange: "certificate.wrong-purpose"),
        ]

        @Test(
            "L1, E6, I4: log-in, renewal and exchange are refused by code and in words, and the portal keeps nothing of them",
            .timeLimit(.minutes(6)), arguments: rows)
        func refused(_ row: Row) async throws {
            try RealPart.require(programs: "openssl", "sqlite3")
            let stage = try Stage.here()
            try await stage.ownEDS()
            try await stage.recertifyCard(row.odd)
            let before = try await kept(stage)
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await logIn(row, page, stage)
            try await renew(row, page, stage)
            if let refusal = row.exchangeAtCard {
                try await page.toExchangeCard(stage)
                try await reads(refusal, page)
                try await page.reset(stage)
            }
            await page.close()
            if let code = row.exchange {
                let report = try await Citizen.run("exchange", stage)
                #expect(report.outcome == "refused" && report.code == code, "\(report)")
                let steps = report.steps.map(\.name)
                #expect(steps.contains("exchange-pin") && steps.contains("ending-refused"), "it was signed: \(steps)")
            }
            #expect(try await kept(stage) == before)
        }

        /// L1: an EDS opens the account; this one does not, with the right PIN.
        private func logIn(_ row: Row, _ page: Page, _ stage: Stage) async throws {
            try await page.act("language", ["value": "en"])
            try await page.until("services")
            try await page.act("service", ["value": "account"])
            try await page.until("account-choosing")
            try await page.act("log-in", ["value": "card"])
            try await page.until("account-insert-card")
            try await stage.order("card", "insert")
            let view = try await page.until("the pad, or an end") {
                ($0.screen == "account-pin" && $0.pad != nil) || $0.screen.hasPrefix("ending")
            }
            #expect((view.pad == nil) == row.stopsBeforePIN, "\(view)")
            if view.pad != nil { try await page.enter(Person.pin, on: view) }
            try await reads(row.logIn, page)
            try await page.reset(stage)
        }

        /// E6: what is on the card is shown; a renewal is offered only for what could be one.
        private func renew(_ row: Row, _ page: Page, _ stage: Stage) async throws {
            let shown = try await page.toMyCard(stage)
            #expect(shown.card?.certificates.count == 2, "\(shown)")
            #expect(shown.card?.offersReissue == (row.reissue != nil), "\(shown)")
            try await page.act("reissue")
            guard let refusal = row.reissue else {
                #expect(try await page.now().screen == "card-shown", "what is not offered is not done")
                return try await page.reset(stage)
            }
            try await page.until("reissue-notice")
            try await page.act("confirm-notice")
            let pad = try await page.until("the pad") { $0.screen == "reissue-pin" && $0.pad != nil }
            try await page.enter(Person.pin, on: pad)
            try await reads(refusal, page)
            try await page.reset(stage)
        }

        private func reads(_ refusal: Refusal, _ page: Page) async throws {
            let view = try await page.until("ending-refused")
            #expect(view.code == refusal.code, "\(view)")
            let html = try await page.html()
            #expect(html.contains(refusal.words), "\(html)")
        }

        /// How much the portal has of what such a card could have brought about.
        private func kept(_ stage: Stage) async throws -> [Int] {
            var counts: [Int] = []
            for rows in [
                "certificate", "application", "reissue", "revocation", "cardExchange", "exchangePicture",
                "logIn WHERE eds = 1 OR coded = 1 OR iin IS NOT NULL",
            ] { counts.append(try await stage.count(rows)) }
            return counts
        }
    }
}

extension Stage {
    /// The person's own EDS is on the card, as a portal gave it once.
    fileprivate func ownEDS() async throws {
        guard try await count("certificate") == 0 else { return }
        let issued = try await Citizen.run("eds", self)
        guard issued.outcome == "issued" else { throw Problem("no EDS: \(issued)") }
    }
}
