import Testing

extension EndToEnd {
    /// Issue 2, "Bad input": paper out in mid slip.
    @Suite("printer", .serialized, .stage())
    struct Printer {
        @Test(
            "paper out in mid slip: unconfirmed, and not printed again after the refill or a restart",
            .timeLimit(.minutes(2)))
        func paperOut() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await stage.order("printer", "paper-out-after 60")
            let first = try await ticket(page)
            #expect(first.slip == "unconfirmed" || first.slip == "failed")
            try await page.reset(stage)
            await page.close()
            try await stage.order("printer", "paper ok")
            let pieces = try await stage.slips()
            #expect(try await stage.child("kioskd")?.stop() == 0)
            try await stage.startKiosk()
            let again = try await Page.open(port: stage.screens)
            try await again.reset(stage)
            let second = try await ticket(again)
            #expect(second.slip == "printed")
            #expect(second.ticketNumber != first.ticketNumber)
            #expect(try await stage.slips() == pieces + 1, "only the new number was printed")
            await again.close()
        }

        func ticket(_ page: Page) async throws -> View {
            try await page.act("language", ["value": "en"])
            try await page.until("services")
            try await page.act("service", ["value": "queue-ticket"])
            try await page.until("ticket-choosing")
            try await page.act("purpose", ["value": "id-card"])
            return try await page.untilEnded("ending-ticket")
        }
    }
}
