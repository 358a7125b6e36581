import FoundationEssentials
import KioskDevices
import KioskDomain
import KioskTestSupport
import PKIX
import PortalClient
import PortalContract
import PortalServer
import Testing

/// I4–I6 at the portal, for the migration service's officers.
@Suite("Issue 7.5: exchange of the identity card, the officer's part", .onEachStore) struct OfficerTests {
    private func withBoth(
        _ body: @escaping @Sendable (PortalFixture, _ kiosk: Machine, _ officer: Machine) async throws -> Void
    ) async throws {
        try await withPortal(rules: ExchangeSamples.rules()) { portal in
            try await portal.withMachine { kiosk in
                try await portal.withMachine([.officer]) { officer in try await body(portal, kiosk, officer) }
            }
        }
    }

    @Test("I4, I6: queue, pictures beside the register's, certified by EDS, made, collected in person by the slip")
    func way() async throws {
        try await withBoth { portal, kiosk, officer in
            let iin = ExchangeSamples.open
            let slip = try await portal.submittedExchange(iin, at: kiosk).slip
            let queue = try await officer.client.officerExchanges()
            #expect(queue.waiting == 1 && queue.applications.map(\.slip) == [slip])
            let file = try await officer.client.exchangeFile(slip)
            #expect(file.photo == ExchangeSamples.photo && file.specimen == ExchangeSamples.specimen)
            #expect(file.registerPhoto == Data([0xFF, 0xD8, 1, 0xFF, 0xD9]) && file.registerSpecimen != nil)
            #expect(file.checks.map(\.subject) == CardExchangeCheck.Subject.allCases)
            #expect(file.checks.allSatisfy { $0.passed })
            let yes = try await portal.certification(slip, at: officer, by: portal.eds(of: ExchangeSamples.officer))
            let certified = try await officer.client.decideExchange(slip, yes)
            #expect(certified.stage == .inProduction && certified.fee == .paid)
            #expect(try await officer.client.decideExchange(slip, yes) == certified, "the same again is the same")
            #expect(try await officer.client.officerExchanges().waiting == 0)
            let early = await failure {
                _ = try await officer.client.collectExchange(slip, .init(iin: iin, operatorID: "Officer 1"))
            }
            #expect(early?.code == .exchangeNotReady)
            let card = CardExchangeArrival(
                documentNumber: "000000101", expiresOn: "2046-01-01", operatorID: "Officer 1")
            for _ in 1...2 { #expect(try await officer.client.reportExchangeArrived(slip, card).stage == .ready) }
            let other = await failure {
                _ = try await officer.client.collectExchange(
                    slip, .init(iin: People.neverMatching, operatorID: "Officer 1"))
            }
            #expect(other?.code == .requestForOtherPerson)
            for _ in 1...2 {
                let given = try await officer.client.collectExchange(slip, .init(iin: iin, operatorID: "Officer 1"))
                #expect(given.stage == .collected)
            }
            #expect(try await kiosk.client.exchange(slip).stage == .collected)
            #expect(
                try await portal.stored("SELECT number, expiresOn FROM identityCard WHERE iin = '\(iin)'")
                    == "000000101|2046-01-01")
            let deeds = try await portal.stored("SELECT action FROM audit WHERE action LIKE 'exchange.%' ORDER BY id")
            #expect(
                deeds.split(separator: "\n") == [
                    "exchange.submitted", "exchange.opened", "exchange.opened", "exchange.certified",
                    "exchange.arrived", "exchange.collected",
                ])
        }
    }

    @Test("I5: annulled with a reason; the fee is refundable and does not count again, a new one does")
    func annulled() async throws {
        try await withBoth { portal, kiosk, officer in
            let (iin, eds) = (ExchangeSamples.open, try await portal.eds(of: ExchangeSamples.open))
            let paid = try await portal.payment(of: iin)
            let request = try portal.exchangeRequest(iin, payment: paid, by: eds)
            let slip = try await kiosk.client.applyForExchange(request, key: "one").slip
            let no = CardExchangeDecision(annulment: .photo, operatorID: "Officer 1")
            for _ in 1...2 {
                let record = try await officer.client.decideExchange(slip, no)
                #expect(record.stage == .annulled && record.annulment == .photo)
                #expect(record.fee == .refundableNewOnePaysAgain)
            }
            let again = await failure { _ = try await kiosk.client.applyForExchange(request, key: "two") }
            #expect(again?.code == .exchangeFeeRefundable)
            let new = try portal.exchangeRequest(iin, payment: try await portal.payment(of: iin), by: eds)
            let next = try await kiosk.client.applyForExchange(new, key: "three")
            #expect(next.slip != slip && next.stage == .underCheck)
            #expect(try await kiosk.client.exchange(slip).stage == .annulled)
        }
    }

    @Test("I5: the person's account tells the reason and what becomes of the fee")
    func annulledInAccount() async throws {
        try await withBoth { portal, kiosk, officer in
            let slip = try await portal.submittedExchange(at: kiosk).slip
            let no = CardExchangeDecision(annulment: .signature, operatorID: "Officer 1")
            _ = try await officer.client.decideExchange(slip, no)
            let opened = try await Holder(kiosk).loggedIn()
            let told = try await kiosk.client.account(opened.logIn).exchanges
            #expect(told.map(\.slip) == [slip] && told.first?.annulment == .signature)
            #expect(told.first?.fee == .refundableNewOnePaysAgain)
        }
    }

    @Test("I4: what came up against an application since the officer looked; then it is annulled only")
    func lookedAtAgain() async throws {
        try await withBoth { portal, kiosk, officer in
            let slip = try await portal.submittedExchange(at: kiosk).slip
            let yes = try await portal.certification(slip, at: officer, by: portal.eds(of: ExchangeSamples.officer))
            try await portal.change("UPDATE identityCard SET standing = 'lost' WHERE iin = '\(ExchangeSamples.open)'")
            #expect(
                await failure { _ = try await officer.client.decideExchange(slip, yes) }?.code == .documentMismatch)
            #expect(try await portal.stored("SELECT stage FROM cardExchange WHERE slip = '\(slip)'") == "under-check")
            let no = CardExchangeDecision(annulment: .furtherChecks, operatorID: "Officer 1")
            #expect(try await officer.client.decideExchange(slip, no).stage == .annulled)
        }
    }

    @Test("a payment that counted for a finished exchange does not count again")
    func feeUsed() async throws {
        try await withBoth { portal, kiosk, officer in
            let (iin, eds) = (ExchangeSamples.open, try await portal.eds(of: ExchangeSamples.open))
            let request = try portal.exchangeRequest(iin, payment: try await portal.payment(of: iin), by: eds)
            let slip = try await kiosk.client.applyForExchange(request, key: "one").slip
            let yes = try await portal.certification(slip, at: officer, by: portal.eds(of: ExchangeSamples.officer))
            _ = try await officer.client.decideExchange(slip, yes)
            let soon = CivilDate(dayNumber: Int(portal.clock.now().milliseconds / 86_400_000)).adding(days: 9)
            _ = try await officer.client.reportExchangeArrived(
                slip, .init(documentNumber: "000000102", expiresOn: "\(soon)", operatorID: "Officer 1"))
            _ = try await officer.client.collectExchange(slip, .init(iin: iin, operatorID: "Officer 1"))
            var next = request
            next.documentNumber = "000000102"
            next.signature = try eds.sign(next.statement, at: portal.clock.now())
            let sent = next
            #expect(
                await failure { _ = try await kiosk.client.applyForExchange(sent, key: "two") }?.code
                    == .exchangeFeeUsed)
        }
    }

    @Test("of two officers who decide at once, one wins and the other is told so", arguments: [true, false])
    func twoOfficers(_ bothCertify: Bool) async throws {
        try await withBoth { portal, kiosk, one in
            try await PortalAdministration.list(officer: People.fiveFailures, true, in: portal.options)
            try await portal.withMachine([.officer]) { other in
                let slip = try await portal.submittedExchange(at: kiosk).slip
                let yes = try await portal.certification(slip, at: one, by: portal.eds(of: ExchangeSamples.officer))
                let second =
                    bothCertify
                    ? try await portal.certification(slip, at: other, by: portal.eds(of: People.fiveFailures))
                    : CardExchangeDecision(annulment: .signature, operatorID: "Officer 2")
                async let first = failure { _ = try await one.client.decideExchange(slip, yes) }
                async let late = failure { _ = try await other.client.decideExchange(slip, second) }
                let refused = await [first, late].compactMap { $0 }
                #expect(refused.map(\.code) == [.exchangeDecided] && refused.first?.status == 409)
                let deeds = try await portal.stored(
                    "SELECT count(*) FROM audit WHERE action IN ('exchange.certified', 'exchange.annulled')")
                #expect(deeds == "1")
            }
        }
    }

    @Test("only a listed officer certifies, not their own application, and only the one that is signed")
    func certifiers() async throws {
        try await withBoth { portal, kiosk, officer in
            let slip = try await portal.submittedExchange(at: kiosk).slip
            let other = try await portal.submittedExchange(ExchangeSamples.firstDay, at: kiosk).slip
            func code(_ decision: CardExchangeDecision, _ slip: String) async -> FailureCode? {
                await failure { _ = try await officer.client.decideExchange(slip, decision) }?.code
            }
            let stranger = try await portal.eds(of: People.fiveFailures)
            #expect(
                try await code(portal.certification(slip, at: officer, by: stranger), slip) == .exchangeOfficerUnknown)
            try await PortalAdministration.list(officer: ExchangeSamples.open, true, in: portal.options)
            let own = try await portal.eds(of: ExchangeSamples.open)
            #expect(try await code(portal.certification(slip, at: officer, by: own), slip) == .exchangeOwnApplication)
            #expect(try await code(portal.certification(slip, at: officer, by: own), other) == .signatureInvalid)
            try await PortalAdministration.list(officer: ExchangeSamples.open, false, in: portal.options)
            #expect(
                try await code(portal.certification(other, at: officer, by: own), other) == .exchangeOfficerUnknown)
            #expect(await code(CardExchangeDecision(operatorID: "Officer 1"), slip) == .portalRequest)
            #expect(try await officer.client.officerExchanges().waiting == 2)
            let page = try await officer.client.officerExchanges(after: slip)
            #expect(page.applications.map(\.slip) == [other] && page.waiting == 2, "oldest first, after the one named")
        }
    }

    @Test("R6: pictures go with the decision, and after 30 days without one; then it can only be annulled")
    func retention() async throws {
        let folder = try TemporaryFolder("retention")
        @Sendable func count(_ portal: PortalFixture) async throws -> String {
            try await portal.stored("SELECT count(*) FROM exchangePicture")
        }
        let (slip, officer) = try await withPortal(folder: folder, rules: ExchangeSamples.rules()) { portal in
            let identity = try await portal.enrol([.officer])
            return try await portal.withMachine { kiosk in
                let old = try await portal.submittedExchange(at: kiosk).slip
                let decided = try await portal.submittedExchange(ExchangeSamples.firstDay, at: kiosk).slip
                let young = try await portal.submittedExchange(ExchangeSamples.lastDay, at: kiosk).slip
                try await portal.withClient(identity) {
                    _ = try await $0.decideExchange(decided, .init(annulment: .furtherChecks, operatorID: "Officer 1"))
                }
                #expect(try await count(portal) == "4")
                // Time that went by: TLS would not let a test's clock go so far.
                let life: Int64 = 30 * 86_400_000
                for (slip, age) in [(old, life), (young, life - 600_000)] {
                    try await portal.change(
                        "UPDATE exchangePicture SET keptSince = keptSince - \(age) WHERE slip = '\(slip)'")
                }
                return (old, identity)
            }
        }
        try await withPortal(folder: folder, rules: ExchangeSamples.rules()) { portal in
            try await eventually("the old pictures are erased, the others not") {
                try await count(portal) == "2" ? () : nil
            }
            try await portal.withClient(officer) { client in
                let machine = Machine(client: client, identity: officer, fixture: portal)
                let file = try await client.exchangeFile(slip)
                #expect(file.photo == nil && file.specimen == nil && file.registerPhoto != nil)
                #expect(file.checks.contains(CardExchangeCheck(subject: .pictures, passed: false)))
                let yes = try await portal.certification(
                    slip, at: machine, by: portal.eds(of: ExchangeSamples.officer))
                #expect(
                    await failure { _ = try await client.decideExchange(slip, yes) }?.code == .exchangePicturesGone)
                let no = CardExchangeDecision(annulment: .furtherChecks, operatorID: "Officer 1")
                #expect(try await client.decideExchange(slip, no).stage == .annulled)
            }
        }
    }
}
