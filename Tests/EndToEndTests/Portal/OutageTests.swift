import Glibc
import KioskTestSupport
import Testing

extension EndToEnd {
    /// Issue 2, "Bad input": the portal down before, during and after issuing.
    @Suite("portal down", .serialized, .stage())
    struct PortalDown {
        /// The card is at its last slow command: the second key (the portal has answered the card's challenge, and
        /// certificates are asked for next), or the first certificate (their answer has come).
        private func slowCommandBegun(_ stage: Stage) async throws {
            try await eventually("the card's last slow command has begun") {
                try await stage.order("card", "status").hasSuffix("fault=false") ? () : nil
            }
        }

        @Test("before: the person is told, tries again when it is back, and goes on", .timeLimit(.minutes(1)))
        func before() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            try await stage.child("portal")?.kill9()
            try await page.toIdentity()
            try await page.identify(.matching)
            let told = try await page.until("eds-retry")
            #expect(told.code == "portal.unreachable")
            try await stage.startPortal()
            try await page.act("try-again")
            try await page.until("eds-code")
            try await page.reset(stage)
            await page.close()
        }

        @Test(
            "during: keys are made and no certificate comes; asked again the same ones are issued, once",
            .timeLimit(.minutes(2)))
        func during() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            let issued = try await stage.count("certificate")
            let view = try await page.toPIN(stage)
            // The keys are made slowly, so that the portal is gone when its certificates are asked for.
            try await stage.order("card", "fault slow=1500 ins=47 n=2")
            try await page.enter(Person.pin, on: view)
            try await page.until("eds-writing")
            try await slowCommandBegun(stage)
            try await stage.child("portal")?.kill9()
            let lost = try await page.until("eds-retry")
            #expect(lost.code == "portal.unreachable")
            try await stage.startPortal()
            try await page.act("try-again")
            let end = try await page.untilIssued()
            #expect(Set(end.serials ?? []).count == 2)
            #expect(try await stage.count("certificate") == issued + 2)
            try await page.reset(stage)
            await page.close()
        }

        @Test(
            "during, its answer lost: the portal stands still, and asked again it gives the same certificates",
            .timeLimit(.minutes(2)))
        func answerLost() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            let issued = try await stage.count("certificate")
            let view = try await page.toPIN(stage)
            try await stage.order("card", "fault slow=1500 ins=47 n=2")
            try await page.enter(Person.pin, on: view)
            try await page.until("eds-writing")
            let portal = try #require(stage.child("portal"))
            try await slowCommandBegun(stage)
            portal.send(SIGSTOP)
            try await page.until("eds-retry")
            portal.send(SIGCONT)
            try await page.act("try-again")
            let end = try await page.untilIssued()
            let application = try #require(end.applicationNumber)
            #expect(try await stage.count("certificate WHERE application = '\(application)'") == 2)
            #expect(try await stage.count("certificate") == issued + 2)
            try await page.reset(stage)
            await page.close()
        }

        @Test(
            "after: the card is written without it, and the portal hears of it once it is back", .timeLimit(.minutes(2))
        )
        func after() async throws {
            let stage = try Stage.here()
            let page = try await Page.open(port: stage.screens)
            try await page.reset(stage)
            let view = try await page.toPIN(stage)
            try await stage.order("card", "fault slow=1500 ins=DB")
            try await page.enter(Person.pin, on: view)
            let application = try #require(try await page.until("eds-writing").applicationNumber)
            try await slowCommandBegun(stage)
            #expect(try await stage.count("certificate WHERE application = '\(application)'") == 2)
            try await stage.child("portal")?.kill9()
            try await page.untilIssued()
            try await stage.startPortal()
            try await eventually("the portal knows that the card is written", within: .seconds(60)) {
                try await stage.count("application WHERE number = '\(application)' AND state = 'written'") == 1
                    ? () : nil
            }
            try await page.reset(stage)
            await page.close()
        }

        @Test(
            "Q9 by clicks: services say that the portal is away, a queue slip is given out; once it is back, \"try again\" goes on",
            .timeLimit(.minutes(4)), arguments: Programs.languages)
        func clicks(_ language: String) async throws {
            try RealPart.require(programs: "zbarimg")
            let stage = try Stage.here()
            let slips = try await stage.slips()
            let orders = try ScriptOrders(stage, "orders-\(language)")
            async let restart: Void = orders.restart(
                stop: { try await stage.child("portal")?.kill9() }, start: { try await stage.startPortal() })
            let visits = try await stage.click(
                ["application", "eds", "slip", "account-by-phone"], language,
                ["--application", "E000000001", "--orders", orders.folder], script: "away.py")
            try await restart
            #expect(visits.compactMap(\.ended) == ["ending-ticket", "account-shown"], "\(visits)")
            #expect(visits.contains { $0.slip?.hasPrefix("A") == true }, "\(visits)")
            #expect(try await stage.slips() == slips + 1)
        }
    }
}
