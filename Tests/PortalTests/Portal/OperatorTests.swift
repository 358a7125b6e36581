import KioskDomain
import PortalClient
import PortalContract
import Testing

@Suite(.onEachStore) struct OperatorTests {
    private func request(
        _ iin: String, _ medium: Medium = .idCard, _ name: String = "Operator 1"
    ) -> OperatorApplicationRequest {
        OperatorApplicationRequest(iin: iin, medium: medium, operatorID: name)
    }

    @Test("B5: four failures are too few, with the count; five are enough") func count() async throws {
        try await withPortal { portal in
            try await portal.withMachine([.desk]) { desk in
                let four = await failure {
                    _ = try await desk.client.applyAtDesk(request(People.fourFailures), key: "a")
                }
                #expect(four?.code == .attemptsTooFew)
                #expect(four?.count == 4)
                let child = await failure { _ = try await desk.client.applyAtDesk(request(People.child), key: "b") }
                #expect(child?.code == .personUnderAge)
                let record = try await desk.client.applyAtDesk(request(People.fiveFailures), key: "c")
                #expect(record.state == .submitted)
                #expect(try await desk.client.applyAtDesk(request(People.fiveFailures), key: "c") == record)
            }
            try await portal.withMachine([.kiosk]) { kiosk in
                let error = await failure {
                    _ = try await kiosk.client.applyAtDesk(request(People.fiveFailures), key: "d")
                }
                #expect(error?.status == 403)
            }
        }
    }

    @Test(
        "B5, B6: two desks at once, other keys and media: one application, until it is refused, issued or 30 days old")
    func oneOpen() async throws {
        try await withPortal { portal in
            try await portal.withMachine([.desk]) { one in
                try await portal.withMachine([.desk]) { other in
                    async let here = one.client.applyAtDesk(request(People.fiveFailures, .file), key: "a")
                    async let there = other.client.applyAtDesk(
                        request(People.fiveFailures, .file, "Operator 2"), key: "a")
                    let (first, second) = try await (here, there)
                    #expect(first == second && first.medium == .file)
                    func apply(_ key: String) async throws -> ApplicationRecord {
                        try await one.client.applyAtDesk(request(People.fiveFailures, .kaztoken), key: key)
                    }
                    #expect(try await apply("b") == first, "its own medium is answered")
                    _ = try await other.client.decide(first.number, decision(false, because: "Another medium"))
                    let next = try await apply("c")
                    #expect(next.number != first.number && next.medium == .kaztoken)
                    _ = try await other.client.decide(next.number, decision(true))
                    let confirmed = try await apply("d")
                    #expect(confirmed.number == next.number && confirmed.state == .confirmed)
                    portal.clock.advance(by: .seconds(30 * 86_400))
                    #expect(try await apply("e").number == next.number)
                    portal.clock.advance(by: .seconds(86_400))
                    let late = try await apply("f")
                    #expect(late.number != next.number && late.state == .submitted)
                    _ = try await other.client.decide(late.number, decision(true))
                    _ = try await one.client.issueCertificates(late.number, try Requests.pair())
                    #expect(await failure { _ = try await apply("g") }?.code == .attemptsTooFew)
                    let made = try await portal.stored("SELECT count(*) FROM application WHERE channel = 'operator'")
                    #expect(made == "3")
                }
            }
        }
    }

    @Test("E5, B6: confirmed, issued, and the count is closed") func confirmed() async throws {
        try await withPortal { portal in
            try await portal.withMachine([.desk]) { desk in
                let number = try await desk.client.applyAtDesk(request(People.fiveFailures), key: "a").number
                let early = await failure {
                    _ = try await desk.client.issueCertificates(number, try Requests.pair())
                }
                #expect(early?.code == .portalRefused)
                let yes = OperatorDecision(confirmed: true, justification: nil, operatorID: "Operator 1")
                for _ in 1...2 { #expect(try await desk.client.decide(number, yes).state == .confirmed) }
                let requests = try Requests.pair()
                _ = try await desk.client.issueCertificates(number, requests)
                let list = try await desk.client.attempts(iin: People.fiveFailures)
                #expect(list.failures == 0)
                #expect(list.attempts.allSatisfy { !$0.counts })
            }
        }
    }

    @Test("E5: a refusal needs a justification and is final") func refused() async throws {
        try await withPortal { portal in
            try await portal.withMachine([.desk]) { desk in
                let number = try await desk.client.applyAtDesk(request(People.fiveFailures), key: "a").number
                let silent = OperatorDecision(confirmed: false, justification: " ", operatorID: "Operator 1")
                #expect(await failure { _ = try await desk.client.decide(number, silent) }?.code == .portalRequest)
                let no = OperatorDecision(confirmed: false, justification: "Form missing", operatorID: "Operator 1")
                let record = try await desk.client.decide(number, no)
                #expect(record.state == .refused)
                #expect(record.justification == "Form missing")
                let yes = OperatorDecision(confirmed: true, justification: nil, operatorID: "Operator 1")
                #expect(await failure { _ = try await desk.client.decide(number, yes) }?.code == .idempotencyConflict)
            }
        }
    }

    @Test("E5, E4: a confirmation without keys is taken back with a reason; then another medium is accepted")
    func withdrawn() async throws {
        try await withPortal { portal in
            try await portal.withMachine([.desk]) { desk in
                func apply(_ medium: Medium, _ key: String) async throws -> ApplicationRecord {
                    try await desk.client.applyAtDesk(request(People.fiveFailures, medium), key: key)
                }
                func code(_ number: String, _ decision: OperatorDecision) async -> FailureCode? {
                    await failure { _ = try await desk.client.decide(number, decision) }?.code
                }
                let first = try await apply(.idCard, "a").number
                _ = try await desk.client.decide(first, decision(true))
                #expect(try await apply(.kaztoken, "b").number == first, "it blocks another one")
                #expect(await code(first, decision(false, because: "Another medium")) == .idempotencyConflict)
                #expect(await code(first, withdrawal(because: " ")) == .portalRequest)
                #expect(await code(first, withdrawal(because: nil)) == .portalRequest)
                #expect(await code(first, withdrawal(true, because: "Another medium")) == .portalRequest)
                for _ in 1...2 {
                    let taken = try await desk.client.decide(first, withdrawal(because: "Another medium"))
                    #expect(taken.state == .refused && taken.justification == "Another medium")
                }
                #expect(await code(first, withdrawal(because: "Once more")) == .idempotencyConflict)
                let late = await failure { _ = try await desk.client.issueCertificates(first, try Requests.pair()) }
                #expect(late?.code == .portalRefused)
                let deeds = try await portal.stored("SELECT count(*) FROM audit WHERE action = 'application.withdrawn'")
                #expect(deeds == "1")
                let next = try await apply(.kaztoken, "c")
                #expect(next.number != first && next.medium == .kaztoken && next.state == .submitted)
                _ = try await desk.client.decide(next.number, decision(true))
                _ = try await desk.client.issueCertificates(next.number, try Requests.pair())
                #expect(await code(next.number, withdrawal(because: "Too late")) == .idempotencyConflict, "issued")
            }
        }
    }

    private func withdrawal(_ confirmed: Bool = false, because reason: String?) -> OperatorDecision {
        OperatorDecision(confirmed: confirmed, justification: reason, operatorID: "Operator 1", withdraws: true)
    }

    private func home(_ portal: PortalFixture, _ iin: String) async throws -> String {
        try await portal.withClient {
            try await $0.applyAtHome(HomeApplicationRequest(iin: iin, medium: .idCard, centre: "PSC-1")).number
        }
    }

    private func decision(
        _ confirmed: Bool, centre: String? = "PSC-1", because reason: String? = nil
    ) -> OperatorDecision {
        OperatorDecision(confirmed: confirmed, justification: reason, operatorID: "Operator 1", centre: centre)
    }

    @Test("E4: a form is taken at the centre that it names, on day 30, not on day 31; a refusal needs no deadline")
    func handedIn() async throws {
        try await withPortal { portal in
            let (late, timely) = (
                try await home(portal, People.fiveFailures), try await home(portal, People.fiveFailures)
            )
            try await portal.withMachine([.desk]) { desk in
                func code(_ number: String, _ decision: OperatorDecision) async -> FailureCode? {
                    await failure { _ = try await desk.client.decide(number, decision) }?.code
                }
                let opened = try await desk.client.deskApplication(timely)
                #expect(opened.iin == People.fiveFailures && opened.failures == 5)
                #expect(opened.standing.step == .handIn && !opened.name.isEmpty)
                #expect(await code(timely, decision(true, centre: "PSC-2")) == .applicationElsewhere)
                #expect(await code(timely, decision(true, centre: nil)) == .applicationElsewhere)
                portal.clock.advance(by: .seconds(30 * 86_400))
                #expect(try await desk.client.decide(timely, decision(true)).state == .confirmed)
                portal.clock.advance(by: .seconds(86_400))
                #expect(await code(late, decision(true)) == .applicationLate)
                #expect(await code(late, decision(false, because: "Too late")) == nil)
                #expect(try await desk.client.deskApplication(late).standing.step == .applyAnew)
            }
        }
    }

    @Test("B5: a form from home is confirmed only after five failures, with the count; under 16 none is made")
    func homeNeedsFailures() async throws {
        try await withPortal { portal in
            let number = try await home(portal, People.fourFailures)
            try await portal.withMachine([.desk]) { desk in
                let few = await failure { _ = try await desk.client.decide(number, decision(true)) }
                #expect(few?.code == .attemptsTooFew && few?.count == 4)
                let opened = try await desk.client.deskApplication(number)
                #expect(opened.standing.application.state == .applied)
            }
            #expect(await failure { _ = try await home(portal, People.child) }?.code == .personUnderAge)
            #expect(await failure { _ = try await home(portal, People.unknown) }?.code == .personUnknown)
        }
    }

    @Test("two operators on one application: the same answer twice is one, the other answer is refused")
    func twoOperators() async throws {
        try await withPortal { portal in
            let number = try await home(portal, People.fiveFailures)
            try await portal.withMachine([.desk]) { one in
                try await portal.withMachine([.desk]) { other in
                    for desk in [one, other] {
                        let answered = try await desk.client.decide(number, decision(true))
                        #expect(answered.state == .confirmed)
                    }
                    let late = await failure {
                        _ = try await other.client.decide(number, decision(false, because: "No signature"))
                    }
                    #expect(late?.code == .idempotencyConflict)
                }
            }
        }
    }
}
